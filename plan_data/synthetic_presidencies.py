"""Made-up presidencies, because so many made-up events are more than one plan holds."""

from collections.abc import Iterable
from datetime import date, timedelta

from i18n.texts import set_texts
from presidencies.current import current
from presidencies.models import Presidency

PREFIX = "synthetic-presidency-"
#: As many as a busy plan has. The first of them are those of the current presidency.
EVENTS = 300
FIRST_DAY = date(2019, 1, 1)
#: As dense as a busy plan, however many there are: 100,000 events fill 68 years.
EVENTS_A_DAY = 4
TITLES = {
    "en": "Synthetic presidency {:05} (not a real one)",
    "ru": "Синтетическое председательство {:05} (не настоящее)",
    "zh-hans": "合成主席国任期{:05}（非真实）",
}


def day_of(number: int) -> date:
    """Return the day on which the event of a number begins at first."""
    return FIRST_DAY + timedelta(days=number // EVENTS_A_DAY)


def place_of(number: int) -> int:
    """Return which presidency the event of a number is of; 0 is the current one."""
    return (number - 1) // EVENTS


def presidencies_of(numbers: Iterable[int]) -> dict[int, Presidency]:
    """Return the presidency of each place that `numbers` need; what is missing is made."""
    return {place: presidency_at(place) for place in sorted({place_of(n) for n in numbers})}


def presidency_at(place: int) -> Presidency:
    slug = f"{PREFIX}{place:05}"
    if place == 0:
        return current()
    there_is = Presidency.objects.filter(slug=slug).first()
    if there_is is not None:
        return there_is
    presidency = Presidency(
        slug=slug,
        time_zone=current().time_zone,
        begins=day_of(place * EVENTS + 1),
        ends=day_of((place + 1) * EVENTS),
    )
    titles = {code: text.format(place) for code, text in TITLES.items()}
    for name in ("title", "short_title", "organisation"):
        set_texts(presidency, name, titles)
    presidency.save()
    return presidency
