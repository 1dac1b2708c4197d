from django.db import migrations, models


def columns():
    """Yield what adds the text: its own column, and one a language."""
    yield migrations.AddField("body", "purpose", models.TextField("purpose", blank=True))
    for language in ("en", "ru", "zh_hans"):
        column = models.TextField("purpose", blank=True, null=True)
        yield migrations.AddField("body", f"purpose_{language}", column)


class Migration(migrations.Migration):
    """Make room for what a body does, in one sentence."""

    dependencies = [("bodies", "0001_squashed_0004_rights")]

    operations = [*columns()]
