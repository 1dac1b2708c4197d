from modeltranslation.translator import TranslationOptions, register

from presidencies.models import Presidency, StandingPage


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
        "plan",
        "own_calendar",
        "promise",
        "sources",
        "credit",
        "publisher",
    )


@register(StandingPage)
class StandingPageTranslation(TranslationOptions):
    fields = ("title", "lead", "body")
