from django.apps import AppConfig


class PresidencyConfig(AppConfig):
    name = "sco_presidency"
    verbose_name = "SCO Presidency"
