"""Readings that grow: the one made from the one before gives what one made from everything gives."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.compact import compact
from folkmoot.lake.joined import NARROW
from folkmoot.lake.keeping import Recipe
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.model.event import Coverage, Event
from folkmoot.model.groups import GroupRepository
from folkmoot.model.identity import Belonging, Identity, Reused
from folkmoot.model.scope import Scope
from tests.lake.facts import CAST, KIT, OPS, START, filled, group, identity_of, known, numbered

ALL = Scope(bots=True)
ACCOUNTS = ("gitee:ann", "github:ann-a", "gitee:bo", "gitee:cy", "gitee:ci-bot", "gitee:ghost", "github:old")
COMPILER = GroupRepository("gitee:example/kit", "src/compiler")
GROUPS = (group("kit", KIT), group("compiler", COMPILER), group("ops", OPS, COMPILER), group("hall"))
GIT = [Coverage("git", "gitee:example/kit", "change.merged", None, START, START)]
EXTRAS: list[dict[str, Any]] = [
    {}, {"dirs": ["src/compiler/back", "docs"]}, {"dirs": ["src"], "merge": True}, {"group": "hall"}, {"group": ""},
    {"actor_id": "7"}, {"actor_id": "8"}, {"merged_by": "gitee:cy"}, {"merged_by": "gitee:bo"},
]  # fmt: skip
KINDS = ("commit.authored", "change.opened", "change.merged", "change.reviewed", "mail.sent")


def answers_of(events: Any) -> Any:
    """Return what is kept in these tests: of each thing who merged it, and what happened to it by whom."""
    said = ibis.table({"account": "string", "person": "string", "until_at": "timestamp"}, name="accounts")
    who = said.group_by("account").agg(merger=said.person.argmax(said.until_at))
    rows = events.filter(events.subject != "", events.kind != "mail.sent").mutate(
        by=events.extra.cast("json")["merged_by"].str
    )
    rows = rows.left_join(who, rows.by == who.account)
    rows = rows.mutate(merger=rows.merger.coalesce(rows.by))
    return rows.group_by("subject").agg(
        times=rows.id.nunique(),
        people=rows.person.nunique(),
        organization=rows.organization.max(),
        first_at=rows["at"].min(),
        merger=rows.merger.max(),
    )


def kept(reading: Reading) -> Any:
    return reading.kept("answers", Recipe(answers_of, "subject", ("merger",), KINDS[:-1]))


def told_of(events: Any) -> Any:
    """Return what is kept of each single event of two kinds."""
    rows = events.filter(events.kind.isin(["commit.authored", "change.merged"]))
    return rows.select("at", "kind", "actor", "repo", "person", "bot", "organization", "area", said=rows.extra.length())


def kept_alone(reading: Reading) -> Any:
    return reading.kept("told", Recipe(told_of, kinds=("commit.authored", "change.merged"), alone=True))


def everything(reading: Reading) -> list[list[str]]:
    """Return all that a reading tells: whole rows, the narrow ones, groups, areas, and what is kept."""
    events = reading.events(ALL)
    asked = [
        events,
        events.select(*NARROW),
        events.filter(events.person.notnull()).group_by("person", "bot", "organization").agg(n=ibis._.count()),
        reading.grouped(events).select("group", "at", "kind", "actor", "person"),
        reading.events(Scope(groups=("compiler",))).select("subject", "area"),
        kept(reading),
        kept_alone(reading),
    ]
    return [sorted(map(str, reading.rows(table))) for table in asked]


def fresh(lake: Lake, identity: Identity, groups: Any = GROUPS) -> Reading:
    """Return a reading that has no other before it."""
    return Reading(Lake.at(lake.folder).snapshot(), identity, groups)


def is_grown(reading: Reading) -> bool:
    return reading._ready().grown


@st.composite
def happened(draw: st.DrawFn) -> Event:
    number = draw(st.integers(0, 10**9))
    repo = draw(st.sampled_from(["gitee:example/kit", "gitee:example/ops"]))
    return numbered(
        number,
        at=START + timedelta(minutes=draw(st.integers(0, 60 * 24 * 40))),
        kind=draw(st.sampled_from(KINDS)),
        actor=draw(st.sampled_from(ACCOUNTS)),
        repo=repo,
        subject=draw(st.sampled_from(["", f"{repo}!1", f"{repo}!2", f"{repo}!3", f"{repo}!4"])),
        source=draw(st.sampled_from(["git", "test"])),
        extra=draw(st.sampled_from(EXTRAS)),
    )


@st.composite
def identities(draw: st.DrawFn) -> Identity:
    """Return people whose accounts, organisations and logins that were handed on are anybody's guess."""
    accounts: dict[str, list[str]] = {}
    for account in ACCOUNTS:
        accounts.setdefault(draw(st.sampled_from(["ann", "bo", account])), []).append(account)
    people = [known(name, *theirs, bot=draw(st.booleans())) for name, theirs in sorted(accounts.items())]
    whole = identity_of(people)
    belongings = tuple(
        Belonging(person, draw(st.sampled_from(["Example Ltd", "Example University"])), since, None, "declared")
        for person in sorted(whole.people)
        for since in draw(st.sampled_from([(), (None,), (date(2026, 1, 20),)]))
    )
    handed = Reused("github:old", ("github-id:7", "github-id:8"), ("gitee:bo",), (("github-id:7", "gitee:bo"),))
    return replace(whole, belongings=belongings, reused=(handed,) if draw(st.integers(0, 3)) else ())


STEP = st.tuples(st.lists(happened(), max_size=8), identities(), st.sampled_from(["", "", "", "compact", "git"]))


@settings(deadline=None, max_examples=settings.default.max_examples // 4)
@given(st.lists(STEP, min_size=2, max_size=4))
def test_what_grew_is_what_would_be_made_anew_and_older_readings_stay_as_they_were(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.at(Path(folder) / "lake")
        lake.create()
        older: list[tuple[Reading, Any]] = []
        for events, identity, also in steps:
            append_events(lake, events)
            if also == "git":
                append_coverage(lake, GIT)
            if also == "compact":
                compact(lake)
            reading = Reading(lake.snapshot(), identity, GROUPS)
            told = everything(reading)
            assert told == everything(fresh(lake, identity))
            older.append((reading, told))
        for one, said in older:
            assert everything(one) == said


def joined_pairs(lake: Lake, *identity: Identity) -> tuple[Reading, Reading]:
    """Return a reading of which everything was asked, and one after another event."""
    first = Reading(lake.snapshot(), identity[0], GROUPS)
    everything(first)
    append_events(lake, [numbered(500, kind="change.opened", subject="gitee:example/kit!9")])
    return first, Reading(lake.snapshot(), identity[-1], GROUPS)


def test_only_what_is_new_is_read(lake: Lake) -> None:
    filled(lake, range(40), 20)
    first, second = joined_pairs(lake, CAST)
    assert everything(second) == everything(fresh(lake, CAST))
    assert is_grown(second)
    assert second._ready().narrow is first._ready().narrow is not None
    assert second._ready().kept["answers"].rows is first._ready().kept["answers"].rows
    assert len(first.rows(first.events(ALL))) == 40


def test_a_correction_of_one_person_moves_only_their_rows(lake: Lake) -> None:
    filled(lake, range(40), 20)
    append_events(lake, [numbered(100, actor="gitee:bo"), numbered(101, actor="gitee:cy")])
    merged = identity_of([known("ann", "gitee:ann", "github:ann-a"), known("bo", "gitee:bo", "gitee:cy")])
    apart = identity_of([known("ann", "gitee:ann", "github:ann-a"), known("bo"), known("cy")])
    first, second = joined_pairs(lake, apart, merged)
    assert everything(second) == everything(fresh(lake, merged))
    rows = second._ready().narrow
    assert rows is first._ready().narrow is not None
    moved = second._ready().query(f"SELECT DISTINCT actor FROM {rows.gone}")["actor"].to_pylist()
    assert moved == ["gitee:cy"]


def test_a_reading_goes_on_after_a_compaction_that_put_old_and_new_rows_together(lake: Lake) -> None:
    filled(lake, range(40), 20)
    first = Reading(lake.snapshot(), CAST, GROUPS)
    told = everything(first)
    append_events(lake, [numbered(700)])
    compact(lake)
    second = Reading(lake.snapshot(), CAST, GROUPS)
    assert everything(second) == everything(fresh(lake, CAST))
    assert is_grown(second)
    assert everything(first) == told


@pytest.mark.parametrize("why", ["groups", "older", "files"])
def test_what_cannot_grow_is_made_anew(lake: Lake, why: str) -> None:
    filled(lake, range(40), 20)
    before = lake.snapshot()
    first, second = joined_pairs(lake, CAST)
    groups = GROUPS
    if why == "groups":
        second = Reading(
            second.snapshot, CAST, groups := (group("docs", GroupRepository("gitee:example/kit", "docs")),)
        )
    elif why == "older":
        everything(second)
        assert len(everything(Reading(before, CAST, GROUPS))[0]) == 40
        return
    else:
        compact(lake, keep=timedelta())
        second = Reading(lake.snapshot(), CAST, GROUPS)
    assert not is_grown(second)
    assert everything(second) == everything(fresh(lake, CAST, groups))
    del first


def test_the_memory_of_readings_that_nobody_has_any_more_is_given_back(lake: Lake) -> None:
    def tables() -> int:
        found = lake.memory.duck.query("SELECT count(*) AS n FROM duckdb_tables()")
        return int(found["n"][0].as_py())

    filled(lake, range(40), 20)
    reading = Reading(lake.snapshot(), CAST, GROUPS)
    everything(reading)
    few = tables()
    for number in range(60, 70):
        append_events(lake, [numbered(number, at=datetime(2026, 2, 1))])
        reading = Reading(lake.snapshot(), CAST, GROUPS)
        everything(reading)
    assert tables() <= few + 8
    rows = reading._ready().narrow
    assert rows is not None
    assert reading._ready().query(f"SELECT count(*) AS n FROM {rows.rows}")["n"][0].as_py() == 50
