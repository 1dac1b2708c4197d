"""Every command says plainly why it cannot do its work."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError, ProgrammingError

from publishing.management.base import PortalCommand

OURS = sorted(
    name
    for name, app in get_commands().items()
    if app in ("operations", "plan_data", "publishing", "search", "staff", "website")
)


class Failing(PortalCommand):
    """A command that meets an error."""

    error: BaseException

    def handle(self, *args, **options):
        raise self.error


def refusal(error: BaseException) -> CommandError:
    command = Failing()
    command.error = error
    with pytest.raises(CommandError) as caught:
        call_command(command)
    return caught.value


@pytest.mark.parametrize("kind", [OperationalError, ProgrammingError])
def test_a_database_that_cannot_be_used_is_said_with_what_to_look_at(kind):
    said = str(refusal(kind("no such table: events_event.\nLINE 1: SELECT")))

    assert said == (
        "The database cannot be used: no such table: events_event. Look whether it runs, whether "
        "another process holds it, and whether `manage.py migrate` was run."
    )


def test_a_setting_that_is_wrong_is_said():
    assert str(refusal(ImproperlyConfigured("PORTAL_CLOCK is 'x'."))) == "PORTAL_CLOCK is 'x'."


def test_a_command_that_is_stopped_says_so_and_ends_as_one():
    error = refusal(KeyboardInterrupt())

    assert (str(error), error.returncode) == ("Stopped.", 130)


@pytest.mark.parametrize("name", OURS)
def test_every_command_of_the_portal_is_one_of_these(name):
    command = load_command_class(get_commands()[name], name)

    assert isinstance(command, PortalCommand)
    assert command.requires_system_checks == []


def test_the_commands_of_the_portal_are_known():
    assert {"load_plan", "replay", "check_records", "make_synthetic", "rebuild_search"} < set(OURS)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("load_plan", "data", "--as-on", "soon"),
            "“soon” is not a day. Write one like 2020-10-28.",
        ),
        (("load_plan", "data", "--as-on", "2202-07-10"), "The year 2202 lies outside 1990–2099"),
        (("load_plan",), "the following arguments are required: directory"),
        (("load_plan", "data", "--as-of", "2020-10-28"), "unrecognized arguments: --as-of"),
        (("replay", "--until", "2020-02-30"), "“2020-02-30” is not a day."),
        (("replay", "--until", "9999-12-31"), "The year 9999 lies outside 1990–2099"),
        (("make_synthetic", "0"), "“0” is no number of events: write one like 1000"),
        (("make_synthetic", "-3"), "“-3” is no number of events: write one like 1000"),
        (("make_synthetic", "many"), "“many” is no number of events: write one like 1000"),
        (("make_synthetic", "1.5"), "“1.5” is no number of events: write one like 1000"),
    ],
)
def test_an_argument_that_means_nothing_is_named(command, said):
    with pytest.raises(CommandError) as caught:
        call_command(*command)

    assert said in str(caught.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "“” is no name of a login: This field cannot be blank."),
        ("a b", "“a b” is no name of a login: Enter a valid username."),
        ("x" * 151, "is no name of a login: Ensure this value has at most 150 characters"),
        ("reader", "“reader” has a login without access to the administration"),
    ],
)
def test_a_name_that_cannot_be_that_of_the_first_login_is_refused(django_user_model, name, said):
    django_user_model.objects.create_user("reader")

    with pytest.raises(CommandError) as caught:
        call_command("ensure_staff", "--username", name)

    assert said in str(caught.value)
    assert not django_user_model.objects.filter(is_staff=True).exists()
