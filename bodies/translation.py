from modeltranslation.translator import TranslationOptions, register

from bodies.models import Body


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "short_name", "purpose", "description")
