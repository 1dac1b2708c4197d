"""What an administrator says of an account: its roles, and what they are limited to."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext as _, gettext_lazy

from bodies.models import Body
from hosts.models import Host
from i18n.texts import content_languages
from staff.forms import GuardedModelForm
from staff.models import Assignment
from staff.roles import Role, label_of

#: The right to give roles, with their scope, to the accounts of others.
ASSIGN = "staff.change_assignment"
#: The fields of an account's scope.
SCOPE = ("hosts", "bodies", "languages")


def may_assign(keeper: User | AnonymousUser, account: User | None) -> bool:
    """Whether `keeper` may say which roles `account` has: of the own one nobody but a superuser may."""
    return keeper.is_superuser or (keeper.has_perm(ASSIGN) and account != keeper)


def offered_groups(keeper: Any, account: User | None) -> QuerySet[Group]:
    """Return the groups that `keeper` may leave `account` in, or put it into: who is no superuser gives roles alone."""
    groups = Group.objects.order_by("pk")
    if keeper.is_superuser:
        return groups
    held = account.groups.values("pk") if account else ()
    return groups.filter(Q(name__in=Role.values) | Q(pk__in=held))


class RoleField(forms.ModelMultipleChoiceField):
    """Groups; the roles among them in words."""

    def label_from_instance(self, obj: Any) -> str:
        return label_of(obj)


def mail_languages() -> list[tuple[str, str]]:
    return [("", "–"), *content_languages()]


class RolesForm(GuardedModelForm):
    """Who somebody is, and with which roles."""

    groups = RoleField(
        label=gettext_lazy("Roles"),
        queryset=Group.objects.order_by("pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hosts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Hosts, with those below them"),
        queryset=Host.objects.order_by("name", "pk"),
        required=False,
        widget=FilteredSelectMultiple(gettext_lazy("hosts"), is_stacked=False),
        help_text=gettext_lazy("Of a host’s account: whose events it prepares."),
    )
    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Bodies, with those below them"),
        queryset=Body.objects.order_by("name", "pk"),
        required=False,
        widget=FilteredSelectMultiple(gettext_lazy("bodies"), is_stacked=False),
        help_text=gettext_lazy("Of a host’s account: events of these bodies are its own too."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of a translator"),
        choices=content_languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("A translator writes texts in these languages alone."),
    )

    mail_language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"),
        choices=mail_languages,
        required=False,
        help_text=gettext_lazy("In which the portal writes to this person."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {**scope_in_form(kwargs.get("instance")), **(kwargs.get("initial") or {})}
        super().__init__(*args, **{**kwargs, "initial": initial})

    def clean_email(self) -> str:
        """Refuse the address of another account: whoever forgot a password is known by it alone."""
        email: str = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email)
        if email and (other := others.first()):
            problem = _("“%(user)s” has this address already: each account needs one of its own.")
            raise forms.ValidationError(problem % {"user": other})
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "groups" in cleaned and "groups" in self.fields:
            roles = {group.name for group in cleaned["groups"]} & set(Role.values)
            self._check_host(roles, bool(cleaned.get("hosts") or cleaned.get("bodies")))
            self._check_translator(roles, bool(cleaned.get("languages")))
            if roles and not cleaned.get("is_staff", True):
                self.add_error(
                    "is_staff",
                    _("Whoever has a role signs in here: tick this, or take the role away."),
                )
        return cleaned

    def _check_host(self, roles: set[str], has_scope: bool) -> None:
        if Role.HOST in roles and len(roles) > 1:
            problem = _("An account with the role “Host” has no other: its limits hold for all.")
            self.add_error("groups", problem)
        if Role.HOST in roles and not has_scope:
            problem = _("Choose the hosts or the bodies whose events this account prepares.")
            self.add_error("hosts", problem)
        if Role.HOST not in roles and has_scope:
            problem = _("Hosts and bodies limit the role “Host” alone: give it, or empty both.")
            self.add_error("hosts", problem)

    def _check_translator(self, roles: set[str], has_languages: bool) -> None:
        if Role.TRANSLATOR in roles and not has_languages:
            self.add_error("languages", _("Choose the languages into which it translates."))
        if Role.TRANSLATOR not in roles and has_languages:
            problem = _("Languages limit the role “Translator” alone: give it, or tick none.")
            self.add_error("languages", problem)

    def save_scope(self) -> None:
        """Write what the roles are limited to, where somebody changed it."""
        if not {*SCOPE, "mail_language"} & set(self.changed_data):
            return
        said = {"mail_language": self.cleaned_data["mail_language"]}
        if "languages" in self.cleaned_data:
            said["languages"] = sorted(self.cleaned_data["languages"])
        assignment, _is_new = Assignment.objects.update_or_create(user=self.instance, defaults=said)
        if "hosts" not in self.cleaned_data:
            return
        assignment.hosts.set(self.cleaned_data["hosts"])
        assignment.bodies.set(self.cleaned_data["bodies"])


class AccountForm(RolesForm, UserChangeForm):
    """An account with its roles; its password has a form of its own."""


class InvitationForm(RolesForm):
    """An account that begins: its person sets the password by a link in a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = _("The invitation goes there.")
        self.fields["mail_language"].required = True
        self.fields["mail_language"].initial = get_language()

    def save(self, commit: bool = True) -> Any:
        """Let the account have no password, and reach the desk if a role was to be given with it."""
        self.instance.set_unusable_password()
        self.instance.is_staff = "groups" in self.fields
        return super().save(commit)


def scope_in_form(account: User | None) -> dict[str, Any]:
    """Return the scope of `account` as the fields of its form begin with it. Three queries."""
    row = assignment_of(account)
    if row is None:
        return {}
    return {
        "hosts": list(row.hosts.values_list("pk", flat=True)),
        "bodies": list(row.bodies.values_list("pk", flat=True)),
        "languages": row.languages,
        "mail_language": row.mail_language,
    }


def assignment_of(account: User | None) -> Assignment | None:
    if account is None or account.pk is None:
        return None
    return Assignment.objects.filter(user=account).first()


def scope_in_words(account: User, name: str) -> str:
    """Return the names of the hosts, bodies or languages that `account` is limited to."""
    row = assignment_of(account)
    if row is None:
        return "–"
    if name == "languages":
        names = [label for code, label in content_languages() if code in row.languages]
    else:
        names = [str(one) for one in getattr(row, name).all()]
    return ", ".join(names) or "–"
