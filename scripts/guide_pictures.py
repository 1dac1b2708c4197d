"""Follow docs/editing.md on a fresh training desk, in a browser, and take its pictures: `make guide-pictures`.

A step that no longer works stops the script: so the guide is tried each time. `python -m scripts.guide_pictures`
writes docs/pictures/*.webp, in English and in Russian.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from scripts import chromium, compile_messages
from scripts.showcase.server import free_port, wait_for, wait_or_kill

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
#: Bytes that a picture may have.
LARGEST = 60_000
WIDTH, HEIGHT = 1080, 760
WORDS = {
    "en": {
        "title": "Training: the round table begins tomorrow",
        "lead": "What it is about, and who comes.",
        "heading": "On the agenda",
        "items": ("tariffs", "transport"),
        "reason": "The venue is not ready.",
        "events": ("meeting of railway experts", "exhibition of wagons"),
    },
    "ru": {
        "title": "Учебное: круглый стол начинается завтра",
        "lead": "О чём он и кто приедет.",
        "heading": "В повестке",
        "items": ("тарифы", "перевозки"),
        "reason": "Площадка не готова.",
        "events": ("совещание экспертов-железнодорожников", "выставка вагонов"),
    },
}
SOURCE = "https://training.example/"


class Guide:
    """One walk through the guide, in one language."""

    def __init__(self, page: Page, address: str, password: str, code: str) -> None:
        self.page, self.address, self.password, self.code = page, address, password, code
        self.words: Mapping[str, Any] = WORDS[code]

    def walk(self) -> None:
        self.log_in("publisher")
        self.take("first-page")
        self.log_in("editor")
        news = self.write_news()
        self.look_at_preview()
        self.bring_back(news)
        self.send_for_review(news)
        self.log_in("publisher")
        self.review()
        self.confirm_event()
        self.decide()
        self.log_in("translator")
        self.open_translations()

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}/admin/{path}")

    def log_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.open("")
        self.page.click(f".language-form [value={self.code}]")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", self.password)
        self.page.click("#login-form [type=submit]")
        self.page.wait_for_selector("#user-tools")

    def write_news(self) -> str:
        """Fill in the form of a news item, save it, and return its address below the admin."""
        page, code = self.page, self.code
        self.open("news/article/add/")
        page.fill(f"#id_title_{code}", self.words["title"])
        page.select_option("#id_section", "announcement")
        page.fill("#id_published_on", "2020-10-28")
        page.fill(f"#id_lead_{code}", self.words["lead"])
        page.locator(f".field-body_{code} .rich-text-words").click()
        tools = page.locator(f".field-body_{code} .rich-text [role=toolbar] button")
        tools.nth(0).click()
        page.keyboard.type(self.words["heading"])
        page.keyboard.press("Enter")
        tools.nth(4).click()
        for item in self.words["items"]:
            page.keyboard.type(item)
            page.keyboard.press("Enter")
        self.take("news", at=f"#id_lead_{code}")
        for name in ("title", "lead"):  # what another language lacks would stop the publication
            for other in {"en", "ru"} - {code}:
                page.fill(f"#id_{name}_{other}", str(WORDS[other][name]))
        page.click("[name=_continue]")
        page.wait_for_selector(".messagelist .success")
        found = re.search(r"/admin/(news/article/\d+)/", page.url)
        assert found, page.url  # noqa: S101 (the guide is tried)
        return found[1]

    def look_at_preview(self) -> None:
        self.page.click(".object-tools a[href$='/preview/']")
        self.page.click(f"#content a[href*='/preview/{self.code}/'] >> nth=0")
        self.page.wait_for_selector(".prose h2")
        self.take("preview")

    def bring_back(self, news: str) -> None:
        """Shorten a text, save it, and put the earlier one into the form again."""
        lead = f"#id_lead_{self.code}"
        self.open(f"{news}/change/")
        self.page.fill(lead, self.words["lead"].rpartition(" ")[0])
        self.page.click("[name=_continue]")
        self.page.wait_for_selector(".messagelist .success")
        self.open(f"{news}/history/")
        self.take("history")
        self.page.click("#content a[href*='restore='] >> nth=0")
        self.page.wait_for_function(
            "([at, text]) => document.querySelector(at)?.value === text",
            arg=[lead, self.words["lead"]],
        )
        self.page.click("[name=_continue]")
        self.page.wait_for_selector(".messagelist .success")

    def send_for_review(self, news: str) -> None:
        self.open(f"{news}/publish/")
        self.take("publish")
        self.page.click("#content [type=submit]")
        self.page.wait_for_selector(".messagelist .success")

    def review(self) -> None:
        """Approve what was sent, from the first page on."""
        self.page.click(f"#content a[href*='/review/']:has-text('{self.words['title']}')")
        self.page.wait_for_selector("[name=approve]")
        self.take("review")
        self.page.click("[name=approve]")
        self.page.wait_for_selector(".messagelist .success")

    def confirm_event(self) -> None:
        self.open("events/event/?q=trade")
        self.page.click("#result_list tbody th a")
        self.page.wait_for_selector("#event_form")
        self.take("event")
        self.page.click(".acts a[href$='/confirm/']")
        self.page.fill("#id_source_url", SOURCE)
        self.page.click("[name=preview]")
        self.page.wait_for_selector("[name=save]")
        self.take("act")

    def decide(self) -> None:
        self.open("events/event/")
        for name in self.words["events"]:
            self.page.locator("#result_list tr", has_text=name).locator("[type=checkbox]").check()
        self.page.select_option("[name=action]", "decide_selected")
        self.page.click("[name=index]")
        self.page.fill(f"#id_reason_{self.code}", self.words["reason"])
        self.page.fill("#id_source_url", SOURCE)
        self.page.click("[name=preview]")
        self.page.wait_for_selector("[name=save]")
        self.take("decision")

    def open_translations(self) -> None:
        self.open("translations/zh-hans/")
        self.page.click("#content a[href*='/news/article/']")
        self.take("translations")

    def take(self, name: str, at: str = "") -> None:
        """Keep what the window shows, from the element `at` on, as small as it can be read."""
        self.page.evaluate(
            "at => at ? document.querySelector(at).scrollIntoView() : scrollTo(0, 0)", at
        )
        self.page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        file = TARGET / f"{name}.{self.code}.webp"
        for quality in (80, 60, 40, 20):
            picture.save(file, "WEBP", quality=quality, method=6)
            if file.stat().st_size <= LARGEST:
                break
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes", flush=True)


@contextmanager
def desk(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve a fresh training desk from `folder`; yield its address and its password."""
    port = str(free_port())
    environment = {
        **os.environ,
        "TRAINING_DATABASE_URL": f"sqlite:///{folder / 'desk.sqlite3'}",
        "PORT": port,
    }
    command = [sys.executable, "-m", "scripts.training"]
    with (folder / "said").open("w+") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said)
        try:
            wait_for(f"http://127.0.0.1:{port}/robots.txt")
            password = re.search(r"password  (\S+)", (folder / "said").read_text())
            yield f"http://127.0.0.1:{port}", password[1] if password else ""
        finally:
            server.terminate()
            wait_or_kill(server)


def main() -> None:
    path = chromium.find_or_exit()
    TARGET.mkdir(parents=True, exist_ok=True)
    compile_messages.main()
    for code in WORDS:
        with (
            tempfile.TemporaryDirectory() as directory,
            desk(Path(directory)) as (address, password),
            sync_playwright() as playwright,
        ):
            chrome = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            page = chrome.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.set_default_timeout(60_000)
            Guide(page, address, password, code).walk()
            chrome.close()


if __name__ == "__main__":
    main()
