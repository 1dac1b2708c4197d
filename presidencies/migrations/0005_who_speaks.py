from django.db import migrations, models


class Migration(migrations.Migration):
    """Say who publishes the portal, and whether it is official."""

    dependencies = [
        ("places", "0001_squashed_0005_earlier_roles"),
        ("presidencies", "0001_squashed_0004_publishing_right"),
    ]

    operations = [
        migrations.AddField(
            model_name="presidency",
            name="publisher",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="who publishes the portal"
            ),
        ),
        migrations.AddField(
            model_name="presidency",
            name="publisher_en",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who publishes the portal"
            ),
        ),
        migrations.AddField(
            model_name="presidency",
            name="publisher_ru",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who publishes the portal"
            ),
        ),
        migrations.AddField(
            model_name="presidency",
            name="publisher_zh_hans",
            field=models.CharField(
                blank=True, max_length=200, null=True, verbose_name="who publishes the portal"
            ),
        ),
        migrations.AddField(
            model_name="presidency",
            name="standing",
            field=models.CharField(
                choices=[("official", "official"), ("unofficial", "not official")],
                default="unofficial",
                help_text="A demonstration is never official.",
                max_length=10,
                verbose_name="standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="presidency",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["official", "unofficial"])),
                name="presidency_standing_known",
            ),
        ),
    ]
