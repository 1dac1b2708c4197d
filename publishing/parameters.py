"""Which parameters an address may hold, and what is said of the others. Why: ADR 0008.

A page that can be narrowed refuses a name it does not know: passed over, it would show the whole for
a part. Labels of those who link here from elsewhere change nothing, and are passed over everywhere.
"""

import difflib
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, Protocol

from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Page, Paginator
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _, ngettext

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
