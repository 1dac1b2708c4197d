"""Shapes of what stands once in every language."""

from typing import Any

from rest_framework import serializers as s

from events import enums
from i18n.texts import CODES
from publishing.enums import TranslationState

#: A draft translation is none to the public.
TOLD = [state.value for state in TranslationState if state != TranslationState.DRAFT]


class ByLanguageSerializer(s.Serializer):
    """Something in every language, null where it is missing."""

    def get_fields(self) -> dict[str, Any]:
        return {code: self.in_one_language() for code in CODES}

    def in_one_language(self) -> s.Field:
        raise NotImplementedError


class TextsSerializer(ByLanguageSerializer):
    """A text in every language; null where there is none. Never a fallback."""

    def in_one_language(self) -> s.Field:
        return s.CharField(allow_null=True)


class TitleOriginsSerializer(ByLanguageSerializer):
    """Whether the title in each language is an official one or ours."""

    def in_one_language(self) -> s.Field:
        return s.ChoiceField(enums.TitleOrigin.choices, allow_null=True)


class TranslationStatesSerializer(ByLanguageSerializer):
    """`out_of_date`: the text in the source language changed since this one was last confirmed."""

    def in_one_language(self) -> s.Field:
        return s.ChoiceField(TOLD)
