"""Ten thousand addresses that nobody meant: memory may not grow, nor good pages leave the cache."""

from bench import cpu, processes, product, servers
from bench.cases import CONDITIONAL
from bench.client import Client
from bench.said import number, verdict

MANY, FEW = 10_000, 1000
MEMORY = 1.1
GOOD = ("/en/", "/en/calendar/", "/en/calendar/2020/11/", "/en/events/chs-20-summit-2020/")


def run(bench: cpu.Bench) -> None:
    """Half of the addresses lead nowhere, half carry a parameter nobody knows."""
    count = MANY if bench.long else FEW
    with servers.granian(product.FACTORY, bench.told()) as (process, port):
        client = Client(port, 60)
        before, cost = good(client, process)
        for turn in range(count // 2):
            client.get(f"/en/events/junk-{turn}/", X_Forwarded_Proto="https")
            client.get(f"/en/calendar/?junk={turn}", X_Forwarded_Proto="https")
        memory = processes.resident_bytes([process]) / before
        # A page that left the cache is made anew, and costs a hundred times as much.
        cost_after = cpu.one_round(lambda: ask(client), [process], 0.05)
        client.close()
    print(f"{count:,} junk addresses: memory × {number(memory)} (goal ≤ {MEMORY}: ", end="")
    print(
        f"{verdict(memory <= MEMORY)}); four good pages {number(cost)} ms of CPU before, ", end=""
    )
    print(f"{number(cost_after)} after: {verdict(cost_after <= 3 * cost)}\n", flush=True)


def good(client: Client, process: int) -> tuple[int, float]:
    for case in CONDITIONAL:
        client.get(case.address, X_Forwarded_Proto="https")
    for turn in range(200):  # what a process grows by in its first minutes is not junk's doing
        client.get(f"/en/events/warm-{turn}/", X_Forwarded_Proto="https")
    ask(client)
    return processes.resident_bytes([process]), cpu.one_round(lambda: ask(client), [process], 0.3)


def ask(client: Client) -> None:
    for address in GOOD:
        client.get(address, X_Forwarded_Proto="https")
