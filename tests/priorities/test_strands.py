"""Strands: rows of a presidency that say under which mark and colour its priorities are drawn."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from priorities.enums import BAR, RUNNING_SIGN, Colour, Mark
from priorities.models import Priority, Strand
from priorities.public_document import priority_document
from tests.factories import PriorityFactory
from tests.factories.presidencies import PresidencyFactory
from tests.factories.priorities import strand_called
from tests.forms_sent import changed, opened, page as admin_page
from tests.markup import page_of

pytestmark = pytest.mark.django_db

STATIC = Path(settings.BASE_DIR) / "static" / "css"


def test_strands_stand_in_their_order_and_others_stay_with_their_presidency():
    strand_called("depths", PresidencyFactory())

    assert [strand.slug for strand in Strand.objects.shown()] == [
        "security",
        "policy",
        "economy",
        "people",
    ]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"mark": "star"}, "strand_mark_known"),
        ({"mark": BAR}, "strand_mark_known"),
        ({"colour": "pink"}, "strand_colour_known"),
        ({"slug": "running"}, "strand_key_is_free"),
    ],
)
def test_only_what_can_be_drawn_is_stored(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Strand.objects.filter(slug="policy").update(**values)


def test_key_and_position_are_given_once_in_a_presidency():
    other = PresidencyFactory()
    strand_called("policy", other)

    for values in ({"slug": "security"}, {"position": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Strand.objects.filter(slug="policy", presidency__state="current").update(**values)
    assert Strand.objects.filter(slug="policy").count() == 2


def faults(answer: HttpResponse) -> dict[str, list[str]]:
    return answer.context["adminform"].form.errors


TAKEN = "“Security and law” has it already: choose another."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"slug": "security"}, {"slug": [TAKEN]}),
        ({"position": "1"}, {"position": [TAKEN]}),
        (
            {"slug": "running"},
            {"slug": ["What serves no priority is called so: give the strand another key."]},
        ),
    ],
)
def test_form_says_what_another_strand_has_and_keeps_what_was_typed(admin_client, values, told):
    strand_called("depths", PresidencyFactory())  # of which nothing is said
    address = reverse("admin:priorities_strand_add")
    fresh = {"name_en": "Sea", "name_ru": "Море", "slug": "sea", "position": "9"}
    drawn = {"mark": "square", "colour": "red"}

    answer = admin_client.post(
        address, changed(opened(admin_client, address), **fresh | drawn | values)
    )

    assert answer.status_code == 200
    assert faults(answer) == told
    assert "\nМоре</textarea>" in answer.content.decode()
    assert Strand.objects.shown().count() == 4


def test_strand_moves_to_no_position_that_is_taken(admin_client):
    address = admin_page(Strand.objects.get(slug="policy"))

    answer = admin_client.post(address, changed(opened(admin_client, address), position="1"))

    assert answer.status_code == 200
    assert faults(answer) == {"position": [TAKEN]}
    assert Strand.objects.get(slug="policy").position == 2


@pytest.mark.parametrize("there", [True, False])
def test_priority_has_a_position_of_its_own_in_its_presidency(admin_client, there):
    first, second = PriorityFactory(title_en="First"), PriorityFactory()
    elsewhere = PriorityFactory(presidency=PresidencyFactory(), position=first.position)
    address = admin_page(second) if there else reverse("admin:priorities_priority_add")
    texts = {"title_en": "New", "title_ru": "Новая", "summary_en": "Why.", "summary_ru": "Зачем."}
    typed = {**texts, "strand": str(first.strand.pk)}
    new = {} if there else {"slug": "new", **typed}

    answer = admin_client.post(
        address, changed(opened(admin_client, address), **new, position=str(first.position))
    )

    assert elsewhere.position == first.position
    assert answer.status_code == 200
    assert faults(answer) == {"position": ["“First” has it already: choose another."]}
    assert Priority.objects.count() == 3


def test_priority_stands_under_a_strand_of_its_presidency():
    priority = PriorityFactory()
    priority.strand = strand_called("depths", PresidencyFactory())

    with pytest.raises(ValidationError) as refused:
        priority.full_clean()

    assert refused.value.message_dict == {
        "strand": ["The strand is of another presidency: choose one of this."]
    }


def test_form_of_a_priority_offers_the_strands_of_its_presidency(admin_client):
    strand_called("depths", PresidencyFactory())
    priority = PriorityFactory()

    answer = admin_client.get(admin_page(priority))

    offered = answer.context["adminform"].form.fields["strand"].queryset
    assert {strand.slug for strand in offered} == {"security", "policy", "economy", "people"}


def test_mark_and_colour_of_the_row_are_drawn(client):
    Strand.objects.filter(slug="policy").update(mark="triangle", colour="grey", name_en="Abroad")
    PriorityFactory(slug="un", strand="policy", published=True)

    page = page_of(client.get("/en/priorities/un/"))

    eyebrow = page.one("p", cls="eyebrow")
    assert eyebrow.text.strip() == "Abroad"
    assert eyebrow.one("svg")["class"] == "mark mark-grey"
    assert eyebrow.one("use")["href"] == "#triangle"


def test_name_that_is_missing_comes_from_another_language_and_says_so(client):
    Strand.objects.filter(slug="policy").update(name_ru="")
    PriorityFactory(slug="un", strand="policy", published=True)

    eyebrow = page_of(client.get("/ru/priorities/un/")).one("p", cls="eyebrow")

    assert eyebrow.one("span")["lang"] == "en"


def test_staff_rename_a_strand_and_its_key_stays(admin_client, client):
    strand = Strand.objects.get(slug="people")
    PriorityFactory(strand="people", published=True)
    address = admin_page(strand)

    form = opened(admin_client, address)
    answer = admin_client.post(address, changed(form, name_en="People first", colour="grey"))

    assert answer.status_code == 302
    assert "slug" not in form
    assert "People first" in client.get("/en/priorities/").content.decode()


def test_partners_are_told_the_key():
    assert priority_document(PriorityFactory(strand="people"))["strand"] == "people"


def test_what_serves_no_priority_has_a_sign_of_its_own():
    with translation.override("ru"):
        assert str(RUNNING_SIGN.label) == "Организация работы"
    assert RUNNING_SIGN.mark not in Mark.values


def test_every_colour_is_a_token_with_its_classes():
    tokens = (STATIC / "tokens.css").read_text("utf-8")
    parts = {
        "mark-": STATIC / "components" / "mark.css",
    }

    for colour in Colour.values:
        assert tokens.count(f"--{colour}: #") == 3
        for prefix, sheet in parts.items():
            assert f".{prefix}{colour} {{" in sheet.read_text("utf-8")


def test_every_mark_is_drawn_full_and_as_an_outline():
    sprite = (Path(settings.BASE_DIR) / "templates/components/sprite.html").read_text("utf-8")
    paper = (STATIC / "programme.css").read_text("utf-8")

    for mark in (*Mark.values, BAR):
        assert [f'id="{mark}{end}"' in sprite for end in ("", "-moved")] == [True, True]
        assert [f".mark-{mark}{end} {{" in paper for end in ("", "-moved")] == [True, True]
