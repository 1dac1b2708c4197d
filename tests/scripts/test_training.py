"""The training desk: one account a role, nothing that could be taken for the plan, a database of its own."""

import importlib

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from documents.models import Document
from events.models import Event
from news.models import Article
from scripts.training import desk, settings as training
from staff.bundles.items import version_of
from staff.models import Bundle, Proposal
from tests.forms_sent import found, page
from tests.staff.four_eyes.asking import differences, settles
from tests.staff.of_roles import logged_in


@pytest.fixture
def made(db, monkeypatch, settings):
    """The desk, but for the real names, which others load."""
    settings.FOUR_EYES, settings.PORTAL_CLOCK = training.FOUR_EYES, training.PORTAL_CLOCK
    monkeypatch.setattr(desk, "_load_ground", lambda: None)
    desk.make()


def test_each_role_works_at_a_desk_whose_things_say_that_they_are_made_up(made, client: Client):
    desk.open_to("a-password")

    for name in desk.ACCOUNTS:
        account = authenticate(None, username=name, password="a-password")
        assert account, name
        client.force_login(account)
        assert client.get("/admin/").status_code == 200
    things = [*Event.objects.all(), *Article.objects.all()]
    titles = [title for one in things for title in (one.title_en, one.title_ru, one.title_zh_hans)]
    assert len(titles) == 27
    assert [
        title for title in titles if not title.startswith(("Training:", "Учебное:", "练习："))
    ] == []


def test_a_proposal_with_a_slip_waits_to_be_rejected_by_the_other_publisher(made):
    publisher, other = (User.objects.get(username=name) for name in ("publisher", "publisher2"))
    (waits,) = Proposal.objects.all()

    assert differences(publisher, waits)[0] == ("Date", "18 November 2020", "19 December 2020")
    assert waits.sent["reason_en"] == ["The hall is free a day later, on 19 November."]
    settles(other, waits, "reject", "My own.")
    assert found(waits).is_waiting

    settles(publisher, waits, "reject", "The reason says 19 November.")

    first_page = logged_in(other).get("/admin/").content.decode()
    assert "The reason says 19 November." in first_page


@pytest.mark.sqlite  # as the desk is; what was tried is not known within a transaction of PostgreSQL
def test_a_bundle_waits_for_a_language_and_for_a_second_publisher(made):
    publisher, other = (User.objects.get(username=name) for name in ("publisher", "publisher2"))
    bundle = Bundle.objects.get()
    assert "Title is missing in: Русский." in logged_in(other).get(page(bundle)).content.decode()

    Document.objects.update(title_ru="Учебное: коммюнике")

    now = {"confirmed": "yes", "now": "yes", "shown": version_of(bundle)}
    address = reverse("admin:staff_bundle_release", args=[bundle.pk])
    logged_in(publisher).post(address, now)
    assert not found(bundle).is_published
    logged_in(other).post(address, now)
    assert found(bundle).is_published


@pytest.mark.sqlite  # as above
def test_each_start_says_anew_what_a_bundle_lacks(made):
    publisher, bundle = User.objects.get(username="publisher"), Bundle.objects.get()
    Event.objects.update(title_en="Training: another day")  # as other tasks do
    without = logged_in(publisher).get(page(bundle)).content.decode()

    desk.open_to("a-password")

    with_it = logged_in(found(publisher)).get(page(bundle)).content.decode()
    assert "Title is missing in: Русский." not in without
    assert "Title is missing in: Русский." in with_it


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
