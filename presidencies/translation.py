from modeltranslation.translator import TranslationOptions, register

from presidencies.models import Presidency


@register(Presidency)
class PresidencyTranslation(TranslationOptions):
    fields = (
        "organisation",
        "organisation_short",
        "title",
        "short_title",
        "label",
        "headline",
        "hero_before",
        "hero_during",
        "hero_after",
        "clock",
        "plan",
        "own_calendar",
        "promise",
        "sources",
        "credit",
    )
