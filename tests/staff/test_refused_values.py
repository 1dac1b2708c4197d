"""What no page offers, or a database does not hold, is refused in words, on the page itself."""

import pytest
from django.urls import reverse

from tests.factories import (
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
)
from tests.forms_sent import found, opened

pytestmark = pytest.mark.django_db

#: Of several rows or of one.
CHOICES = [
    (ArticleFactory, "events", True),
    (ThemeFactory, "articles", True),
    (DocumentFactory, "priorities", True),
    (HostFactory, "parent", False),
    (BodyFactory, "seat", False),
]


@pytest.mark.by_turns(5)  # each field, and each value
@pytest.mark.parametrize("value", ["abc", "'", "-1", "1.5", "٣", "9" * 20])
@pytest.mark.parametrize(("factory", "field", "of_several"), CHOICES)
def test_what_can_be_no_key_is_refused(admin_client, factory, field, of_several, value):
    row = factory()
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    sent = {**opened(admin_client, address), field: [value] if of_several else value}

    answer = admin_client.post(address, sent)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == [field]
    assert found(row).updated_at == row.updated_at


@pytest.mark.parametrize("factory", [BodyFactory, PriorityFactory, ThemeFactory])
def test_number_that_a_database_does_not_hold_is_refused(admin_client, factory):
    row = factory()
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])

    answer = admin_client.post(
        address, {**opened(admin_client, address), "position": "99999999999"}
    )

    assert list(answer.context["adminform"].form.errors) == ["position"]
    assert found(row).position == row.position
