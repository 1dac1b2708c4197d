"""What holds for every answer: an address of reasonable length, and honest caching."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from i18n.typography import JOINER
from sco_presidency.middleware import (
    LONGEST_QUERY,
    refuse_unreadable,
    revalidate_pages,
    set_desk_lines,
)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "no-cache"),
        ({"Cache-Control": "public, max-age=300"}, "public, max-age=300"),
        ({"Cache-Control": "private, no-store"}, "private, no-store"),
    ],
)
def test_a_page_is_asked_for_anew_unless_its_view_knows_better(headers, said):
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("told", headers=headers)

    answer = revalidate_pages(view)(RequestFactory().get("/"))

    assert answer["Cache-Control"] == said


def test_a_query_of_just_the_length_is_read_and_one_more_is_not():
    read = refuse_unreadable(lambda request: HttpResponse("told"))

    assert read(RequestFactory().get("/?" + "a" * LONGEST_QUERY)).content == b"told"
    with pytest.raises(BadRequest):
        read(RequestFactory().get("/?" + "a" * (LONGEST_QUERY + 1)))


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        (
            "/admin/events/",
            "<title>7+月</title><body><p title='7+月'>以2020+年10+月+28+日为今天</p><input value='7+月'><textarea>7+月</textarea>",
            "<title>7+月</title><body><p title='7月'>以[2020年][10月28日]为今天</p><input value='7+月'><textarea>7+月</textarea>",
        ),
        ("/admin/", "<body><p>22–+23 июля</p>", "<body><p>22[–23] июля</p>"),
        ("/zh-hans/", "<body><p>7+月</p>", "<body><p>7+月</p>"),
    ],
)
def test_desk_shows_no_joiner_and_leaves_what_was_typed(path: str, content: str, expected: str):
    page = HttpResponse(content.replace("+", JOINER))

    shown = set_desk_lines(lambda request: page)(RequestFactory().get(path)).content.decode()

    pieces = expected.replace("[", '<span class="whole">').replace("]", "</span>")
    assert shown == pieces.replace("+", JOINER)


def test_file_of_the_desk_stays_as_it_is():
    file = HttpResponse(f"7{JOINER}月", content_type="text/csv")

    answer = set_desk_lines(lambda request: file)(RequestFactory().get("/admin/x/"))

    assert answer.content.decode() == f"7{JOINER}月"
