from django.db import migrations, models


def columns():
    """Yield what adds the text: its own column, and one a language."""
    options = {"blank": True, "help_text": "What it does, in one sentence without a date."}
    yield migrations.AddField("body", "purpose", models.TextField("purpose", **options))
    for language in ("en", "ru", "zh_hans"):
        column = models.TextField("purpose", null=True, **options)
        yield migrations.AddField("body", f"purpose_{language}", column)


class Migration(migrations.Migration):
    """Make room for what a body does, in one sentence."""

    dependencies = [("bodies", "0001_squashed_0004_rights")]

    operations = [*columns()]
