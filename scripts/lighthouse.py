"""Ask Lighthouse about every kind of page: `make lighthouse` prints the table.

The production settings, hashed and compressed files, and the whole plan, served for the purpose; its
usual throttling for a phone and for a desktop. Lighthouse comes by npx and stays out of the project.
`python -m scripts.lighthouse ru home plan` asks about two pages in Russian.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from scripts import chromium, compile_messages, measured, serve
from scripts.showcase.server import free_port, wait_for, wait_or_kill

#: The last major version that runs under Node 20.
LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = {
    "home": "",
    "plan": "calendar/",
    "month": "calendar/2020/10/",
    "year": "calendar/2020/",
    "day": "calendar/2020/11/10/",
    "by priority": "calendar/by-priority/",
    "by body": "calendar/by-body/",
    "by place": "calendar/by-place/",
    "as on a day": "calendar/as-on/2020-06-01/",
    "changes": "calendar/changes/",
    "event": "events/chs-20-summit-2020/",
    "step": "events/chs-20-summit-2020/steps/1/",
    "priorities": "priorities/",
    "priority": "priorities/security-and-stability/",
    "bodies": "bodies/",
    "body": "bodies/council-of-heads-of-state/",
    "countries": "countries/",
    "country": "countries/russia/",
    "news": "news/",
    "article": "news/2019/05/31/priorities-of-the-presidency/",
    "documents": "documents/",
    "document": "documents/sco-charter-2002/",
    "search": "search/",
    "found": "search/?q=summit",
    "about": "about/",
    "subscribe": "subscribe/",
    "developers": "developers/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "terms": "terms/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DEVICES: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
#: A lower performance is measured twice more: the machine may have been busy. The median counts.
ENOUGH = 95
#: Lighthouse at times misses the start of a page (NO_NAVSTART), and asks to be run again.
TRIES = 3
#: Seconds that one report may take; npx downloads Lighthouse first.
LONGEST = 600

Report = dict[str, Any]


def main() -> None:
    chrome = chromium.find_or_exit(chromium.WHOLE)
    os.environ["CHROME_PATH"] = chrome
    language, *names = sys.argv[1:] or ["en"]
    compile_messages.main()
    print(f"{LIGHTHOUSE}, {language}\n\n{heading()}", flush=True)
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as directory, portal(Path(directory)) as address:
        for name in names or PAGES:
            for device in DEVICES:
                reports = asked(f"{address}/{language}/{PAGES[name]}", device)
                print(row(name, device, reports), flush=True)
                faults += [f"{name}, {device}: {fault}" for fault in missed(reports[-1])]
    print("\n" + "\n".join(dict.fromkeys(faults)))


@contextmanager
def portal(directory: Path) -> Iterator[str]:
    """Serve the whole plan with the production settings; yield the address."""
    measured.loaded(directory)
    connection.close()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    os.environ["ALLOWED_HOSTS"] = "127.0.0.1"
    command = [*serve.command("127.0.0.1", str(port))[:-1], "--factory"]
    server = subprocess.Popen([*command, "scripts.measured:application"], cwd=measured.ROOT)
    try:
        wait_for(f"{address}/robots.txt")
        yield address
    finally:
        server.terminate()
        wait_or_kill(server)


def asked(address: str, device: str) -> list[Report]:
    """Return one report, or three where the first was slow."""
    first = lighthouse(address, device)
    if scores(first)[0] >= ENOUGH:
        return [first]
    return [first, lighthouse(address, device), lighthouse(address, device)]


def lighthouse(address: str, device: str) -> Report:
    options = [
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(chromium.ARGUMENTS)}",
    ]
    command = ["npx", "--yes", LIGHTHOUSE, address, *options, *DEVICES[device]]
    for _again in range(TRIES):
        answer = said(command)
        if answer:
            report: Report = json.loads(answer)
            if not report.get("runtimeError"):
                return report
    raise RuntimeError(
        f"{address}: Lighthouse gave no report in {TRIES} tries (its words are above)."
    )


def said(command: list[str]) -> bytes:
    """Return what a program said, nothing when it failed or did not end."""
    try:
        told = subprocess.run(command, stdout=subprocess.PIPE, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return b""
    return b"" if told.returncode else told.stdout


def scores(report: Report) -> list[int]:
    return [round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES]


def heading() -> str:
    columns = ["page", "device", *(name.replace("-", " ") for name in CATEGORIES)]
    columns += ["LCP, s", "TBT, ms", "CLS", "sent, KB"]
    return f"| {' | '.join(columns)} |\n|---|---|{'--:|' * (len(columns) - 2)}"


def row(name: str, device: str, reports: list[Report]) -> str:
    """Return the line of the table: medians, but for the scores that no machine slows."""

    def median(audit: str) -> float:
        values = [float(report["audits"][audit]["numericValue"]) for report in reports]
        return statistics.median(values)

    performance = statistics.median(scores(report)[0] for report in reports)
    cells = [
        name,
        device,
        f"{performance:.0f}",
        *map(str, scores(reports[-1])[1:]),
        f"{median('largest-contentful-paint') / 1000:.1f}",
        f"{median('total-blocking-time'):.0f}",
        f"{median('cumulative-layout-shift'):.3f}",
        f"{median('total-byte-weight') / 1024:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def missed(report: Report) -> Iterator[str]:
    """Yield what costs a page its points, performance aside."""
    for name in CATEGORIES[1:]:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] not in (1, None):
                yield f"{name}: {audit['title']} {details(audit)}"


def details(audit: Report) -> str:
    items = audit.get("details", {}).get("items", [])
    return json.dumps(items[:3], ensure_ascii=False)[:600]


if __name__ == "__main__":
    main()
