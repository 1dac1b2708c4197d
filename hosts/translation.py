from modeltranslation.translator import TranslationOptions, register

from hosts.models import Host


@register(Host)
class HostTranslation(TranslationOptions):
    fields = ("name", "short_name")
