"""Take screenshots of every page to var/shots, and lay them out in index.html: `make shots`.

In the three languages, as a phone and a desktop show them, in light and dark, from databases
made for the purpose. `python -m scripts.shots [--only home,plan] [--beside FOLDER]`: FOLDER holds
earlier pictures or drafts, named `home.en.phone.light.png`, which are laid beside ours.
"""

import argparse
import html
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from scripts import chromium, compile_messages
from scripts.showcase import scenes
from scripts.showcase.pages import PAGES, Shown
from scripts.showcase.scenes import ROOT, Scene
from scripts.showcase.server import serving

TARGET = ROOT / "var" / "shots"
LANGUAGES = ("en", "ru", "zh-hans")
SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STYLE = """body { font: 1rem/1.5 system-ui; margin: 1.5rem } img { inline-size: 100% }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; max-inline-size: 90rem }"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names of pages, joined by commas")
    parser.add_argument("--beside", type=Path, help="a folder of pictures to lay beside ours")
    arguments = parser.parse_args()
    only = set(filter(None, arguments.only.split(",")))
    pages = [shown for shown in PAGES if not only or shown.name in only]
    path = chromium.find_or_exit()
    TARGET.mkdir(parents=True, exist_ok=True)
    compile_messages.main()
    with tempfile.TemporaryDirectory() as directory:
        scenes.make(Path(directory))
        with serving(Path(directory)) as addresses, sync_playwright() as playwright:
            chrome = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            files = [file for shown in pages for file in taken(chrome, addresses, shown)]
            chrome.close()
    index = TARGET / "index.html"
    index.write_text(laid_out(files, arguments.beside), "utf-8")
    print(f"{len(files)} pictures: {index.relative_to(ROOT)}")


def taken(chrome: Browser, addresses: dict[Scene, str], shown: Shown) -> Iterator[Path]:
    """Load the page once a language, and take it on each screen in both schemes."""
    context = chrome.new_context(reduced_motion="reduce")
    page = context.new_page()
    for language in LANGUAGES:
        page.goto(f"{addresses[shown.scene]}/{language}/{shown.path}")
        for device, (width, height) in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                file = TARGET / f"{shown.name}.{language}.{device}.{scheme}.png"
                page.screenshot(path=file, full_page=True)
                yield file
    context.close()
    print(shown.name, flush=True)


def laid_out(files: list[Path], beside: Path | None) -> str:
    """Return the page that shows every picture, beside its namesake in `beside`."""
    parts = [
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Shots</title><style>{STYLE}</style>"
    ]
    for file in files:
        namesake = beside / file.name if beside else None
        parts.append(f"<h2>{html.escape(file.stem)}</h2><div class=pair>{picture(file.name)}")
        if namesake and namesake.exists():
            parts.append(picture(os.path.relpath(namesake, TARGET)))
        parts.append("</div>")
    return "\n".join(parts)


def picture(address: str) -> str:
    return f'<a href="{html.escape(address)}"><img loading=lazy alt="" src="{html.escape(address)}"></a>'


if __name__ == "__main__":
    main()
