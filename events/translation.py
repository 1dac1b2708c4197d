from django.conf import settings
from modeltranslation.translator import TranslationOptions, register

from events.models import Change, Event, Photo


@register(Event)
class EventTranslation(TranslationOptions):
    fields = (
        *("title", "short_title", "title_origin", "lead", "summary"),
        *("host", "venue", "date_words"),
    )


@register(Change)
class ChangeTranslation(TranslationOptions):
    fields = ("reason",)


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("alt", "credit")
    #: In the form: no photo stands anywhere without them.
    required_languages = settings.PUBLISHING_REQUIRED_LANGUAGES
