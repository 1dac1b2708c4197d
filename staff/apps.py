from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_delete
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("The desk")

    def ready(self) -> None:
        from django.contrib.auth.models import User  # noqa: PLC0415 (models load after the apps)

        from plan_data import edits  # noqa: PLC0415 (the same)
        from publishing import schedule  # noqa: PLC0415 (the same)
        from staff.accounts.admin import keep_the_log  # noqa: PLC0415 (it imports models)
        from staff.bundles.actions import release  # noqa: PLC0415 (the same)
        from staff.file_edits import DeskEdits  # noqa: PLC0415 (the same)
        from staff.models import Bundle  # noqa: PLC0415 (the same)
        from staff.readonly_links import lead_where_it_opens  # noqa: PLC0415 (the same)
        from staff.roles import settle  # noqa: PLC0415 (the same)
        from staff.sessions import note_login  # noqa: PLC0415 (the same)

        post_migrate.connect(settle, sender=self)
        user_logged_in.connect(note_login)
        schedule.register(Bundle, release)
        edits.register(DeskEdits())
        pre_delete.connect(keep_the_log, sender=User)
        lead_where_it_opens()
        apps.get_app_config("axes").verbose_name = _("Logins")


class StaffAdminConfig(AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default_site = "staff.admin_site.PresidencyAdminSite"
