import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.db import migrations, models

#: SQLite has REPLACE, which deletes without firing a trigger on DELETE, and PostgreSQL has TRUNCATE.
INSTALL = {
    "sqlite": (
        """CREATE TRIGGER change_no_update BEFORE UPDATE ON events_change
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
        """CREATE TRIGGER change_no_delete BEFORE DELETE ON events_change
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
        """CREATE TRIGGER change_no_replace BEFORE INSERT ON events_change
    WHEN EXISTS (SELECT 1 FROM events_change WHERE id = NEW.id
        OR (event_id = NEW.event_id AND number = NEW.number))
    BEGIN SELECT RAISE(ABORT, 'The record of changes is append-only: correct a mistake by a further entry.'); END""",
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION events_change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'The record of changes is append-only: correct a mistake by a further entry.' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER change_no_update BEFORE UPDATE ON events_change
    FOR EACH ROW EXECUTE FUNCTION events_change_append_only()""",
        """CREATE TRIGGER change_no_delete BEFORE DELETE ON events_change
    FOR EACH ROW EXECUTE FUNCTION events_change_append_only()""",
        """CREATE TRIGGER change_no_truncate BEFORE TRUNCATE ON events_change
    FOR EACH STATEMENT EXECUTE FUNCTION events_change_append_only()""",
    ),
}
REMOVE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS change_no_update",
        "DROP TRIGGER IF EXISTS change_no_delete",
        "DROP TRIGGER IF EXISTS change_no_replace",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS change_no_update ON events_change",
        "DROP TRIGGER IF EXISTS change_no_delete ON events_change",
        "DROP TRIGGER IF EXISTS change_no_truncate ON events_change",
    ),
}
REFUSAL = "Calendars and feeds know the event by it: an identity stays as it is."
IDENTITIES_STAY = {
    "sqlite": (
        f"""CREATE TRIGGER event_identities_stay BEFORE UPDATE OF uid, feed_id ON events_event
    WHEN NEW.uid IS NOT OLD.uid OR NEW.feed_id IS NOT OLD.feed_id
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION events_event_identities_stay() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        """CREATE TRIGGER event_identities_stay BEFORE UPDATE ON events_event FOR EACH ROW
    WHEN (NEW.uid IS DISTINCT FROM OLD.uid OR NEW.feed_id IS DISTINCT FROM OLD.feed_id)
    EXECUTE FUNCTION events_event_identities_stay()""",
    ),
}
IDENTITIES_GO = {
    "sqlite": ("DROP TRIGGER IF EXISTS event_identities_stay",),
    "postgresql": ("DROP TRIGGER IF EXISTS event_identities_stay ON events_event",),
}


def running(statements):
    """Return what runs those of the engine."""

    def run(apps, schema_editor):
        with schema_editor.connection.cursor() as cursor:
            for statement in statements[schema_editor.connection.vendor]:
                cursor.execute(statement)

    return run


install, remove = running(INSTALL), running(REMOVE)


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others.

    SQLite makes a table anew for most later changes of it, and drops its triggers with the old one:
    such a migration removes them first and installs them again afterwards.
    """

    replaces = [
        ("events", "0001_initial"),
        ("events", "0002_append_only_changes"),
        ("events", "0003_photos"),
        ("events", "0004_translation_states"),
        ("events", "0005_change_recorded_by"),
        ("events", "0006_rights"),
        ("events", "0007_identities"),
        ("events", "0008_identities_stay"),
        ("events", "0009_presidency"),
        ("events", "0010_hosts"),
    ]

    initial = True

    dependencies = [
        ("bodies", "0001_initial"),
        ("hosts", "0001_initial"),
        ("places", "0001_initial"),
        ("presidencies", "0002_first_presidency"),
        ("priorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_language",
                    models.CharField(editable=False, max_length=10, verbose_name="source language"),
                ),
                (
                    "translation_states",
                    models.JSONField(default=dict, editable=False, verbose_name="translations"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="publication",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="first published"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("uid", models.CharField(editable=False, max_length=160, unique=True)),
                ("feed_id", models.CharField(editable=False, max_length=160, unique=True)),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                ("title_en", models.CharField(max_length=400, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=400, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=400, null=True, verbose_name="title"),
                ),
                (
                    "title_origin",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_en",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_ru",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                (
                    "title_origin_zh_hans",
                    models.CharField(
                        choices=[("official", "official title"), ("ours", "title by this portal")],
                        default="ours",
                        max_length=10,
                        null=True,
                        verbose_name="origin of the title",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                ("summary_ru", models.TextField(blank=True, null=True, verbose_name="summary")),
                (
                    "summary_zh_hans",
                    models.TextField(blank=True, null=True, verbose_name="summary"),
                ),
                ("host", models.CharField(blank=True, max_length=200, verbose_name="host")),
                (
                    "host_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="host"),
                ),
                (
                    "host_ru",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="host"),
                ),
                (
                    "host_zh_hans",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="host"),
                ),
                (
                    "venue",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="venue"
                    ),
                ),
                (
                    "venue_en",
                    models.CharField(
                        blank=True, editable=False, max_length=200, null=True, verbose_name="venue"
                    ),
                ),
                (
                    "venue_ru",
                    models.CharField(
                        blank=True, editable=False, max_length=200, null=True, verbose_name="venue"
                    ),
                ),
                (
                    "venue_zh_hans",
                    models.CharField(
                        blank=True, editable=False, max_length=200, null=True, verbose_name="venue"
                    ),
                ),
                ("sources", models.JSONField(blank=True, default=list, verbose_name="sources")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("summit", "summit"),
                            ("session", "session of a council"),
                            ("meeting", "meeting"),
                            ("consultation", "consultations"),
                            ("conference", "conference"),
                            ("forum", "forum"),
                            ("round_table", "round table"),
                            ("seminar", "seminar"),
                            ("exercise", "exercise"),
                            ("operation", "joint operation"),
                            ("exhibition", "exhibition"),
                            ("presentation", "presentation"),
                            ("special_event", "special event"),
                            ("press_conference", "press conference"),
                            ("commemoration", "commemoration"),
                            ("sports", "sports event"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("heads_of_state", "heads of state"),
                            ("heads_of_government", "heads of government"),
                            ("heads_of_parliament", "heads of parliaments"),
                            ("ministers", "ministers"),
                            ("deputy_ministers", "deputy ministers"),
                            ("heads_of_agency", "heads of agencies"),
                            ("senior_officials", "senior officials"),
                            ("experts", "experts"),
                            ("regional_heads", "heads of regions"),
                            ("regional_agencies", "regional and city authorities"),
                            ("agencies", "agencies"),
                            ("military", "armed forces"),
                            ("business", "business"),
                            ("youth", "youth"),
                            ("political_parties", "political parties"),
                            ("public", "general public"),
                            ("media", "media"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "membership",
                    models.CharField(
                        choices=[
                            ("presidency", "presidency’s own"),
                            ("sco_calendar", "organisation’s calendar"),
                        ],
                        default="presidency",
                        max_length=15,
                        verbose_name="plan",
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("hybrid", "hybrid"),
                            ("unknown", "format unknown"),
                        ],
                        default="unknown",
                        editable=False,
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("confirmed", "confirmed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                            ("unknown_outcome", "outcome unknown"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="sequence"),
                ),
                (
                    "starts_on",
                    models.DateField(editable=False, null=True, verbose_name="first day"),
                ),
                ("ends_on", models.DateField(editable=False, null=True, verbose_name="last day")),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("minute", "minute"),
                            ("day", "day"),
                            ("part_of_month", "part_of_month"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half_year", "half_year"),
                            ("part_of_year", "part_of_year"),
                            ("year", "year"),
                            ("none", "none"),
                        ],
                        default="none",
                        editable=False,
                        max_length=15,
                        verbose_name="precision",
                    ),
                ),
                ("opens_at", models.TimeField(editable=False, null=True, verbose_name="opens at")),
                (
                    "closes_at",
                    models.TimeField(editable=False, null=True, verbose_name="closes at"),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="time zone"
                    ),
                ),
                (
                    "date_words",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="date in words"
                    ),
                ),
                (
                    "date_words_en",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        null=True,
                        verbose_name="date in words",
                    ),
                ),
                (
                    "date_words_ru",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        null=True,
                        verbose_name="date in words",
                    ),
                ),
                (
                    "date_words_zh_hans",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=120,
                        null=True,
                        verbose_name="date in words",
                    ),
                ),
                (
                    "sort_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                precision__in=["minute", "day"], then=models.F("starts_on")
                            ),
                            default=django.db.models.functions.comparison.Coalesce(
                                models.F("ends_on"), models.Value(datetime.date(9999, 12, 31))
                            ),
                            output_field=models.DateField(),
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "is_vague",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(precision__in=["minute", "day"], then=models.Value(0)),
                            default=models.Value(1),
                            output_field=models.SmallIntegerField(),
                        ),
                        output_field=models.SmallIntegerField(),
                    ),
                ),
                (
                    "bodies",
                    models.ManyToManyField(
                        blank=True, related_name="events", to="bodies.body", verbose_name="bodies"
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chaired_events",
                        to="places.country",
                        verbose_name="chair",
                    ),
                ),
                (
                    "cities",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        related_name="events",
                        to="places.city",
                        verbose_name="cities",
                    ),
                ),
                (
                    "presidency",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_set",
                        to="presidencies.presidency",
                        verbose_name="presidency",
                    ),
                ),
                (
                    "priorities",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="priorities.priority",
                        verbose_name="priorities",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ("sort_on", "is_vague", "ends_on", "pk"),
                "permissions": [("record_event", "Can record changes of event")],
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("publication", "published")),
                        fields=["sort_on", "is_vague", "ends_on", "id"],
                        name="event_plan_order",
                    ),
                    models.Index(fields=["starts_on", "ends_on"], name="event_days"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["draft", "published", "withdrawn"])
                        ),
                        name="event_publication_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", "draft"),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="event_published_at_set",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "summit",
                                    "session",
                                    "meeting",
                                    "consultation",
                                    "conference",
                                    "forum",
                                    "round_table",
                                    "seminar",
                                    "exercise",
                                    "operation",
                                    "exhibition",
                                    "presentation",
                                    "special_event",
                                    "press_conference",
                                    "commemoration",
                                    "sports",
                                ],
                            )
                        ),
                        name="event_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "level__in",
                                [
                                    "heads_of_state",
                                    "heads_of_government",
                                    "heads_of_parliament",
                                    "ministers",
                                    "deputy_ministers",
                                    "heads_of_agency",
                                    "senior_officials",
                                    "experts",
                                    "regional_heads",
                                    "regional_agencies",
                                    "agencies",
                                    "military",
                                    "business",
                                    "youth",
                                    "political_parties",
                                    "public",
                                    "media",
                                ],
                            )
                        ),
                        name="event_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("membership__in", ["presidency", "sco_calendar"])),
                        name="event_membership_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("format__in", ["in_person", "online", "hybrid", "unknown"])
                        ),
                        name="event_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "planned",
                                    "confirmed",
                                    "postponed",
                                    "cancelled",
                                    "held",
                                    "unknown_outcome",
                                ],
                            )
                        ),
                        name="event_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "precision__in",
                                [
                                    "minute",
                                    "day",
                                    "part_of_month",
                                    "month",
                                    "quarter",
                                    "half_year",
                                    "part_of_year",
                                    "year",
                                    "none",
                                ],
                            )
                        ),
                        name="event_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                ("precision", "none"),
                                ("starts_on__isnull", True),
                            ),
                            models.Q(
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                                ("starts_on__lte", models.F("ends_on")),
                                models.Q(("precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_days_both_or_neither",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opens_at__isnull", False),
                                ("precision", "minute"),
                                models.Q(("time_zone", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("precision", "minute"), _negated=True),
                                ("closes_at__isnull", True),
                                ("opens_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="event_clock_time_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "confirmed"), _negated=True),
                            ("precision__in", ["minute", "day"]),
                            _connector="OR",
                        ),
                        name="event_confirmed_has_exact_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "postponed"), _negated=True),
                            models.Q(("precision__in", ["minute", "day"]), _negated=True),
                            _connector="OR",
                        ),
                        name="event_postponed_has_no_exact_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["held", "unknown_outcome"]), _negated=True),
                            ("starts_on__isnull", False),
                            _connector="OR",
                        ),
                        name="event_outcome_has_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "host"),
                            ("co_host", "co-host"),
                            ("organiser", "organiser"),
                        ],
                        default="host",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hostings",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostings",
                        to="hosts.host",
                        verbose_name="host",
                    ),
                ),
            ],
            options={
                "verbose_name": "host",
                "verbose_name_plural": "hosts",
                "ordering": ("event_id", "position", "pk"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("event", "host"), name="event_host_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["host", "co_host", "organiser"])),
                        name="event_host_role_known",
                    ),
                ],
            },
        ),
        # It has no column: nothing to do for the database.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="event",
                    name="hosts",
                    field=models.ManyToManyField(
                        related_name="events",
                        through="events.EventHost",
                        to="hosts.host",
                        verbose_name="hosts",
                    ),
                ),
            ]
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alt", models.CharField(max_length=300, verbose_name="what it shows")),
                (
                    "alt_en",
                    models.CharField(max_length=300, null=True, verbose_name="what it shows"),
                ),
                (
                    "alt_ru",
                    models.CharField(max_length=300, null=True, verbose_name="what it shows"),
                ),
                (
                    "alt_zh_hans",
                    models.CharField(max_length=300, null=True, verbose_name="what it shows"),
                ),
                ("credit", models.CharField(max_length=200, verbose_name="credit")),
                ("credit_en", models.CharField(max_length=200, null=True, verbose_name="credit")),
                ("credit_ru", models.CharField(max_length=200, null=True, verbose_name="credit")),
                (
                    "credit_zh_hans",
                    models.CharField(max_length=200, null=True, verbose_name="credit"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("digest", models.CharField(editable=False, max_length=24)),
                ("width", models.PositiveIntegerField(editable=False)),
                ("height", models.PositiveIntegerField(editable=False)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo",
                "verbose_name_plural": "photos",
                "ordering": ("event_id", "position", "pk"),
                "indexes": [models.Index(fields=["digest"], name="photo_by_digest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)),
                        name="photo_has_a_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alt_en__isnull", False), ("alt_en__gt", "")),
                            models.Q(("alt_ru__isnull", False), ("alt_ru__gt", "")),
                            models.Q(("alt_zh_hans__isnull", False), ("alt_zh_hans__gt", "")),
                            _connector="OR",
                        ),
                        name="photo_has_alt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit_en__isnull", False), ("credit_en__gt", "")),
                            models.Q(("credit_ru__isnull", False), ("credit_ru__gt", "")),
                            models.Q(("credit_zh_hans__isnull", False), ("credit_zh_hans__gt", "")),
                            _connector="OR",
                        ),
                        name="photo_has_credit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="step")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("announced", "announced"),
                            ("confirmed", "confirmed"),
                            ("rescheduled", "new date"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("relocated", "new place"),
                            ("format_changed", "new format"),
                            ("renamed", "new name"),
                            ("held", "held"),
                            ("corrected", "corrected"),
                        ],
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("reason_en", models.TextField(blank=True, null=True, verbose_name="reason")),
                ("reason_ru", models.TextField(blank=True, null=True, verbose_name="reason")),
                ("reason_zh_hans", models.TextField(blank=True, null=True, verbose_name="reason")),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "announced_on",
                    models.DateField(blank=True, null=True, verbose_name="announced on"),
                ),
                (
                    "announced_precision",
                    models.CharField(
                        choices=[
                            ("minute", "minute"),
                            ("day", "day"),
                            ("part_of_month", "part_of_month"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half_year", "half_year"),
                            ("part_of_year", "part_of_year"),
                            ("year", "year"),
                            ("none", "none"),
                        ],
                        default="day",
                        max_length=15,
                        verbose_name="precision of the announcement",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="recorded"
                    ),
                ),
                (
                    "recorded_by",
                    models.CharField(blank=True, max_length=150, verbose_name="recorded by"),
                ),
                (
                    "old_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "planned"),
                            ("confirmed", "confirmed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                            ("unknown_outcome", "outcome unknown"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "new_status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("confirmed", "confirmed"),
                            ("postponed", "postponed"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                            ("unknown_outcome", "outcome unknown"),
                        ],
                        max_length=15,
                    ),
                ),
                ("old_starts_on", models.DateField(null=True)),
                ("old_ends_on", models.DateField(null=True)),
                (
                    "old_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minute", "minute"),
                            ("day", "day"),
                            ("part_of_month", "part_of_month"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half_year", "half_year"),
                            ("part_of_year", "part_of_year"),
                            ("year", "year"),
                            ("none", "none"),
                        ],
                        max_length=15,
                    ),
                ),
                ("old_detail", models.JSONField(default=dict)),
                ("new_starts_on", models.DateField(null=True)),
                ("new_ends_on", models.DateField(null=True)),
                (
                    "new_precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minute", "minute"),
                            ("day", "day"),
                            ("part_of_month", "part_of_month"),
                            ("month", "month"),
                            ("quarter", "quarter"),
                            ("half_year", "half_year"),
                            ("part_of_year", "part_of_year"),
                            ("year", "year"),
                            ("none", "none"),
                        ],
                        max_length=15,
                    ),
                ),
                ("new_detail", models.JSONField(default=dict)),
                (
                    "old_format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("hybrid", "hybrid"),
                            ("unknown", "format unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "new_format",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("online", "online"),
                            ("hybrid", "hybrid"),
                            ("unknown", "format unknown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("old_cities", models.JSONField(null=True)),
                ("new_cities", models.JSONField(null=True)),
                ("old_venue", models.JSONField(null=True)),
                ("new_venue", models.JSONField(null=True)),
                ("old_title", models.JSONField(null=True)),
                ("new_title", models.JSONField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "ordering": ("event_id", "number"),
                "indexes": [
                    models.Index(fields=["old_starts_on", "old_ends_on"], name="change_old_days"),
                    models.Index(fields=["announced_on"], name="change_announced"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "number"), name="change_number_in_event"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="change_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "announced",
                                    "confirmed",
                                    "rescheduled",
                                    "postponed",
                                    "cancelled",
                                    "relocated",
                                    "format_changed",
                                    "renamed",
                                    "held",
                                    "corrected",
                                ],
                            )
                        ),
                        name="change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "old_status__in",
                                [
                                    "planned",
                                    "confirmed",
                                    "postponed",
                                    "cancelled",
                                    "held",
                                    "unknown_outcome",
                                    "",
                                ],
                            )
                        ),
                        name="change_old_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "new_status__in",
                                [
                                    "planned",
                                    "confirmed",
                                    "postponed",
                                    "cancelled",
                                    "held",
                                    "unknown_outcome",
                                ],
                            )
                        ),
                        name="change_new_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("old_format__in", ["in_person", "online", "hybrid", "unknown", ""])
                        ),
                        name="change_old_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("new_format__in", ["in_person", "online", "hybrid", "unknown", ""])
                        ),
                        name="change_new_format_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "old_precision__in",
                                [
                                    "minute",
                                    "day",
                                    "part_of_month",
                                    "month",
                                    "quarter",
                                    "half_year",
                                    "part_of_year",
                                    "year",
                                    "none",
                                    "",
                                ],
                            )
                        ),
                        name="change_old_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "new_precision__in",
                                [
                                    "minute",
                                    "day",
                                    "part_of_month",
                                    "month",
                                    "quarter",
                                    "half_year",
                                    "part_of_year",
                                    "year",
                                    "none",
                                    "",
                                ],
                            )
                        ),
                        name="change_new_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "announced_precision__in",
                                [
                                    "minute",
                                    "day",
                                    "part_of_month",
                                    "month",
                                    "quarter",
                                    "half_year",
                                    "part_of_year",
                                    "year",
                                    "none",
                                ],
                            )
                        ),
                        name="change_announced_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("announced_on__isnull", True), ("announced_precision", "none")
                            ),
                            models.Q(
                                ("announced_on__isnull", False),
                                models.Q(("announced_precision", "none"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_announced_day_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("old_starts_on__isnull", True),
                                ("old_ends_on__isnull", True),
                                ("old_precision__in", ["", "none"]),
                            ),
                            models.Q(
                                ("old_starts_on__isnull", False),
                                ("old_ends_on__isnull", False),
                                ("old_starts_on__lte", models.F("old_ends_on")),
                                models.Q(("old_precision__in", ["", "none"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_old_days_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("new_starts_on__isnull", True),
                                ("new_ends_on__isnull", True),
                                ("new_precision__in", ["", "none"]),
                            ),
                            models.Q(
                                ("new_starts_on__isnull", False),
                                ("new_ends_on__isnull", False),
                                ("new_starts_on__lte", models.F("new_ends_on")),
                                models.Q(("new_precision__in", ["", "none"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_new_days_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "rescheduled"), _negated=True),
                            models.Q(("new_precision__in", ["", "none"]), _negated=True),
                            _connector="OR",
                        ),
                        name="change_rescheduled_has_new_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "postponed"), _negated=True),
                            models.Q(
                                ("new_status", "postponed"),
                                models.Q(("new_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_postponed_moves_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "relocated"), _negated=True),
                            ("new_cities__isnull", False),
                            ("new_venue__isnull", False),
                            _connector="OR",
                        ),
                        name="change_relocated_has_new_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "format_changed"), _negated=True),
                            models.Q(("new_format", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_format_changed_has_new_format",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "rescheduled",
                                        "postponed",
                                        "cancelled",
                                        "relocated",
                                        "format_changed",
                                    ),
                                ),
                                ("old_status", "confirmed"),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("source_url", ""), _negated=True),
                                models.Q(
                                    models.Q(("reason_en__gt", ""), ("reason_en__isnull", False)),
                                    models.Q(("reason_ru__gt", ""), ("reason_ru__isnull", False)),
                                    models.Q(
                                        ("reason_zh_hans__gt", ""),
                                        ("reason_zh_hans__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="change_of_confirmed_has_reason_and_source",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
        migrations.RunPython(running(IDENTITIES_STAY), running(IDENTITIES_GO)),
    ]
