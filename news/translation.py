from modeltranslation.translator import TranslationOptions, register

from events.translation import PhotoTranslation
from news.models import Article, ArticlePhoto


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "lead", "body")


@register(ArticlePhoto)
class ArticlePhotoTranslation(PhotoTranslation):
    """As those of an event."""
