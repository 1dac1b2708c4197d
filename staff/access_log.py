"""What axes saw of logins, in the admin: read, and forgotten when it is old, but not edited."""

from collections.abc import Callable

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from staff import changelists


class LoggedAdmin(changelists.ForgivingListAdmin):
    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


#: Whoever reads the secret of a second factor has it: staff.second_factor has the pages that show none.
admin.site.unregister(
    model
    for model in (TOTPDevice, StaticDevice, WebAuthnCredential)
    if admin.site.is_registered(model)
)
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class LoggedAttemptAdmin(LoggedAdmin, AccessAttemptAdmin):  # type: ignore[misc]  # axes has no types
    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable, str, str] | None]:
        """Let nobody clear the list who may only read it."""
        actions: dict = super().get_actions(request)
        return actions if self.has_delete_permission(request) else {}


@admin.register(AccessFailureLog)
class LoggedFailureAdmin(LoggedAdmin, AccessFailureLogAdmin):  # type: ignore[misc]  # axes has no types
    pass


@admin.register(AccessLog)
class LoggedLoginAdmin(LoggedAdmin, AccessLogAdmin):  # type: ignore[misc]  # axes has no types
    pass
