from modeltranslation.translator import TranslationOptions, register

from places.models import City, Country


@register(Country)
class CountryTranslation(TranslationOptions):
    fields = ("name",)


@register(City)
class CityTranslation(TranslationOptions):
    fields = ("name",)
