"""What holds for every answer: an address of reasonable length, and honest caching."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sco_presidency.middleware import LONGEST_QUERY, refuse_unreadable, revalidate_pages


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
