from modeltranslation.translator import TranslationOptions, register

from documents.models import Document, DocumentVersion


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title", "title_origin", "summary")


@register(DocumentVersion)
class DocumentVersionTranslation(TranslationOptions):
    fields = ("title", "summary", "reason")
