from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PresidencyConfig(AppConfig):
    name = "sco_presidency"
    verbose_name = "SCO Presidency"
    default = True


class PresidencyAdminConfig(AdminConfig):
    """Django's admin, with our site in the place of its own."""

    default_site = "sco_presidency.admin_site.PresidencyAdminSite"
