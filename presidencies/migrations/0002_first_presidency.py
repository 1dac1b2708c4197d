from django.db import migrations

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
    """Say of a plan that is there already whose it is. An empty database stays so."""

    dependencies = [("presidencies", "0001_initial")]

    operations = [migrations.RunPython(name_the_first, migrations.RunPython.noop)]
