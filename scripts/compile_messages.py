"""Compile the interface texts (django.po to django.mo) where they are missing or out of date.

With polib, because a newcomer's machine has no `msgfmt`. Texts that stand on pages alone are set as
print does, in Russian their short words too: see i18n/typography.py.
"""

from pathlib import Path

import polib

from i18n.typography import bound_markup, bound_places

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if is_stale(source, compiled):
            print(f"Compiling {source.relative_to(ROOT)}", flush=True)
            catalogue = polib.pofile(str(source), check_for_duplicates=True)
            bind_words(catalogue)
            catalogue.save_as_mofile(str(compiled))


def bind_words(catalogue: polib.POFile) -> None:
    """Bind the words of texts of templates: those of the code go into calendars and tables too."""
    bound = in_russian if catalogue.metadata["Language"] == "ru" else bound_places
    for entry in catalogue:
        if all(path.startswith("templates/") for path, _line in entry.occurrences):
            entry.msgstr = bound(entry.msgstr)
            for form, text in entry.msgstr_plural.items():
                entry.msgstr_plural[form] = bound(text)


def in_russian(message: str) -> str:
    return bound_markup(bound_places(message))


def is_stale(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    main()
