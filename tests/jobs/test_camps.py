"""Camps in the ledger: two check-ins at once, accounts that turn out to be one, completions as events of who agreed; rights."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import camp_certifying, camp_publishing, camps
from folkmoot.lake.append import append_events, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import programmes
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Issuer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Event, Sighting
from folkmoot.model.programme import Act
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

BO = Actor("bo", "192.0.2.7", people=("bo",))
ANN = Actor("ann", "192.0.2.8", people=("ann",))
CY = Actor("cy", "192.0.2.9")
CHARTER = """\
community: {name: Kit, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann, accounts: ["gitee:ann"]}
  - {id: bo, name: Bo, accounts: ["gitee:bo"]}
groups: [{kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: lead}]}]
camps:
  - id: two
    title: Two days
    begins: 2026-03-02
    group: kit
    length: 2
    certificate: true
    days: [{title: One, proof: none}, {title: Two, proof: change}]
"""
FIRST, SECOND = datetime(2026, 3, 2, 4), datetime(2026, 3, 3, 4)
pytestmark = pytest.mark.usefixtures("ledger")


def made(folder: Path, events: list[Event]) -> Homes:
    (folder / "c").mkdir()
    (folder / "c" / "community.yaml").write_text(CHARTER, "utf-8")
    lake = Lake.at(folder / "lake")
    lake.create()
    append_events(lake, events)
    append_sightings(lake, [Sighting("gitee:cy", "Cy", also="github:cy", why="verified", source="github")])
    return Homes(read_charter(folder / "c"), lake)


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    at = SECOND - timedelta(hours=1)
    events = [
        Event("e1", at, "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!1", source="gitee"),
        Event("e2", FIRST - timedelta(days=9), "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!0", source="gitee"),
        Event("e3", at, "change.merged", "github:cy", "gitee:kit/kit", "gitee:kit/kit!2", source="gitee"),
    ]  # fmt: skip
    return made(tmp_path, events)


def state(homes: Homes, own: tuple[str, ...], day: int) -> str:
    walk = camps.own_walk(camps.seen(homes, "two"), own, SECOND)
    assert walk is not None
    mark = walk.mark(day)
    assert mark is not None
    return mark.state


def test_only_ones_own_change_since_the_camp_began_proves_it(homes):
    camps.sign_up(homes, "two", ("ann",), named=True, actor=ANN, now=FIRST)
    for link, then in (
        ("gitee:kit/kit!0", "waiting"), ("gitee:kit/kit!2", "waiting"), ("gitee:kit/kit!9", "waiting"), ("gitee:kit/kit!1", "done"),
    ):  # fmt: skip
        camps.check_in(homes, "two", ("ann",), 2, link=link, actor=ANN, now=SECOND)
        assert state(homes, ("ann",), 2) == then, link


def test_of_two_who_check_in_at_once_one_is_told(homes):
    camps.sign_up(homes, "two", ("ann",), named=True, actor=ANN, now=FIRST)
    camps.check_in(homes, "two", ("ann",), 1, actor=ANN, now=FIRST)
    with pytest.raises(BadInput, match="counts already"):
        camps.check_in(homes, "two", ("ann",), 1, actor=ANN, now=FIRST)
    with transaction.atomic(), pytest.raises(programmes.Overtaken):
        programmes.append("camp", "two/ann", Act(2, FIRST, "check_in", content={"day": 1}), ANN)


def test_somebody_under_two_accounts_takes_part_once(homes):
    camps.sign_up(homes, "two", ("gitee:cy",), named=True, actor=CY, now=FIRST)
    with pytest.raises(BadInput, match="take part already"):
        camps.sign_up(homes, "two", ("github:cy",), named=True, actor=CY, now=FIRST)
    camps.check_in(homes, "two", ("github:cy",), 2, link="gitee:kit/kit!2", actor=CY, now=SECOND)
    assert state(homes, ("gitee:cy",), 2) == "done"


def test_completions_become_events_of_those_who_agreed_once(homes):
    for who, actor, named in (("ann", ANN, True), ("bo", BO, False)):
        camps.sign_up(homes, "two", (who,), named=named, actor=actor, now=FIRST)
        camps.check_in(homes, "two", (who,), 1, actor=actor, now=FIRST)
        camps.check_in(homes, "two", (who,), 2, link="gitee:kit/kit!1", actor=actor, now=SECOND)
    with pytest.raises(NotAllowed):
        camps.confirm(homes, "two", "bo", 2, ok=True, own=("bo",), actor=BO, now=SECOND)
    with pytest.raises(NotAllowed):
        camps.confirm(homes, "two", "bo", 2, ok=True, own=("ann",), actor=ANN, now=SECOND)
    shell = Actor("cli:root", operator=True)
    camps.confirm(homes, "two", "bo", 2, ok=True, own=(), actor=shell, now=SECOND)
    assert sorted(camps.settle(homes, SECOND)) == [("two", "ann"), ("two", "bo")]
    first = camp_publishing.publish(homes, SECOND)
    assert (first.added, first.unnamed) == (1, 1)
    fresh = Homes(homes.charter, homes.lake)
    assert camp_publishing.publish(fresh, SECOND).added == 0
    events = fresh.events(Scope(bots=True))
    rows = fresh.rows(events.filter(events.kind == "camp.completed").select("actor", "subject", "area", "amount"))
    assert rows == [{"actor": "gitee:ann", "subject": "camps:two", "area": "group:kit", "amount": 2.0}]
    told = next(row for row in fresh.coverage if row.kind == "camp.completed")
    assert not told.complete, "somebody is not named: what it says of everybody is not sure"
    with pytest.raises(BadInput, match="that stands"):
        camps.confirm(homes, "two", "ann", 2, ok=False, own=(), actor=shell, now=SECOND, why="x")


def test_who_completed_it_is_certified_once_and_hidden_ones_only_if_they_ask(homes):
    """Ann agreed to be named, Bo did not; Cy came for the first day only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    issuer = Issuer("https://moot.example.org", "did:web:moot.example.org", Text("Kit"), bytes(range(32)), pem)
    shell = Actor("cli:root", operator=True)
    for who, actor, named in (("ann", ANN, True), ("bo", BO, False), ("gitee:cy", CY, True)):
        camps.sign_up(homes, "two", (who,), named=named, actor=actor, now=FIRST)
        camps.check_in(homes, "two", (who,), 1, actor=actor, now=FIRST)
    for who, actor in (("ann", ANN), ("bo", BO)):
        camps.check_in(homes, "two", (who,), 2, link="gitee:kit/kit!1", actor=actor, now=SECOND)
    camps.confirm(homes, "two", "bo", 2, ok=True, own=(), actor=shell, now=SECOND)
    camps.settle(homes, SECOND)
    with pytest.raises(NotAllowed):
        camp_certifying.everybody(homes, "two", issuer, actor=CY, now=SECOND)
    [made] = camp_certifying.everybody(homes, "two", issuer, actor=BO, now=SECOND)
    assert made.key == "camp/two/ann"
    assert camp_certifying.everybody(homes, "two", issuer, actor=BO, now=SECOND) == []
    own = camp_certifying.own(homes, "two", ("bo",), issuer, actor=BO, now=SECOND)
    assert (own.key, own.kind) == ("camp/two/bo", "camp")
    with pytest.raises(BadInput) as told:
        camp_certifying.own(homes, "two", ("gitee:cy",), issuer, actor=CY, now=SECOND)
    assert told.value.said_in("zh") != told.value.said_in("en")


def test_the_rule_of_a_camp_is_that_of_its_beginning(homes, tmp_path):
    """Ann checks in for both of two days; meanwhile the charter says three days, other words and another coach."""
    camps.sign_up(homes, "two", ("ann",), named=True, actor=ANN, now=FIRST)
    camps.check_in(homes, "two", ("ann",), 1, actor=ANN, now=FIRST)
    assert camps.start_due(homes, SECOND) == [], "what is done in it freezes it"
    words = CHARTER.replace("length: 2", "length: 3\n    coaches: [ann]").replace("Two days", "Three days")
    (tmp_path / "c" / "community.yaml").write_text(words.replace("proof: change", "proof: none"), "utf-8")
    later = Homes(read_charter(tmp_path / "c"), homes.lake)
    camp = camps.seen(later, "two")
    assert camp.changed
    assert (camp.plan.title, camp.plan.coaches) == (Text("Three days"), ("ann",))
    camps.check_in(later, "two", ("ann",), 2, link="gitee:kit/kit!1", actor=ANN, now=SECOND)
    walk = camps.own_walk(camps.seen(later, "two"), ("ann",), SECOND)
    assert walk.complete
    assert [mark.state for mark in walk.marks] == ["done", "done"]
    with pytest.raises(BadInput, match="no day 3"):
        camps.check_in(later, "two", ("ann",), 3, actor=ANN, now=SECOND)


def test_a_camp_that_has_not_begun_follows_the_charter(homes, tmp_path):
    camps.sign_up(homes, "two", ("ann",), named=True, actor=ANN, now=FIRST - timedelta(days=2))
    (tmp_path / "c" / "community.yaml").write_text(CHARTER.replace("length: 2", "length: 3"), "utf-8")
    later = Homes(read_charter(tmp_path / "c"), homes.lake)
    assert not camps.seen(later, "two").changed
    assert camps.start_due(later, FIRST) == ["two"]
    assert camps.start_due(later, FIRST) == []
    assert len(camps.seen(later, "two").walks(FIRST)[0].marks) == 3
