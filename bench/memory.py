"""What a process holds after it answered every kind of page, with more and more events."""

from bench import cpu, growth, processes, product, servers
from bench.cases import CONDITIONAL
from bench.client import Client
from bench.said import table


def run(bench: cpu.Bench) -> None:
    told = {"the plan (109)": bench.told()}
    counts = (1000, 10_000) if bench.long else (1000,)
    told |= {f"{count:,}": growth.made_up(bench, count) for count in counts}
    rows = [[name, f"{held(environ) / 1e6:.0f}"] for name, environ in told.items()]
    print("Memory of granian and its worker (RSS, shared pages counted twice)\n")
    table(["events", "MB after every kind of page"], rows)
    if not bench.long:
        print("10,000 events: not measured without --long\n")


def held(environ: dict[str, str]) -> int:
    with servers.granian(product.FACTORY, environ) as (process, port):
        client = Client(port, 300)
        for language in ("en", "ru", "zh-hans"):
            for case in CONDITIONAL:
                address = case.address.replace("/en/", f"/{language}/")
                client.get(address, X_Forwarded_Proto="https")
        client.close()
        return processes.resident_bytes([process])
