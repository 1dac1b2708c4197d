"""Fifty editors at once on PostgreSQL: is anybody's text lost, is anybody shown a failure?

    scripts/with_postgres.py .venv/bin/python -m scripts.fifty_editors

Ten editors open each of five texts, add a line of their own and save, all at the same time. Whoever is told that somebody
else wrote meanwhile opens the form again and adds the line to what stands there. At the end each line stands once.
docs/performance.md holds the result of one run.
"""

import os
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import django
from lxml import html  # type: ignore[import-untyped]

EDITORS, TEXTS = 50, 5
#: Times that an editor tries; each time one of ten at least gets through.
MOST_TRIES = 30
#: Seconds.
LONGEST = 1800


@dataclass
class Tally:
    """What the editors met: answers by status, tries by editor, and seconds of each answer."""

    answers: Counter[int] = field(default_factory=Counter)
    tries: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> None:
    if "postgres" not in os.environ.get("DATABASE_URL", ""):
        sys.exit(__doc__)
    os.environ["TRAINING_DATABASE_URL"] = os.environ["DATABASE_URL"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "scripts.training.settings"
    django.setup()
    tally = Tally()
    keys = prepare()
    start = threading.Barrier(EDITORS)
    began = time.monotonic()
    threads = [
        threading.Thread(target=sit, args=(number, keys[number % TEXTS], start, tally), daemon=True)
        for number in range(EDITORS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    if any(thread.is_alive() for thread in threads):
        tally.failures.append(f"Somebody still waits after {LONGEST} s.")
    report(tally, keys, time.monotonic() - began)


def prepare() -> list[int]:
    """Make the texts and the accounts, and return the keys of the texts."""
    from django.contrib.auth.models import User  # noqa: PLC0415 (needs Django to be set up)
    from django.core.management import call_command  # noqa: PLC0415 (as above)

    from news.models import Article, Section  # noqa: PLC0415 (as above)
    from scripts.training import desk  # noqa: PLC0415 (as above)

    call_command("migrate", interactive=False, verbosity=0)
    desk.make()
    User.objects.bulk_create(
        User(username=f"editor-{number}", is_staff=True, is_superuser=True)
        for number in range(EDITORS)
    )
    titles = {f"title_{code}": "Training" for code in ("en", "ru", "zh_hans")} | {
        "lead_en": "Training"
    }
    day = date(2020, 10, 28)
    made = [
        Article.objects.create(
            slug=f"text-{number}",
            section=Section.NEWS,
            published_on=day,
            **titles,
        )
        for number in range(TEXTS)
    ]
    return [article.pk for article in made]


def sit(number: int, key: int, start: threading.Barrier, tally: Tally) -> None:
    """Add a line to the text until it stands."""
    from django.contrib.auth.models import User  # noqa: PLC0415 (needs Django to be set up)
    from django.db import connection  # noqa: PLC0415 (as above)
    from django.test import Client  # noqa: PLC0415 (as above)

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=f"editor-{number}"))
    address = f"/admin/news/article/{key}/change/"
    start.wait(LONGEST)
    try:
        for tries in range(1, MOST_TRIES + 1):
            sent = dict(filled_in(client.get(address).content))
            sent["body_en"] = f"{sent['body_en']}\r\n\r\nLine {number}.".strip()
            asked = time.monotonic()
            status = client.post(address, sent).status_code
            tally.seconds.append(time.monotonic() - asked)
            tally.answers[status] += 1
            if status == 302:
                tally.tries.append(tries)
                return
        tally.failures.append(f"Editor {number} did not get through.")
    except Exception as error:  # whatever it is, it is told
        tally.failures.append(f"Editor {number}: {error!r}")
    finally:
        connection.close()


def filled_in(page: bytes) -> list[tuple[str, str]]:
    form = html.fromstring(page.decode()).get_element_by_id("article_form")
    return form.form_values()  # type: ignore[no-any-return]  # of lxml, which knows no types


def report(tally: Tally, keys: list[int], seconds: float) -> None:
    from news.models import Article  # noqa: PLC0415 (needs Django to be set up)

    lines = Counter(
        line
        for article in Article.objects.filter(pk__in=keys)
        for line in article.body_en.split("\n\n")  # type: ignore[attr-defined]  # a column of modeltranslation
    )
    wanted = Counter(f"Line {number}." for number in range(EDITORS))
    lost, twice = wanted - lines, lines - wanted
    slowest = max(tally.seconds, default=0)
    print(
        f"{EDITORS} editors, {TEXTS} texts, {sum(tally.answers.values())} saves in {seconds:.0f} s; "
        f"answers {dict(tally.answers)}; tries at most {max(tally.tries, default=0)}; slowest answer {slowest:.1f} s.\n"
        f"Lines lost: {sorted(lost)}; twice: {sorted(twice)}; failures: {tally.failures}"
    )
    sys.exit(bool(lost or twice or tally.failures or set(tally.answers) - {200, 302}))


if __name__ == "__main__":
    main()
