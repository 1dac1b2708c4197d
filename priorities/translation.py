from modeltranslation.translator import TranslationOptions, register

from priorities.models import Priority, Strand


@register(Priority)
class PriorityTranslation(TranslationOptions):
    fields = ("title", "summary", "description")


@register(Strand)
class StrandTranslation(TranslationOptions):
    fields = ("name",)
