"""The training desk: one account a role, nothing that could be taken for the plan, a database of its own."""

import importlib

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from events.models import Event
from news.models import Article
from scripts.training import desk, settings as training
from staff.roles import Role


@pytest.mark.django_db
def test_each_role_works_at_a_desk_whose_things_say_that_they_are_made_up(
    client: Client, monkeypatch
):
    monkeypatch.setattr(desk, "_load_ground", lambda: None)  # the real names, which others load
    desk.make()
    desk.open_to("a-password")

    for role in Role:
        account = authenticate(None, username=role.value, password="a-password")
        assert account, role
        client.force_login(account)
        assert client.get("/admin/").status_code == 200
    made = [*Event.objects.all(), *Article.objects.all()]
    titles = [title for one in made for title in (one.title_en, one.title_ru, one.title_zh_hans)]
    assert len(titles) == 21
    assert [
        title for title in titles if not title.startswith(("Training:", "Учебное:", "练习："))
    ] == []


def test_every_page_of_the_desk_says_what_it_is(tmp_path):
    file = tmp_path / "presidencies.csv"
    file.write_text("slug,title_en,short_title_ru\nrussia,Real,Настоящее\n", "utf-8")

    desk.say_what_it_is(file)

    assert "Real" not in file.read_text("utf-8")
    assert "Учебный стол. Всё здесь вымышлено" in file.read_text("utf-8")


def test_desk_uses_no_database_that_the_environment_names(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////var/lib/portal/real.sqlite3")

    names = importlib.reload(training)

    assert names.DATABASES["default"]["NAME"] == str(names.BASE_DIR / "var/training/desk.sqlite3")
    assert names.MEDIA_ROOT == names.BASE_DIR / "var/training/media"
