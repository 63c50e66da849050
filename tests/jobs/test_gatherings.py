"""Events of chapters: who may do what, the last seat when several want it at once, what is settled and told to the lake."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import gatherings as job
from folkmoot.jobs.gathering_counting import settle
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import programmes
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.event import Coverage, Event
from folkmoot.model.gathering import Announced, Speaker
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.ask import ask, load
from folkmoot.reports.homes import Homes
from folkmoot.rules import check_in
from tests.ledgers import at_once

NOW = datetime(2026, 3, 2, 9)
BEGINS, ENDS = datetime(2026, 3, 20, 11), datetime(2026, 3, 20, 13)
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
EVE = Actor("eve", "192.0.2.9")
SECRET = "s3cret"
DAYS = count(1)
FILES = {
    "community.yaml": """\
community: {name: Kit, zone: Asia/Shanghai, repositories: [{repo: "gitee:kit/kit"}]}
people: [{id: ann, name: Ann, accounts: ["gitee:ann"]}, {id: bo, name: Bo, accounts: ["gitee:bo"]}, {id: cy, name: Cy}]
groups:
- {kind: chapter, slug: lake, name: Lake, roles: [{person: bo, role: lead}], chapter: {sort: city, zone: Asia/Shanghai}}
- {kind: team, slug: edge, name: Edge, parent: lake, roles: [{person: ann, role: lead}]}
- {kind: sig, slug: compiler, name: Compiler, roles: [{person: ann, role: lead}]}
"""
}


@pytest.fixture
def homes(tmp_path, kit, database) -> Homes:
    del database
    kit.commit("The charter", FILES)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(read_charter(kit.folder), lake)


def said(**changes: object) -> Announced:
    """Return an event on a day of its own: what tests record here stays until the last of them is done."""
    plan = Announced(
        "lake", Text("Kernels", "算子"), venue="Room 3", begins="2026-03-20 19:00", ends="2026-03-20 21:00", zone="Asia/Shanghai", capacity=1,
        hosts=("bo",), speakers=(Speaker("ann", "Tiles"),),
    )  # fmt: skip
    return replace(plan, **changes)  # type: ignore[arg-type]  # each caller names fields of it


def held(homes: Homes, **changes: object) -> str:
    return job.announce(homes, said(**changes), actor=BO, now=NOW)


def test_who_may_announce_change_and_cancel(homes):
    ident = held(homes)
    for actor in (ANN, CY, EVE):
        with pytest.raises(NotAllowed, match="only those who lead lake"):
            job.announce(homes, said(), actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            job.change(homes, ident, said(), actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            job.cancel(homes, ident, actor=actor, now=NOW, why="x")
    team = job.announce(homes, said(group="edge"), actor=ANN, now=NOW)
    job.change(homes, team, said(group="edge", capacity=9), actor=BO, now=NOW)
    assert job.seen(homes, team, NOW).gathering.announced.capacity == 9
    with pytest.raises(BadInput, match="no chapter"):
        job.announce(homes, said(group="compiler"), actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="has a reason"):
        job.cancel(homes, ident, actor=BO, now=NOW, why=" ")
    job.cancel(homes, ident, actor=BO, now=NOW, why="Rain")
    for does in (job.register, job.unregister):
        with pytest.raises(BadInput):
            does(homes, ident, ("ann",), actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="is cancelled"):
        job.change(homes, ident, said(), actor=BO, now=NOW)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": Text()}, "has a title"),
        ({"title": Text("x" * 201)}, "too long"),
        ({"venue": "", "link": ""}, "where to go"),
        ({"link": "javascript:alert(1)"}, "is no link"),
        ({"zone": "Mars/Base"}, "is no time zone"),
        ({"begins": "2026-03-29 02:30", "ends": "2026-03-29 05:00", "zone": "Europe/Berlin"}, "there is no moment"),
        ({"ends": "2026-03-20 18:00"}, "end before it begins"),
        ({"until": "2026-03-21 10:00"}, "end after the event"),
        ({"begins": "2026-03-01 10:00"}, "in the past"),
        ({"capacity": -1}, "no number of seats"),
        ({"indicator": "happiness"}, "no indicator"),
        ({"hosts": ("nobody",)}, "nobody is known"),
    ],
)
def test_what_is_wrong_with_an_event_is_named_in_both_languages(homes, change, says):
    with pytest.raises(BadInput, match=says) as caught:
        held(homes, **change)
    assert any("一" <= letter <= "鿿" for letter in caught.value.said_in("zh"))


def test_of_several_who_want_the_last_seat_at_once_one_has_it_and_the_others_wait(homes):
    ident = held(homes)
    names = [f"gitee:p{number}" for number in range(4)]
    at_once(*[
        lambda name=name: job.register(homes, ident, (name,), actor=Actor(name, "192.0.2.1"), now=NOW) for name in names
    ])  # fmt: skip
    it = job.seen(homes, ident, NOW).gathering
    assert sorted(one.person for one in it.seats) == names
    assert [one.stands for one in it.seats] == ["seated", "waiting", "waiting", "waiting"]


def test_one_person_who_checks_in_twice_at_once_is_here_once(homes):
    ident = held(homes)
    code = check_in.code_of(SECRET, ident, BEGINS)

    def enter() -> object:
        return job.check_in(homes, ident, ("ann",), code=code, secret=SECRET, actor=ANN, now=BEGINS)

    made = at_once(enter, enter, enter)
    assert len([one for one in made if isinstance(one, BadInput)]) == 2
    assert [act.verb for act in programmes.acts("gathering", ident)].count("arrive") == 1


def test_the_door(homes):
    ident = held(homes)
    job.register(homes, ident, ("ann",), actor=ANN, now=NOW)
    code = check_in.code_of(SECRET, ident, BEGINS)
    with pytest.raises(BadInput, match="nobody checks in"):
        job.check_in(
            homes, ident, ("ann",), code=check_in.code_of(SECRET, ident, NOW), secret=SECRET, actor=ANN, now=NOW
        )
    with pytest.raises(BadInput, match="has expired"):
        job.check_in(homes, ident, ("ann",), code=code, secret=SECRET, actor=ANN, now=BEGINS + timedelta(minutes=2))
    with pytest.raises(BadInput, match="not one of this event"):
        job.check_in(homes, ident, ("ann",), code=code, secret="other", actor=ANN, now=BEGINS)
    with pytest.raises(NotAllowed, match="proven no account"):
        job.check_in(homes, ident, (), code=code, secret=SECRET, actor=EVE, now=BEGINS)
    with pytest.raises(BadInput, match="every seat is taken"):
        job.check_in(homes, ident, ("cy",), code=code, secret=SECRET, actor=CY, now=BEGINS)
    job.check_in(
        homes, ident, ("ann",), scanned_at=BEGINS, secret=SECRET, actor=ANN, now=BEGINS + timedelta(minutes=14)
    )
    late = {"scanned_at": BEGINS, "secret": SECRET, "actor": CY, "now": BEGINS + timedelta(minutes=15)}
    with pytest.raises(BadInput, match="not one of this event"):
        job.check_in(homes, ident, ("cy",), **late)
    with pytest.raises(NotAllowed):
        job.tick(homes, ident, "cy", actor=ANN, now=BEGINS)
    job.tick(homes, ident, "cy", actor=BO, now=BEGINS)
    assert len(job.seen(homes, ident, BEGINS).gathering.those("here")) == 2, (
        "who is at the door decides about one seat more"
    )


def test_a_ticket_that_was_given_back_lets_nobody_in(homes):
    ident = held(homes)
    job.register(homes, ident, ("ann",), actor=ANN, now=NOW)
    ticket = check_in.ticket_of(SECRET, ident, 2)
    job.unregister(homes, ident, ("ann",), actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="not one of this event"):
        job.scan(homes, ident, ticket, secret=SECRET, actor=BO, now=BEGINS)
    with pytest.raises(NotAllowed):
        job.scan(homes, ident, ticket, secret=SECRET, actor=ANN, now=BEGINS)


def test_what_is_settled_becomes_events_of_the_lake_once(homes, kit):
    """
    2026-03-25  change.merged  gitee:new    the first one ever of somebody who came
    2026-03-01  change.merged  gitee:ann    of somebody who contributed before
    """
    ident = held(homes, capacity=0)
    for who in ("ann", "gitee:new"):
        job.tick(homes, ident, who, actor=BO, now=BEGINS)
    assert settle(homes, ENDS).settled == 0, "nobody has reported, and a week has not passed"
    with pytest.raises(BadInput, match="not over"):
        job.tell(homes, ident, Text("Early"), actor=BO, now=BEGINS)
    with pytest.raises(NotAllowed):
        job.tell(homes, ident, Text("Mine"), actor=CY, now=ENDS)
    job.tell(homes, ident, Text("Good"), actor=BO, now=ENDS)
    made = settle(homes, ENDS + timedelta(hours=1))
    assert made.settled >= 1
    with pytest.raises(BadInput, match="not changed at this time"):
        job.tick(homes, ident, "cy", actor=BO, now=ENDS + timedelta(hours=2))
    again = Homes(homes.charter, homes.lake)
    assert settle(again, ENDS + timedelta(hours=3)).added == 0
    told = again.events(Scope(bots=True)).filter(lambda t: t.subject == f"gatherings:{ident}")
    rows = sorted((row["kind"], row["actor"]) for row in again.rows(told.select("kind", "actor")))
    assert rows == [
        ("event.attended", "gitee:ann"), ("event.attended", "gitee:new"), ("event.hosted", "gitee:bo"), ("event.presented", "gitee:ann"),
    ]  # fmt: skip
    merged = [
        Event(
            "m1", datetime(2026, 3, 25), "change.merged", "gitee:new", "gitee:kit/kit", "gitee:kit/kit!1", source="t"
        ),
        Event("m2", datetime(2026, 3, 1), "change.merged", "gitee:ann", "gitee:kit/kit", "gitee:kit/kit!2", source="t"),
    ]
    append_events(homes.lake, merged)
    append_coverage(
        homes.lake, [Coverage("t", "gitee:kit/kit", "change.merged", None, datetime(2026, 4, 1), datetime(2026, 4, 1))]
    )
    load()
    fresh = Homes(homes.charter, homes.lake)
    answer = ask(
        fresh,
        Question(
            "event",
            Scope(zone="Asia/Shanghai"),
            datetime(2026, 4, 2).date(),
            (("id", ident), ("at", "2026-04-02T00:00")),
        ),
    )
    assert (answer.total, answer.about["newcomers"], answer.about["no_shows"]) == (2, 1, 0)


def test_an_event_is_found_and_due_before_it_begins_and_until_somebody_reports(homes):
    ident = held(homes, title=Text("Autumn walk", "秋游"), begins="2026-10-20 19:00", ends="2026-10-20 21:00")
    load()
    rows = ask(homes, Question("search", Scope(), datetime(2026, 10, 1).date(), (("q", "秋游"),))).rows
    assert [(row["type"], row["id"], row["detail"].en) for row in rows] == [
        ("chapter-event", ident, "Lake, 2026-10-20 19:00")
    ]

    def due(month: int, day: int, group: str = "lake") -> list[tuple[str, bool]]:
        asked = Question("due", Scope(groups=(group,)), datetime(2026, month, day).date(), (("kind", "gatherings"),))
        mine = [row for row in ask(homes, asked).rows if row["url"] == f"/gatherings/{ident}/"]
        return [(row["why"].en, row["overdue"]) for row in mine]

    assert due(10, 1) == [], "in three weeks"
    assert due(10, 15) == [("takes registrations", False)]
    assert due(10, 21) == [("it is over, and nobody has reported", False)]
    assert due(10, 30) == [("it is over, and nobody has reported", True)]
    assert due(10, 30, "compiler") == []
    job.tell(homes, ident, Text("Good"), actor=BO, now=datetime(2026, 10, 20, 14))
    assert due(10, 21) == []
