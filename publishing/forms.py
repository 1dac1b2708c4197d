"""Query strings as forms: a bad value is refused by name, never guessed at.

Which parameters an address may hold, and what is said of the others. Why: ADR 0008.
"""

import difflib
import functools
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from typing import Any, Protocol, Self, cast, runtime_checkable

from django import forms
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Page, Paginator
from django.core.validators import MaxLengthValidator, RegexValidator
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from i18n.collation import fold

View = Callable[..., HttpResponse]
Fault = tuple[str, str, str]

#: Characters of a wrong name or value that are compared with right ones.
COMPARED = 80
#: How much of two texts must be alike, of 1, for the one to be what was meant by the other.
ALIKE = 0.6
#: What mail programs, social networks, search engines and counters hang on the links they send.
LABELS = re.compile(
    r"""(utm|mtm|matomo|pk|piwik|hsa|mc|ga|at|wt|ym|hmsr|share)_.*
    | _ga | _gl | _hsenc | _hsmi | _openstat | _bta_.* | __hs.* | __cft__.* | __tn__
    | [a-z]{0,4}clid | [a-z]{0,3}clkid | rb_clickid | [gw]braid | yclid | ysclid
    | igsh(id)? | mkt_tok | mkevt | mkcid | epik | spm | scm | etext | isappinstalled
    | ref | ref_src | ref_url | referrer | source | si | campaign(_?id)? | cmpid | ncid | fb_.*""",
    re.VERBOSE | re.IGNORECASE,
)
#: Where WeChat says a link was tapped. A page that takes a `from` of its own refuses it.
TAPPED = re.compile(r"from=(singlemessage|groupmessage|timeline)")
#: Characters that no page can show: controls, halves of a pair, and what was not UTF-8.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")


class BadParametersError(BadRequest):
    """Parameters of an address are wrong; `faults` holds (name, value, what is allowed).

    `nearest` is the address, from its first slash, that comes closest to what was meant.
    """

    def __init__(self, faults: list[Fault], nearest: str = "") -> None:
        self.faults = faults
        self.nearest = nearest
        super().__init__("; ".join(f"{name}: {problem}" for name, _value, problem in faults))


class NothingThereError(Http404):
    """What the address asks for could be, and is not; `faults` and `nearest` as above."""

    def __init__(self, faults: list[Fault], nearest: str) -> None:
        self.faults = faults
        self.nearest = nearest
        super().__init__()


class Taking(Protocol):
    """A form that says which parameters it reads."""

    @classmethod
    def parameters(cls) -> Mapping[str, Field]: ...


def takes(*forms: type[Taking]) -> Callable[[View], View]:
    """Let a view refuse every parameter that none of `forms` reads. Stands outside of caches."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.GET:
                refuse_unknown(request, [name for form in forms for name in form.parameters()])
            return view(request, *args, **kwargs)

        wrapper.takes = forms  # type: ignore[attr-defined]  # read by the test of all addresses
        return wrapper

    return decorate


def refuse_unknown(request: HttpRequest, names: Iterable[str]) -> None:
    """Raise BadParametersError for names that are neither known nor labels."""
    names = list(names)
    unknown = [
        name
        for name, value in request.GET.items()
        if name not in names
        and not LABELS.fullmatch(name)
        and not TAPPED.fullmatch(f"{name}={value}")
    ]
    if not unknown:
        return
    nearest = {name: closest(name, names) for name in unknown}
    query = request.GET.copy()
    for name in unknown:
        values = query.pop(name)
        if nearest[name] and nearest[name] not in query:
            query.setlist(nearest[name], values)
    faults = [(readable(name), "", _say_unknown(nearest[name], names)) for name in unknown]
    raise BadParametersError(faults, request.path + (f"?{query.urlencode()}" if query else ""))


def _say_unknown(nearest: str, names: list[str]) -> str:
    if nearest:
        return _("There is no such parameter here. Did you mean “%(name)s”?") % {"name": nearest}
    return _("There is no such parameter here. Known: %(names)s.") % {"names": ", ".join(names)}


def closest(value: str, right: Iterable[str]) -> str:
    """Return what of `right` is most like `value`, whatever its case, or ""."""
    return _closest(value[:COMPARED].lower(), tuple(right))


@functools.lru_cache(maxsize=256)
def _closest(value: str, right: tuple[str, ...]) -> str:
    """Return it, as difflib.get_close_matches does; what is asked again, as by those who follow one wrong link, costs nothing.

    Of two texts no more can be alike than the letters that both have: most are done with by that alone.
    """
    letters = _letters(value)
    bounds = (
        (len(letters & others) * 2 / (len(value) + len(text) or 1), text)
        for text, others in _lettered(right)
    )
    matcher = difflib.SequenceMatcher(b=value)
    best = (ALIKE, "")
    for bound, text in sorted(bounds, reverse=True):
        if bound < best[0]:
            break
        matcher.set_seq1(text)
        best = max(best, (matcher.ratio(), text))
    return best[1]


@functools.lru_cache(maxsize=32)
def _lettered(right: tuple[str, ...]) -> list[tuple[str, Set[tuple[str, int]]]]:
    return [(text, _letters(text)) for text in right]


def _letters(text: str) -> Set[tuple[str, int]]:
    """Return the letters of a text, each with how many like it stood before: the second "a" is another one."""
    counts: Counter[str] = Counter()
    letters = set()
    for letter in text:
        letters.add((letter, counts[letter]))
        counts[letter] += 1
    return letters


def readable(text: str) -> str:
    """Return `text` with a sign for each character that no page can show."""
    return UNREADABLE.sub("\ufffd", text)


def page_of(request: HttpRequest, rows: Any, number: int | None, size: int) -> Page:
    """Return page `number` of `rows`, the first for None.

    Raises NothingThereError behind the last page, and offers that one.
    """
    paginator = Paginator(rows, size)
    try:
        return paginator.page(number or 1)
    except EmptyPage as error:
        query, last = request.GET.copy(), paginator.num_pages
        query["page"] = str(last)
        sentence = ngettext("The list has %(count)d page.", "The list has %(count)d pages.", last)
        fault = ("page", str(number), sentence % {"count": last})
        raise NothingThereError([fault], f"{request.path}?{query.urlencode()}") from error


#: A page number above this names no page that could exist.
HIGHEST_PAGE = 100_000


class ParametersForm(forms.Form):
    """The parameters of a page; none is required. Unknown ones are refused by `takes`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    @classmethod
    def parameters(cls) -> dict[str, forms.Field]:
        """Return what may stand in the address."""
        return cls.base_fields

    @classmethod
    def read(cls, request: HttpRequest, **settings: Any) -> Self:
        """Return the form with `cleaned_data`. `settings` go to the form's `__init__`.

        Raises BadParametersError, which becomes a 400 page that names every wrong parameter.
        """
        form = cls(request.GET, **settings)
        if not form.is_valid():
            raise BadParametersError(form.faults, request.path + form.nearest_query)
        return form

    def clean(self) -> dict[str, Any]:
        """Refuse to choose between two values where one is asked for."""
        if isinstance(self.data, MultiValueDict):
            for name, field in self.fields.items():
                if not takes_several(field) and len(self.data.getlist(name)) > 1:
                    self.add_error(name, _("Give it once."))
        return self.cleaned_data

    @property
    def faults(self) -> list[Fault]:
        return [
            (name, readable(self.data.get(name, "")), " ".join(map(str, errors)))
            for name, errors in self.errors.items()
        ]

    @property
    def nearest_query(self) -> str:
        """The query string with each wrong value made right, or left out, from its "?"."""
        query = cast("QueryDict", self.data).copy()
        for name in self.errors:
            field = self.fields[name]
            values = (nearest(field, value) for value in query.getlist(name))
            right = list(dict.fromkeys(value for value in values if value))
            if right:
                query.setlist(name, right if takes_several(field) else right[:1])
            else:
                query.pop(name, None)
        return f"?{query.urlencode()}" if query else ""


@runtime_checkable
class Nearing(Protocol):
    """A field that knows which right value comes closest to a wrong one; "" when none does."""

    def nearest(self, value: str) -> str: ...


def nearest(field: forms.Field, value: str) -> str:
    """Return the value that `field` takes and that is most like `value`, or ""."""
    if isinstance(field, Nearing):
        return field.nearest(value)
    if isinstance(field, forms.ChoiceField):
        choices = cast("Iterable[tuple[str, object]]", field.choices)
        return closest(value, [str(code) for code, _label in choices if code])
    return ""


def takes_several(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField)


class OneOfField(forms.ChoiceField):
    """One of a closed list of codes; a wrong one is answered with the list.

    `any_label` is what a form shows for no choice: "All kinds".
    """

    def __init__(self, *, any_label: Any = "", **kwargs: Any) -> None:
        self.any_label = any_label
        super().__init__(**kwargs)

    def offer(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Let the field take one of `choices`, or none."""
        self.choices = [("", self.any_label), *choices]

    @property
    def labels(self) -> dict[str, str]:
        """The label of each code that may be chosen."""
        choices = cast("Iterable[tuple[str, object]]", self.choices)
        return {str(code): str(label) for code, label in choices if code}

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            codes = list(self.labels)
            if not codes:
                raise forms.ValidationError(_("There is nothing to choose here: leave it out."))
            raise forms.ValidationError(_("Allowed: %(codes)s.") % {"codes": ", ".join(codes)})


class PageNumberField(forms.IntegerField):
    """A page of a list, from 1."""

    def __init__(self) -> None:
        message = gettext_lazy("A page number is a whole number from 1.")
        super().__init__(
            min_value=1,
            max_value=HIGHEST_PAGE,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
        )

    def nearest(self, value: str) -> str:
        digits = value[:COMPARED].strip()
        if not re.fullmatch(r"-?[0-9]+", digits):
            return ""
        return str(min(max(int(digits), 1), HIGHEST_PAGE))


class DayField(forms.DateField):
    """A day, written as 2020-06-01. `within` sets the first and the last that there are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        self.first, self.last = date.min, date.max

    def within(self, first: date, last: date) -> None:
        """Take only days from `first` to `last`, both inclusive."""
        self.first, self.last = first, last
        self.error_messages["invalid"] = _say_bounds(first, last)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not self.first <= value <= self.last:
            raise forms.ValidationError(self.error_messages["invalid"])

    def nearest(self, value: str) -> str:
        return nearest_day(value, self.first, self.last)


def _bounds_said(first: date, last: date) -> str:
    return _("Give a day from %(first)s to %(last)s, written as 2020-06-01.") % {
        "first": date_format(first),
        "last": date_format(last),
    }


#: Said to whoever gives another day, which few do: to write two days takes longer than to read one.
_say_bounds = lazy(_bounds_said, str)


class FromToParameters(ParametersForm):
    """`from` and `to`, both inclusive. `within` sets the first and the last day that there are."""

    vars()["from"] = DayField(label=gettext_lazy("From"))  # no name that Python takes
    to = DayField(label=gettext_lazy("To, inclusive"))

    def within(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        for name in ("from", "to"):
            cast("DayField", self.fields[name]).within(first, last)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("from"), data.get("to")
        if first and last and first > last:
            self.add_error("from", _("The first day lies after the last."))
            # So that the nearest address keeps the last day.
            cast("DayField", self.fields["from"]).within(self.first, last)
        return data


def nearest_day(text: str, first: date, last: date) -> str:
    """Return the day from `first` to `last` that `text` comes closest to: 2020-02-29 for 2020-02-30.

    "" for what does not begin with a year of four digits, and go on with a month and a day.
    """
    parts = re.findall(r"[0-9]+", text[:COMPARED])
    if len(parts) != 3 or len(parts[0]) != 4:
        return ""
    year, month, day = map(int, parts)
    year, month = min(max(year, 1), 9999), min(max(month, 1), 12)
    nearest = date(year, month, min(max(day, 1), monthrange(year, month)[1]))
    return min(max(nearest, first), last).isoformat()


class WordsField(forms.CharField):
    """Words to look for; spaces around and between them do not count. `longest` in characters."""

    def __init__(self, *, longest: int, too_long: Any, label: Any = None) -> None:
        super().__init__(label=label, max_length=longest)
        unreadable = gettext_lazy("It holds characters that cannot be read.")
        self.longest = longest
        self.validators = [
            MaxLengthValidator(longest, too_long),
            RegexValidator(UNREADABLE, unreadable, inverse_match=True),
        ]

    def to_python(self, value: Any) -> str:
        words = " ".join(str(value or "").split())
        return words if fold(words).strip() else ""

    def nearest(self, value: str) -> str:
        return " ".join(UNREADABLE.sub("", value).split())[: self.longest].rstrip()
