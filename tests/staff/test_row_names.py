"""Rows that no page lists are told apart in a log by what they hang on."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from staff.models import (
    Assignment,
    BundleItem,
    Cover,
    Deed,
    KeptFile,
    KeptForm,
    Presence,
    PreviewLink,
    Revision,
)

NAMES = [
    (KeptForm(user_id=7, address="/admin/a/"), "7: /admin/a/"),
    (KeptFile(user_id=7, address="/admin/a/", name="hall.jpg"), "7: /admin/a/: hall.jpg"),
    (Presence(user_id=7, address="/admin/b/"), "7: /admin/b/"),
    (Revision(name="Forum", field="title_ru"), "Forum: title_ru"),
    (
        PreviewLink(kind_id=3, object_id="12", expires_at=datetime(2020, 10, 31, 9, 5, tzinfo=UTC)),
        "3/12: 2020-10-31 09:05",
    ),
    (Assignment(user=User(username="anna")), "anna"),
    (Cover(lender_id=7, stand_in_id=8, until=date(2020, 10, 31)), "7 → 8: 2020-10-31"),
    (BundleItem(bundle_id=2, deed=Deed.SHOW, kind_id=3, object_id=12), "2: show 3/12"),
]


@pytest.mark.parametrize(("row", "name"), NAMES, ids=lambda one: type(one).__name__)
def test_a_row_is_named_by_what_it_hangs_on(row, name):
    assert str(row) == name
