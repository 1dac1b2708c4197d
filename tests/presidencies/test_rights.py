"""Which presidency the portal shows is decided by those who may publish presidencies."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from presidencies.models import Presidency, State
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:presidencies_presidency_changelist")


@pytest.mark.parametrize(
    ("rights", "is_done"),
    [
        (["view", "change"], False),
        (["view"], False),
        (["view", "publish"], True),
        (["change", "publish"], True),
    ],
)
def test_presidency_is_handed_over_by_whoever_may_publish_it(client, rights, is_done):
    term = {"begins": date(2030, 1, 1), "ends": date(2030, 12, 31)}
    other = Presidency.objects.create(slug="other", title="Other", organisation="O", **term)
    user = StaffFactory(is_superuser=False)
    codes = [f"{right}_presidency" for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)

    form = client.get(LIST).context["action_form"]
    offered = [value for value, _label in form.fields["action"].choices] if form else []
    client.post(LIST, {"action": "make_current", "_selected_action": [other.pk]})

    other.refresh_from_db()
    assert ("make_current" in offered, other.state == State.CURRENT) == (is_done, is_done)
    assert LogEntry.objects.filter(user=user).count() == is_done
