"""The page of deliveries: operators alone see it and replay. Ann is an author, Bo operates, Cy is signed out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from folkmoot.ledger import deliveries
from folkmoot.ledger.arriving import keep
from folkmoot.ledger.models import Audit
from folkmoot.model.delivery import Arrived

pytestmark = pytest.mark.django_db

PAGE, REPLAY = "/data/deliveries/", "/data/deliveries/replay/"
NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def dead() -> int:
    """Sixty deliveries of which the first was given up."""
    keep([Arrived("github", f"k{n}", "issues", "{}", NOW + timedelta(seconds=n)) for n in range(60)])
    now = NOW
    for _try in range(deliveries.MOST_TRIES):
        word, (one,) = deliveries.take(("github",), 1, now)
        assert one.key == "k0"
        deliveries.fail(word, one, "no <b>repository</b>.", now - timedelta(days=1))  # due before the others
    return one.id


def test_only_operators_see_what_was_delivered(cy, ann, bo):
    assert cy.get(PAGE)["Location"].startswith("/sign-in/")
    assert ann.get(PAGE).status_code == 403
    assert "Nothing has been delivered yet" in bo.get(PAGE).content.decode()
    assert PAGE in bo.get("/data/").content.decode()
    assert PAGE not in ann.get("/data/").content.decode()


def test_counts_filters_pages_and_the_reason_are_shown_in_both_languages(bo, dead):
    page = bo.get(PAGE).content.decode()
    assert page.count("<tr>") == 51
    assert "1–50 of 60" in page
    assert 'href="?page=2"' in page
    second = bo.get(PAGE, {"page": "2"}).content.decode()
    assert "no &lt;b&gt;repository&lt;/b&gt;." in second
    assert "given up" in second
    one = bo.get(PAGE, {"state": "dead", "lang": "zh"}).content.decode()
    assert "重新读取" in one
    assert one.count("<tr>") == 2
    assert "No delivery fits" in bo.get(PAGE, {"state": "done", "lang": "en"}).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "９", "99999999999999999999", "1e9"])
def test_no_page_number_breaks_it(bo, dead, page):
    assert bo.get(PAGE, {"page": page, "state": "%00", "source": "'"}).status_code == 200


def test_nobody_else_replays_and_a_click_does_so_with_an_audit_row(cy, ann, bo, dead):
    assert cy.post(REPLAY, {"number": dead}).status_code == 302
    assert ann.post(REPLAY, {"number": dead}).status_code == 403
    assert bo.get(REPLAY).status_code == 405
    assert deliveries.kept(dead).state == "dead"
    answer = bo.post(REPLAY, {"number": dead, "next": f"{PAGE}?state=dead"})
    assert answer["Location"] == f"{PAGE}?state=dead"
    assert deliveries.kept(dead).state == "pending"
    assert (Audit.objects.get(verb="hooks.replay").who, Audit.objects.get(verb="hooks.replay").origin) == (
        "bo",
        "127.0.0.1",
    )


def test_all_that_was_given_up_is_replayed_at_once_and_nonsense_is_told(bo, dead):
    assert "1 delivery will be read again" in bo.post(REPLAY, follow=True).content.decode()
    assert deliveries.counts().of("dead") == 0
    for number in ("x", "99999999", "-1", "９"):
        assert bo.post(REPLAY, {"number": number}, follow=True).status_code == 200
