"""What a reader gets from memory is what the portal would say now, or it says that it may be old."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sco_presidency.page_cache.answers import Begun
from sco_presidency.page_cache.entries import LARGEST
from tests.sco_presidency.page_cache.portals import Site, number_of


def test_a_page_is_made_once_while_nothing_is_written(site: Site):
    assert [number_of(site.get()) for _ in range(3)] == [1, 1, 1]


def test_what_is_written_is_seen_within_a_second(site: Site):
    site.get()
    site.database.stamp = "two"
    assert number_of(site.get()) == 1  # the database was asked in this second

    site.seconds += 1

    assert number_of(site.get()) == 2


def test_the_database_is_asked_once_a_second_whoever_asks(site: Site):
    for path in ("/en/", "/ru/", "/en/"):
        site.get(path)

    assert site.database.asked == 1


def test_a_page_that_changes_by_itself_is_made_anew_when_its_moment_comes(site: Site):
    site.database.until = 0.5
    site.get()
    site.database.until = 90.0
    site.seconds = 0.5

    assert [number_of(site.get()), number_of(site.get())] == [2, 2]


def test_the_database_is_asked_when_a_second_of_the_wall_begins(site: Site):
    site.seconds = 7.9
    site.get()
    site.database.stamp = "two"
    site.seconds = 8.0

    assert number_of(site.get()) == 2


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "302 Found", "500 Oh"])
def test_only_what_was_found_is_kept(site: Site, status: str):
    site.portal.status = status

    assert [site.get().status, site.get().status] == [status, status]
    assert (len(site.portal.calls), len(site.store)) == (2, 0)


def test_host_scheme_path_and_query_tell_pages_apart(site: Site):
    asked = [("/en/", {}), ("/ru/", {}), ("/en/", {"query": "a=1"}), ("/en/", {"host": "b"})]
    asked.append(("/en/", {"x_proto": "http"}))

    numbers = [number_of(site.get(path, **sent)) for path, sent in asked * 2]

    assert numbers == [1, 2, 3, 4, 5] * 2


def test_a_client_that_has_the_page_gets_304_without_the_portal(site: Site):
    tag = site.get().headers["ETag"]

    answer = site.get(if_none_match=f'"other", {tag}')

    assert (answer.status, answer.body) == ("304 Not Modified", b"")
    assert answer.headers == {"ETag": tag, "X-Accel-Expires": "@0"}
    site.written()
    assert site.get(if_none_match=tag).status == "200 OK"


def test_each_coding_is_made_once_and_head_has_no_body(site: Site):
    site.get()

    packed, plain = site.get(accept_encoding="gzip, br"), site.get(accept_encoding="gzip")
    head = site.get(method="HEAD", accept_encoding="br")

    assert (packed.body[:3], packed.headers["Content-Encoding"]) == (b"br:", "br")
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert plain.body.startswith(b"<html>")
    assert "Content-Encoding" not in plain.headers
    assert (head.body, head.headers) == (b"", packed.headers)


def test_what_is_too_large_goes_through_as_it_comes(site: Site):
    site.portal.headers["X"] = "1"
    large = b"x" * (LARGEST + 1)

    def huge(environ, start):
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(large)))])
        return [large]

    site.cache._application = huge

    assert site.get().body == large
    assert len(site.store) == 0


def test_a_flood_of_addresses_pushes_out_nothing_that_is_asked_for(site: Site):
    site = Site(capacity=60_000)
    site.get()
    site.get()

    for number in range(1000):
        site.get(query=f"junk={number}")

    assert number_of(site.get()) == 1
    assert site.store.size <= 60_000


@given(st.lists(st.sampled_from(["get", "write", "second", "gone", "back"]), max_size=30))
def test_no_reader_ever_gets_what_is_older_than_a_second_unmarked(steps: list[str]):
    site = Site()
    #: The stamps that were the newest at some time of this second; of each answer, the one it was made under.
    newest, made = {site.database.stamp}, {}
    for step in steps:
        if step == "write":
            site.database.stamp += "+"
            newest.add(site.database.stamp)
        elif step == "second":
            site.seconds += 1
            newest = {site.database.stamp}
        elif step in ("gone", "back"):
            site.database.is_gone = step == "gone"
        else:
            calls = len(site.portal.calls)
            answer = site.get()
            if len(site.portal.calls) > calls:
                made[number_of(answer)] = site.database.stamp
            assert b"old " in answer.body or made[number_of(answer)] in newest


def test_an_answer_that_is_written_beside_its_return_is_refused():
    with pytest.raises(NotImplementedError, match="nothing is written beside them"):
        Begun()("200 OK", [])(b"beside")


def test_a_refusal_is_compressed_quickly_for_whoever_takes_it(site: Site):
    site.portal.status = "404 Not Found"

    refusal = site.get(accept_encoding="br")

    assert (refusal.headers["Content-Encoding"], refusal.body[:6]) == ("br", b"quick:")
    assert "Content-Encoding" not in site.get().headers
