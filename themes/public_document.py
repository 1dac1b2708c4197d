"""The public document of a theme: its members by slug, each of which has a document of its own."""

from typing import Any

from i18n.texts import all_texts
from publishing import records, translations
from themes.models import Theme, ThemeQuerySet


def theme_document(theme: Theme) -> dict[str, Any]:
    return {
        "slug": theme.slug,
        "presidency": theme.presidency.slug,
        "position": theme.position,
        "title": all_texts(theme, "title"),
        "summary": all_texts(theme, "summary"),
        "description": all_texts(theme, "description"),
        "events": records.slugs_of(theme.public_events),
        "news": records.slugs_of(theme.public_articles),
        "documents": records.slugs_of(theme.public_documents),
        "source": theme.source_url or None,
        **translations.told(theme),
    }


def _with_all() -> ThemeQuerySet:
    return Theme.objects.in_order().with_members().with_presidency()


records.register(records.RecordKind("themes", Theme, theme_document, _with_all))
