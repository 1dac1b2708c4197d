"""The text of an article is formatted from now on: what older texts hold that would be a mark is escaped."""

import hashlib
import re

from django.db import migrations

COLUMNS = {"en": "body_en", "ru": "body_ru", "zh-hans": "body_zh_hans"}
#: What would begin a heading, a quote or a list, and what would be a mark within a line.
BEGINS = re.compile(r"(?m)^([ \t]*)(?:(?=[#+-]+(?:\s|$)|>)|(\d{1,9})(?=[.)](?:\s|$)))")
WITHIN = re.compile(r"(?<!\\)(?:\*|\](?=\())")


def escape(apps, schema_editor):
    """Let each text look as it did. A translation that was confirmed stays so. Idempotent."""
    articles = apps.get_model("news", "Article").objects.using(schema_editor.connection.alias)
    for article in articles.iterator():
        old = {code: getattr(article, column) or "" for code, column in COLUMNS.items()}
        new = {code: escaped(text) for code, text in old.items()}
        if new == old:
            continue
        source = article.source_language
        for state in article.translation_states.values():
            confirmed = state.get("confirmed", {})
            if confirmed.get("body") == digest(old.get(source, "")):
                confirmed["body"] = digest(new.get(source, ""))
        for code, column in COLUMNS.items():
            if new[code]:
                setattr(article, column, new[code])
        article.save(update_fields=[*COLUMNS.values(), "translation_states"])


def escaped(text):
    return BEGINS.sub(r"\1\2\\", WITHIN.sub(r"\\\g<0>", text))


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("news", "0007_presidency")]

    operations = [migrations.RunPython(escape, migrations.RunPython.noop)]
