from modeltranslation.translator import TranslationOptions, register

from priorities.models import Priority


@register(Priority)
class PriorityTranslation(TranslationOptions):
    fields = ("title", "summary", "description")
