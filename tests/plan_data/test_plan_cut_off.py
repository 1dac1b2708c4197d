"""A file of the plan that was cut off is noticed, wherever that happened."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from news.models import Article
from publishing import records
from tests.acting import workflow
from tests.plan_data.plan_files import as_csv, spoken, tiny_plan, written
from tests.plan_data.playing import load, printed, refusals

pytestmark = pytest.mark.django_db

CUT = (
    "The file does not end with a line break: it may have been cut off within this row. If the row "
    "is whole, put a line break behind it."
)


def gone(file: str, *slugs: str) -> str:
    return (
        f"{file}: Loaded before, and no longer in the file ({len(slugs)}): {', '.join(slugs)}. If "
        "the file was cut off, take a whole one. If the rows went on purpose, load with --fewer: "
        "they stay in the database until an editor withdraws them."
    )


@pytest.mark.parametrize("file", tiny_plan())
def test_a_file_cut_off_within_its_last_row_is_refused(tmp_path, file):
    rows = tiny_plan()
    content = as_csv(file, rows[file]).rstrip(b"\r\n")
    (written(tmp_path, rows) / file).write_bytes(content)

    assert refusals(tmp_path) == [
        "1 fault; nothing was written.",
        f"{file}, row {len(rows[file]) + 1}: {CUT}",
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", b"\n\n"])
def test_any_line_break_ends_a_file(tmp_path, end):
    rows = tiny_plan()
    content = as_csv("news.csv", rows["news.csv"]).rstrip(b"\r\n")
    (written(tmp_path, rows) / "news.csv").write_bytes(content.replace(b"\r\n", end) + end)

    assert load(tmp_path).splitlines()[-2].split()[:2] == ["news", "2"]


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("news.csv", "forum-ahead"),
        ("documents.csv", "declaration"),
        ("events.csv", "visit"),
        ("bodies.csv", "group"),
        ("cities.csv", "beijing"),
    ],
)
def test_a_file_that_lacks_what_was_loaded_is_refused_unless_that_is_meant(tmp_path, file, slug):
    rows = tiny_plan()
    for row in rows["events.csv"] + rows["bodies.csv"]:  # so that nothing points to what goes
        row.pop("body_slugs", None)
        row.pop("seat_city_slug", None)
    rows["events.csv"][1].pop("city_slugs")
    load(written(tmp_path, rows))
    newest = records.newest_number()
    rows[file] = [row for row in rows[file] if row["slug"] != slug]
    written(tmp_path, rows)

    assert refusals(tmp_path) == ["1 fault; nothing was written.", gone(file, slug)]
    assert printed("load_plan", str(tmp_path), "--fewer")[-2] == gone(file, slug)
    assert records.newest_number() == newest


def test_what_an_editor_withdrew_may_leave_the_files(tmp_path):
    rows = tiny_plan()
    load(written(tmp_path, rows))
    workflow.withdraw(Article.objects.get(slug="forum-ahead"))
    rows["news.csv"].pop()

    assert load(written(tmp_path, rows)).splitlines()[-1].startswith("Nothing changed: ")


def test_what_an_editor_added_is_not_missed(tmp_path, admin_client):
    load(written(tmp_path, tiny_plan()))
    texts = spoken(title="Ours", lead="Ours").items()
    typed = {name.replace("_zh", "_zh_hans"): text for name, text in texts}
    typed |= {"slug": "ours", "section": "news", "published_on": "2020-06-01"}
    typed |= {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}
    admin_client.post(reverse("admin:news_article_add"), typed)
    workflow.publish(Article.objects.get(slug="ours"))

    call_command("load_plan", str(tmp_path))

    assert Article.objects.published().count() == 3
