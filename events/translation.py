from modeltranslation.translator import TranslationOptions, register

from events.models import Change, Event


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "title_origin", "summary", "host", "venue", "date_words")


@register(Change)
class ChangeTranslation(TranslationOptions):
    fields = ("reason",)
