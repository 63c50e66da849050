"""Deliveries become facts once, whatever breaks in between; what was never delivered is repaired by reading the API."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from folkmoot.jobs.gather import gather
from folkmoot.jobs.hooks import Reread, Told, work
from folkmoot.lake.lake import Lake
from folkmoot.ledger import deliveries
from folkmoot.ledger.arriving import keep
from folkmoot.model.delivery import Arrived
from folkmoot.model.errors import BadInput, LakeBusy, SourceBusy, SourceUnreadable
from folkmoot.model.facts import Facts, Step, Touched, happened

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12)
KIT = "github:example/kit"


def opened(number: int) -> Facts:
    at = datetime(2026, 2, number)
    event = happened(
        "issue.opened", at, "github:ann", repo=KIT, subject=f"{KIT}#{number}", source="github", seen_at=NOW
    )
    return Facts((event,))


def tell(event, payload, repo_of, _at, _delivery) -> Facts | None:
    """What a delivery of these tests says: the number of an issue, or a fault."""
    if payload.get("fault") == "bug":
        raise KeyError("number")
    if "fault" in payload:
        raise SourceUnreadable("no number.", where="delivery")
    return opened(payload["number"]) if event == "issues" else None


def name_of(_number: int, full_name: str) -> str:
    return f"github:{full_name}"


TOLD = {"github": Told(tell, name_of)}


@dataclass
class Clock:
    """A clock that goes on only when it is told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def lake(tmp_path) -> Lake:
    made = Lake.at(tmp_path / "lake")
    made.create()
    return made


def arrive(*said: Mapping[str, object], source: str = "github", event: str = "issues") -> None:
    before = deliveries.listed()[0]
    keep([Arrived(source, f"k{before + n}", event, json.dumps(one), NOW) for n, one in enumerate(said)])


def subjects(lake: Lake) -> list[str]:
    from folkmoot.lake.duck import files_sql
    from folkmoot.lake.tables import EVENTS

    files = [lake.path(EVENTS) / part.path for part in lake.state(EVENTS).parts]
    if not files:
        return []
    query = f"SELECT subject FROM read_parquet({files_sql(files)}) ORDER BY 1"  # quoted by files_sql
    with lake.duck.cursor() as duck:
        return [row[0].partition("#")[2] for row in duck.sql(query).fetchall()]


def states() -> list[str]:
    return [one.state for one in reversed(deliveries.listed()[1])]


def test_each_becomes_facts_or_is_not_of_interest_or_says_why_not(lake):
    arrive({"number": 1}, {"fault": "words"}, {"number": 2}, {"fault": "bug"})
    arrive({}, event="ping")
    (*_all, last) = work(lake, TOLD, Clock())
    assert (last.done, last.ignored, last.later, last.dead, last.added) == (2, 1, 2, 0, 2)
    assert states() == ["done", "pending", "done", "pending", "ignored"]
    assert subjects(lake) == ["1", "2"]
    errors = [one.error for one in reversed(deliveries.listed("pending")[1])]
    assert errors == ["delivery: no number.", "reading it broke: KeyError: 'number'"]


def test_a_worker_killed_between_lake_and_ledger_doubles_nothing(lake, monkeypatch):
    arrive({"number": 1}, {"number": 2})
    clock = Clock()

    class Killed(BaseException):
        """What a signal does."""

    def killed(*_arguments):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(deliveries, "settle", lambda word, brought, now: killed() if brought else None)
        with pytest.raises(Killed):
            list(work(lake, TOLD, clock))
    assert (states(), subjects(lake)) == (["pending", "pending"], ["1", "2"])
    assert list(work(lake, TOLD, clock)) == []  # its lease still runs
    clock.now += deliveries.LEASE
    assert [done.added for done in work(lake, TOLD, clock)] == [0]
    assert (states(), subjects(lake)) == (["done", "done"], ["1", "2"])


def test_one_that_the_lake_refuses_does_not_hold_back_the_others(lake):
    def told(event, payload, repo_of, at, delivery):
        facts = tell(event, payload, repo_of, at, delivery)
        if payload["number"] != 2:
            return facts
        return Facts((happened("no.such.kind", NOW, "github:ann", repo=KIT, subject=f"{KIT}#2", source="github"),))

    arrive({"number": 1}, {"number": 2}, {"number": 3})
    list(work(lake, {"github": Told(told, name_of)}, Clock()))
    assert "3" in subjects(lake)
    assert states()[::2] == ["done", "done"]


def test_a_busy_lake_or_forge_costs_no_try(lake, monkeypatch):
    arrive({"number": 1})
    clock = Clock()

    def busy(*_arguments):
        raise LakeBusy("another writer held the lake.")

    with monkeypatch.context() as patch:
        patch.setattr("folkmoot.jobs.hooks.append_events", busy)
        list(work(lake, TOLD, clock))
    (one,) = deliveries.listed()[1]
    assert (one.state, one.tries, one.error) == ("pending", 0, "another writer held the lake.")
    clock.now += timedelta(minutes=1)
    list(work(lake, TOLD, clock))
    assert states() == ["done"]


@dataclass
class Forge:
    """Tells what issues it has; counts how often it was asked."""

    issues: dict[str, Facts]
    asked: list[Touched] = field(default_factory=list)
    busy: bool = False

    def facts(self, touched: Touched, now: datetime) -> Facts:
        self.asked.append(touched)
        if self.busy:
            raise SourceBusy("come back at 13:00.")
        return self.issues[touched.number]


def touched(event, payload, repo_of):
    if event == "ping":
        return None
    name = repo_of(1, "example/kit")
    return (Touched(name, "issue", str(payload["number"])),) if name else None


def test_a_body_that_nothing_covers_only_says_what_to_ask_the_forge_for(lake):
    forge = Forge({"1": opened(1)})
    arrive({"number": 1, "title": "a lie"}, {"number": 1, "title": "another"}, {"number": 9}, source="gitee")
    list(work(lake, {"gitee": Reread(touched, forge, name_of)}, Clock()))
    assert [one.number for one in forge.asked] == ["1", "9"]  # deliveries that came together ask once
    assert (states(), subjects(lake)) == (["done", "done", "pending"], ["1"])


def test_a_forge_that_asks_for_patience_gets_it_and_one_that_is_none_of_ours_is_not_asked(lake):
    forge = Forge({}, busy=True)
    arrive({"number": 1}, {"number": 2}, source="gitee")
    list(work(lake, {"gitee": Reread(touched, forge, name_of)}, Clock()))
    assert len(forge.asked) == 1
    assert {(one.state, one.tries) for one in deliveries.listed()[1]} == {("pending", 0)}
    arrive({"number": 3}, source="atomgit")
    list(work(lake, {"atomgit": Reread(touched, forge, lambda _number, _name: "")}, Clock()))
    assert (states()[-1], len(forge.asked)) == ("ignored", 1)


@dataclass
class Issues:
    """The forge's API: all the issues there are."""

    source: str = "github"
    repo: str = KIT
    name: str = "issues"
    kinds: tuple[str, ...] = ("issue.opened",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        yield Step(opened(1) + opened(2) + opened(3), {"page": 1}, None, now, complete=True)


def test_what_was_never_delivered_is_repaired_by_reading_and_nothing_is_doubled(lake):
    arrive({"number": 1}, {"number": 3})  # the delivery of 2 was lost
    list(work(lake, TOLD, Clock()))
    assert subjects(lake) == ["1", "3"]
    done = gather(lake, Issues(), {}, NOW)
    assert (done.added, done.repeated, done.complete) == (1, 2, True)
    arrive({"number": 2})  # and came at last
    list(work(lake, TOLD, Clock()))
    assert (subjects(lake), states()) == (["1", "2", "3"], ["done"] * 3)


def test_a_replay_of_everything_changes_nothing(lake):
    from folkmoot.model.actor import Actor

    arrive({"number": 1})
    list(work(lake, TOLD, Clock()))
    deliveries.replay(deliveries.listed()[1][0].id, actor=Actor("bo", operator=True), now=NOW)
    assert [done.added for done in work(lake, TOLD, Clock())] == [0]
    assert subjects(lake) == ["1"]
    with pytest.raises(BadInput):
        deliveries.listed("finished")
