"""Compile the interface texts (django.po to django.mo) where they are missing or out of date.

With polib, because a newcomer's machine has no `msgfmt`.
"""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if is_stale(source, compiled):
            print(f"Compiling {source.relative_to(ROOT)}", flush=True)
            polib.pofile(str(source), check_for_duplicates=True).save_as_mofile(str(compiled))


def is_stale(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    main()
