import django.db.models.deletion
from django.db import migrations, models

#: The presidency that the portal was made for: only a database that holds its plan gets it.
FIRST = {
    "state": "current",
    "source_language": "ru",
    "slug": "russia-2019-2020",
    "time_zone": "Europe/Moscow",
    "begins": "2019-06-14",
    "ends": "2020-11-10",
    "organisation_founded": 2001,
    "promised_events": 90,
    "promise_url": "https://eng.sco-russia2020.ru/news/20190614/5870/Russia-assumes-the-Presidency-of-the-Shanghai-Cooperation-Organisation-President-of-Russia-Vladimir.html",
    "organisation_en": "Shanghai Cooperation Organisation",
    "organisation": "Shanghai Cooperation Organisation",
    "organisation_ru": "Шанхайская организация сотрудничества",
    "organisation_zh_hans": "上海合作组织",
    "organisation_short_en": "SCO",
    "organisation_short": "SCO",
    "organisation_short_ru": "ШОС",
    "organisation_short_zh_hans": "上合组织",
    "title_en": "Russia’s SCO Presidency 2019–2020",
    "title": "Russia’s SCO Presidency 2019–2020",
    "title_ru": "Председательство России в ШОС 2019–2020",
    "title_zh_hans": "俄罗斯担任上合组织轮值主席国 2019–2020",
    "short_title_en": "Russia’s SCO Presidency",
    "short_title": "Russia’s SCO Presidency",
    "short_title_ru": "Председательство России в ШОС",
    "short_title_zh_hans": "俄罗斯担任上合组织轮值主席国",
    "label_en": "SCO Presidency",
    "label": "SCO Presidency",
    "label_ru": "Председательство в ШОС",
    "label_zh_hans": "上合组织轮值主席国",
    "headline_en": "Russia’s Presidency, 2019–2020",
    "headline": "Russia’s Presidency, 2019–2020",
    "headline_ru": "Председательство России, 2019–2020",
    "headline_zh_hans": "俄罗斯担任轮值主\u2060席\u2060国，2019–2020",
    "hero_before_en": "Eight member states and a year of meetings ahead. See what is planned, where and when.",
    "hero_before": "Eight member states and a year of meetings ahead. See what is planned, where and when.",
    "hero_before_ru": "Восемь государств-членов и\xa0год встреч впереди. Что, где и\xa0когда запланировано.",
    "hero_before_zh_hans": "八个成员国，即将迎来一年的会议。计划内容、地点和时间，一目了然。",
    "hero_during_en": "Eight member states and a plan that moves. See what is coming, what has moved, and what was agreed.",
    "hero_during": "Eight member states and a plan that moves. See what is coming, what has moved, and what was agreed.",
    "hero_during_ru": "Восемь государств-членов и\xa0план, который меняется. Что впереди, что перенесено и\xa0о\xa0чём договорились.",
    "hero_during_zh_hans": "八个成员国，一份不断调整的计划。即将举行什么，哪些改了期，达成了哪些共识，一目了然。",
    "hero_after_en": "Eight member states and a year of meetings, many of them moved. See what was held and what was agreed.",
    "hero_after": "Eight member states and a year of meetings, many of them moved. See what was held and what was agreed.",
    "hero_after_ru": "Восемь государств-членов и\xa0год встреч, многие из\xa0которых перенесены. Что состоялось и\xa0о\xa0чём договорились.",
    "hero_after_zh_hans": "八个成员国，一年的会议，其中许多曾经改期。哪些已举行，达成了哪些共识，一目了然。",
    "clock_en": "Moscow time",
    "clock": "Moscow time",
    "clock_ru": "по московскому времени",
    "clock_zh_hans": "莫斯科时间",
    "plan_en": "Russia’s plan",
    "plan": "Russia’s plan",
    "plan_ru": "План председательства России",
    "plan_zh_hans": "俄罗斯轮值主席国计划",
    "own_calendar_en": "The SCO’s own calendar",
    "own_calendar": "The SCO’s own calendar",
    "own_calendar_ru": "Календарь самой ШОС",
    "own_calendar_zh_hans": "上合组织自身日程",
    "promise_en": "The approved plan holds more than 90 events.",
    "promise": "The approved plan holds more than 90 events.",
    "promise_ru": "В утверждённом плане более 90 мероприятий.",
    "promise_zh_hans": "已批准的计划包含 90 多项活动。",
    "sources_en": "From public pages: the site of the Presidency in three languages, the SCO Secretariat and the Regional Anti-Terrorist Structure, presidents, governments and ministries, news agencies and the organisers themselves. Each event, change and document names its source.\n\nThe plan of the Presidency, with its more than ninety events, was not found as one paper. Some of its events are missing here, and not all events shown belonged to it.",
    "sources": "From public pages: the site of the Presidency in three languages, the SCO Secretariat and the Regional Anti-Terrorist Structure, presidents, governments and ministries, news agencies and the organisers themselves. Each event, change and document names its source.\n\nThe plan of the Presidency, with its more than ninety events, was not found as one paper. Some of its events are missing here, and not all events shown belonged to it.",
    "sources_ru": "С\xa0открытых страниц: сайта председательства на\xa0трёх языках, Секретариата ШОС и\xa0Региональной антитеррористической структуры, президентов, правительств и\xa0министерств, информационных агентств и\xa0самих организаторов. У\xa0каждого мероприятия, изменения и\xa0документа указан источник.\n\nСам план председательства, более девяноста мероприятий, как единый документ не\xa0найден. Некоторых его мероприятий здесь нет, и\xa0не\xa0все показанные в\xa0него входили.",
    "sources_zh_hans": "来自公开网页：三种语言的轮值主席国网站、上合组织秘书处和地区反恐怖机构、各国元首、政府和部委、通讯社以及主办方。每项活动、变更和文件均注明来源。\n\n包含九十多项活动的轮值主席国计划原件未能查到。此处缺少其中部分活动，所列活动也并非全部属于该计划。",
    "credit_en": "SCO Presidency portal",
    "credit": "SCO Presidency portal",
    "credit_ru": "SCO Presidency portal",
    "credit_zh_hans": "SCO Presidency portal",
}
#: What a plan is made of.
HOLDING = ("documents_document", "events_event", "news_article", "priorities_priority")


def name_the_first(apps, schema_editor):
    alias = schema_editor.connection.alias
    presidencies = apps.get_model("presidencies", "Presidency").objects.using(alias)
    if presidencies.exists() or not holds_a_plan(schema_editor.connection):
        return
    country = apps.get_model("places", "Country").objects.using(alias).filter(code="RU").first()
    capital = apps.get_model("places", "City").objects.using(alias).filter(slug="moscow").first()
    presidencies.create(**FIRST, country=country, capital=capital)


def holds_a_plan(connection):
    """Ask the tables that are there, whatever their columns are by now.

    Their migrations are not waited for: those of the squashed ones wait for this one.
    """
    there = set(HOLDING).intersection(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(there):
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")  # noqa: S608 (one of HOLDING)
            if cursor.fetchone()[0]:
                return True
    return False


class Migration(migrations.Migration):
    """Today's tables in one pass. A database that has some of the old steps takes the others."""

    replaces = [
        ("presidencies", "0001_initial"),
        ("presidencies", "0002_first_presidency"),
        ("presidencies", "0003_standing_pages"),
        ("presidencies", "0004_publishing_right"),
    ]

    initial = True

    dependencies = [
        ("places", "0004_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandingPage",
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
                    "slug",
                    models.CharField(
                        choices=[
                            ("about", "About this portal"),
                            ("accessibility", "Accessibility"),
                            ("privacy", "Privacy"),
                            ("terms", "Terms of use"),
                            ("contact", "Contact and press"),
                        ],
                        max_length=20,
                        unique=True,
                        verbose_name="page",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("title_en", models.CharField(max_length=120, null=True, verbose_name="title")),
                ("title_ru", models.CharField(max_length=120, null=True, verbose_name="title")),
                (
                    "title_zh_hans",
                    models.CharField(max_length=120, null=True, verbose_name="title"),
                ),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="lead")),
                (
                    "lead_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "lead_ru",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "lead_zh_hans",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="lead"),
                ),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        verbose_name="text",
                    ),
                ),
                (
                    "body_en",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "body_ru",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
                (
                    "body_zh_hans",
                    models.TextField(
                        blank=True,
                        help_text="“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for words of the presidency.",
                        null=True,
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing page",
                "verbose_name_plural": "standing pages",
                "ordering": ("slug",),
                "default_permissions": ("add", "change", "delete", "view", "translate"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("slug__in", ["about", "accessibility", "privacy", "terms", "contact"])
                        ),
                        name="standingpage_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presidency",
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
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("current", "current"), ("closed", "closed")],
                        default="closed",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("organisation", models.CharField(max_length=200, verbose_name="organisation")),
                (
                    "organisation_en",
                    models.CharField(max_length=200, null=True, verbose_name="organisation"),
                ),
                (
                    "organisation_ru",
                    models.CharField(max_length=200, null=True, verbose_name="organisation"),
                ),
                (
                    "organisation_zh_hans",
                    models.CharField(max_length=200, null=True, verbose_name="organisation"),
                ),
                (
                    "organisation_short",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="short name of the organisation"
                    ),
                ),
                (
                    "organisation_short_en",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        null=True,
                        verbose_name="short name of the organisation",
                    ),
                ),
                (
                    "organisation_short_ru",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        null=True,
                        verbose_name="short name of the organisation",
                    ),
                ),
                (
                    "organisation_short_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=60,
                        null=True,
                        verbose_name="short name of the organisation",
                    ),
                ),
                (
                    "organisation_founded",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="year in which the organisation was founded",
                    ),
                ),
                ("time_zone", models.CharField(max_length=40, verbose_name="time zone")),
                ("begins", models.DateField(verbose_name="first day")),
                ("ends", models.DateField(verbose_name="last day")),
                (
                    "title",
                    models.CharField(
                        help_text="With the years, as it stands behind each page.",
                        max_length=200,
                        verbose_name="title",
                    ),
                ),
                (
                    "title_en",
                    models.CharField(
                        help_text="With the years, as it stands behind each page.",
                        max_length=200,
                        null=True,
                        verbose_name="title",
                    ),
                ),
                (
                    "title_ru",
                    models.CharField(
                        help_text="With the years, as it stands behind each page.",
                        max_length=200,
                        null=True,
                        verbose_name="title",
                    ),
                ),
                (
                    "title_zh_hans",
                    models.CharField(
                        help_text="With the years, as it stands behind each page.",
                        max_length=200,
                        null=True,
                        verbose_name="title",
                    ),
                ),
                (
                    "short_title",
                    models.CharField(
                        help_text="Without the years: the name of the portal.",
                        max_length=120,
                        verbose_name="short title",
                    ),
                ),
                (
                    "short_title_en",
                    models.CharField(
                        help_text="Without the years: the name of the portal.",
                        max_length=120,
                        null=True,
                        verbose_name="short title",
                    ),
                ),
                (
                    "short_title_ru",
                    models.CharField(
                        help_text="Without the years: the name of the portal.",
                        max_length=120,
                        null=True,
                        verbose_name="short title",
                    ),
                ),
                (
                    "short_title_zh_hans",
                    models.CharField(
                        help_text="Without the years: the name of the portal.",
                        max_length=120,
                        null=True,
                        verbose_name="short title",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="Below an icon on a phone.",
                        max_length=40,
                        verbose_name="shortest title",
                    ),
                ),
                (
                    "label_en",
                    models.CharField(
                        blank=True,
                        help_text="Below an icon on a phone.",
                        max_length=40,
                        null=True,
                        verbose_name="shortest title",
                    ),
                ),
                (
                    "label_ru",
                    models.CharField(
                        blank=True,
                        help_text="Below an icon on a phone.",
                        max_length=40,
                        null=True,
                        verbose_name="shortest title",
                    ),
                ),
                (
                    "label_zh_hans",
                    models.CharField(
                        blank=True,
                        help_text="Below an icon on a phone.",
                        max_length=40,
                        null=True,
                        verbose_name="shortest title",
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="headline of the front page"
                    ),
                ),
                (
                    "headline_en",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        null=True,
                        verbose_name="headline of the front page",
                    ),
                ),
                (
                    "headline_ru",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        null=True,
                        verbose_name="headline of the front page",
                    ),
                ),
                (
                    "headline_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        null=True,
                        verbose_name="headline of the front page",
                    ),
                ),
                (
                    "hero_before",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="sentence of the front page, before",
                    ),
                ),
                (
                    "hero_before_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, before",
                    ),
                ),
                (
                    "hero_before_ru",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, before",
                    ),
                ),
                (
                    "hero_before_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, before",
                    ),
                ),
                (
                    "hero_during",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="sentence of the front page, meanwhile",
                    ),
                ),
                (
                    "hero_during_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, meanwhile",
                    ),
                ),
                (
                    "hero_during_ru",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, meanwhile",
                    ),
                ),
                (
                    "hero_during_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, meanwhile",
                    ),
                ),
                (
                    "hero_after",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="sentence of the front page, afterwards",
                    ),
                ),
                (
                    "hero_after_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, afterwards",
                    ),
                ),
                (
                    "hero_after_ru",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, afterwards",
                    ),
                ),
                (
                    "hero_after_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="sentence of the front page, afterwards",
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        help_text="As it stands behind a clock time.",
                        max_length=60,
                        verbose_name="whose time the portal tells",
                    ),
                ),
                (
                    "clock_en",
                    models.CharField(
                        blank=True,
                        help_text="As it stands behind a clock time.",
                        max_length=60,
                        null=True,
                        verbose_name="whose time the portal tells",
                    ),
                ),
                (
                    "clock_ru",
                    models.CharField(
                        blank=True,
                        help_text="As it stands behind a clock time.",
                        max_length=60,
                        null=True,
                        verbose_name="whose time the portal tells",
                    ),
                ),
                (
                    "clock_zh_hans",
                    models.CharField(
                        blank=True,
                        help_text="As it stands behind a clock time.",
                        max_length=60,
                        null=True,
                        verbose_name="whose time the portal tells",
                    ),
                ),
                (
                    "plan",
                    models.CharField(blank=True, max_length=120, verbose_name="name of its plan"),
                ),
                (
                    "plan_en",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="name of its plan"
                    ),
                ),
                (
                    "plan_ru",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="name of its plan"
                    ),
                ),
                (
                    "plan_zh_hans",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="name of its plan"
                    ),
                ),
                (
                    "own_calendar",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="name of the organisation’s own calendar",
                    ),
                ),
                (
                    "own_calendar_en",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="name of the organisation’s own calendar",
                    ),
                ),
                (
                    "own_calendar_ru",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="name of the organisation’s own calendar",
                    ),
                ),
                (
                    "own_calendar_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="name of the organisation’s own calendar",
                    ),
                ),
                (
                    "promised_events",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number of events promised"
                    ),
                ),
                (
                    "promise",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="the promise in a sentence"
                    ),
                ),
                (
                    "promise_en",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="the promise in a sentence",
                    ),
                ),
                (
                    "promise_ru",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="the promise in a sentence",
                    ),
                ),
                (
                    "promise_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        null=True,
                        verbose_name="the promise in a sentence",
                    ),
                ),
                (
                    "promise_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="source of the promise"
                    ),
                ),
                ("sources", models.TextField(blank=True, verbose_name="where the facts come from")),
                (
                    "sources_en",
                    models.TextField(
                        blank=True, null=True, verbose_name="where the facts come from"
                    ),
                ),
                (
                    "sources_ru",
                    models.TextField(
                        blank=True, null=True, verbose_name="where the facts come from"
                    ),
                ),
                (
                    "sources_zh_hans",
                    models.TextField(
                        blank=True, null=True, verbose_name="where the facts come from"
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="how to name the portal as a source",
                    ),
                ),
                (
                    "credit_en",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="how to name the portal as a source",
                    ),
                ),
                (
                    "credit_ru",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="how to name the portal as a source",
                    ),
                ),
                (
                    "credit_zh_hans",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        null=True,
                        verbose_name="how to name the portal as a source",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="contact for readers"
                    ),
                ),
                (
                    "press_contact",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="contact for the press"
                    ),
                ),
                (
                    "capital",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.city",
                        verbose_name="capital",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presidencies",
                        to="places.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "presidency",
                "verbose_name_plural": "presidencies",
                "ordering": ("-begins", "slug"),
                "default_permissions": ("add", "change", "delete", "view", "translate", "publish"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("state",),
                        name="presidency_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["current", "closed"])),
                        name="presidency_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("begins__lte", models.F("ends"))),
                        name="presidency_begins_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.RunPython(name_the_first, migrations.RunPython.noop),
    ]
