"""Complaints in the ledger: two votes of one person at once count once; what was merged meanwhile; who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import complaints
from folkmoot.lake.append import append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import programmes
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Sighting
from folkmoot.reports.homes import Homes
from tests.ledgers import connected, new_address

NOW = datetime(2026, 3, 3)
BO = Actor("bo", "192.0.2.7", people=("bo",))
CY = Actor("cy", "192.0.2.9")
CHARTER = """\
community: {name: Kit, zone: Asia/Shanghai}
people: [{id: ann, name: Ann, accounts: ["gitee:ann"]}, {id: bo, name: Bo, accounts: ["gitee:bo"]}]
groups: [{kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: lead}]}]
complaints: [{id: t, title: T, begins: 2026-03-01, ends: 2026-03-05, group: kit, most: 2, most_a_day: 2}]
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request, tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address(request.param, tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture(autouse=True)
def ledger_of(database: str) -> Iterator[str]:
    with transaction.atomic():
        yield database
        transaction.set_rollback(True)


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "community.yaml").write_text(CHARTER, "utf-8")
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_sightings(lake, [Sighting("gitee:cy", "Cy", also="github:cy", why="verified", source="github")])
    return Homes(read_charter(tmp_path / "c"), lake)


def said(homes: Homes, title: str, who: str = "ann") -> int:
    return complaints.complain(homes, "t", (who,), title, anonymous=True, actor=Actor(who, people=(who,)), now=NOW)


def votes(homes: Homes, number: int) -> int:
    return complaints.seen(homes, "t", NOW).cluster(number).votes


def test_two_votes_at_once_count_once(homes):
    number = said(homes, "slow")
    before = complaints.seen(homes, "t", NOW).course.each.get(number, ())
    complaints.vote(homes, "t", ("gitee:cy",), number, actor=CY, now=NOW)
    with (
        transaction.atomic(),
        pytest.raises(programmes.Overtaken),
    ):  # whoever has seen the same is too late, and looks again
        programmes.record("complaint", f"t/{number}", before, "vote", actor=CY, now=NOW, person="gitee:cy")
    with pytest.raises(BadInput, match="voted for it already"):
        complaints.vote(homes, "t", ("gitee:cy",), number, actor=CY, now=NOW)
    assert votes(homes, number) == 1
    with pytest.raises(BadInput, match="already"):
        complaints.vote(homes, "t", ("github:cy",), number, actor=CY, now=NOW)


def test_a_vote_is_taken_back_under_whatever_account(homes):
    number = said(homes, "slow")
    complaints.vote(homes, "t", ("gitee:cy",), number, actor=CY, now=NOW)
    complaints.vote(homes, "t", ("github:cy",), number, held=False, actor=CY, now=NOW)
    assert votes(homes, number) == 0


def test_a_vote_for_what_was_merged_is_taken_back_where_it_was_given(homes):
    one, other = said(homes, "slow"), said(homes, "slower", "bo")
    complaints.vote(homes, "t", ("gitee:cy",), other, actor=CY, now=NOW)
    complaints.merge(homes, "t", other, one, actor=BO, now=NOW)
    assert votes(homes, one) == 1
    complaints.vote(homes, "t", ("gitee:cy",), one, held=False, actor=CY, now=NOW)
    assert votes(homes, one) == 0
    complaints.split(homes, "t", other, actor=BO, now=NOW)
    assert (votes(homes, one), votes(homes, other)) == (0, 0)
    with pytest.raises(BadInput, match="by itself already"):
        complaints.split(homes, "t", other, actor=BO, now=NOW)


def test_caps_hold_and_nobody_acts_after_the_end(homes):
    said(homes, "a")
    said(homes, "b")
    with pytest.raises(BadInput, match="as many as one person may"):
        said(homes, "c")
    with pytest.raises(NotAllowed):
        complaints.complain(homes, "t", (), "x", anonymous=True, actor=Actor(""), now=NOW)
    late = datetime(2026, 3, 6)
    with pytest.raises(BadInput, match="at this time"):
        complaints.vote(homes, "t", ("gitee:cy",), 1, actor=CY, now=late)
    complaints.answer(homes, "t", 1, "declined", "No.", actor=BO, now=late)
    assert complaints.seen(homes, "t", late).cluster(1).state == "declined"
    with pytest.raises(BadInput, match="no complaint conference"):
        complaints.seen(homes, "none", NOW)
