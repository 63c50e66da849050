"""Readings: who did what for whom, as of then; groups; scopes; and answers that do not depend on where rows lie."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis import _

from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.joining import SCHEMA
from folkmoot.lake.lake import Lake
from folkmoot.lake.reading import Reading
from folkmoot.lake.stating import sentence
from folkmoot.model.community import Repository
from folkmoot.model.event import Coverage
from folkmoot.model.groups import Group, GroupRepository
from folkmoot.model.identity import Belonging, Identity
from folkmoot.model.scope import Scope
from tests.lake.facts import CAST, KIT, OPS, group, identity_of, known, told_in

Read = Callable[..., Reading]
ALL = Scope(bots=True)


@pytest.fixture
def read(lake: Lake, request: pytest.FixtureRequest) -> Read:
    """Return a function that reads the events of the test's docstring with some groups."""
    append_events(lake, told_in(request.function.__doc__))

    def reading(*groups: Group, identity: Identity = CAST, **options: Any) -> Reading:
        return Reading(lake.snapshot(), identity, groups, **options)

    return reading


def column(reading: Reading, name: str, scope: Scope = ALL) -> list[Any]:
    return [row[name] for row in reading.rows(reading.events(scope).order_by("at").select(name))]


def test_a_person_stands_behind_all_their_accounts(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    2026-01-02T00:00  change.opened    kit!1  github:ann-a
    2026-01-03T00:00  change.reviewed  kit!1  bo
    2026-01-04T00:00  change.reviewed  kit!1  cy
    """
    assert column(read(), "person") == ["ann", "ann", "bo", "gitee:cy"]


def test_a_reading_has_the_columns_of_an_event_and_who_it_was(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann  merge=true
    """
    (row,) = read().rows(read().events(ALL))
    assert list(row) == SCHEMA.names
    assert {name: row[name] for name in ("person", "bot", "organization", "merge", "area", "extra", "repo")} == {
        "person": "ann", "bot": False, "organization": "Example Ltd", "merge": True, "area": "",
        "extra": '{"merge":true}', "repo": "gitee:example/kit",
    }  # fmt: skip


def test_an_event_belongs_to_the_organisation_of_its_own_time(read: Read) -> None:
    """
    2025-12-31T23:59:59.999999  commit.authored  kit@1  ann
    2026-01-01T00:00            commit.authored  kit@2  ann
    2026-01-02T00:00            commit.authored  kit@3  bo
    2026-01-03T00:00            commit.authored  kit@4  cy
    """
    assert column(read(), "organization") == ["Example University", "Example Ltd", "Mail Org", None]


def test_the_days_of_an_affiliation_begin_in_the_readings_zone(read: Read) -> None:
    """
    2025-12-31T15:59  commit.authored  kit@1  ann
    2025-12-31T16:00  commit.authored  kit@2  ann
    """
    assert column(read(zone="Asia/Shanghai"), "organization") == ["Example University", "Example Ltd"]


def test_a_correction_goes_before_a_declaration_and_that_before_a_mail_domain(read: Read) -> None:
    """
    2024-06-01T00:00  commit.authored  kit@1  ann
    2025-06-01T00:00  commit.authored  kit@2  ann
    2026-06-01T00:00  commit.authored  kit@3  ann
    """
    belongings = (
        Belonging("ann", "By Mail", None, None, "mail domain"),
        Belonging("ann", "Declared", date(2025, 1, 1), None, "declared"),
        Belonging("ann", "Corrected", date(2026, 1, 1), None, "corrected"),
    )
    reading = read(identity=identity_of([known("ann")], belongings))
    assert column(reading, "organization") == ["By Mail", "Declared", "Corrected"]


def test_robots_are_left_out_unless_asked_for(read: Read) -> None:
    """
    2026-01-01T00:00  build.finished   kit@1  ci-bot
    2026-01-02T00:00  commit.authored  kit@2  ann
    """
    assert column(read(), "person", Scope()) == ["ann"]
    assert column(read(), "person", ALL) == ["ci-bot", "ann"]


def test_a_scope_chooses_repositories_people_and_organisations(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    2026-01-02T00:00  commit.authored  ops@2  bo
    2026-01-03T00:00  commit.authored  kit@3  cy
    """
    reading = read()
    assert column(reading, "subject", Scope(repos=("gitee:example/ops",))) == ["gitee:example/ops@2"]
    assert column(reading, "person", Scope(people=("ann", "gitee:cy"))) == ["ann", "gitee:cy"]
    assert column(reading, "person", Scope(people=("gitee:ann",))) == ["ann"]
    assert column(reading, "person", Scope(orgs=("Mail Org",))) == ["bo"]
    assert column(reading, "person", Scope(orgs=("Nobody",))) == []


def test_the_window_of_a_scope_is_left_to_the_metrics(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    """
    assert column(read(), "person", Scope(since_at=datetime(2027, 1, 1))) == ["ann"]


def test_an_event_in_a_repository_of_two_groups_counts_for_both_and_once_in_their_scope(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1    ann
    2026-01-02T00:00  commit.authored  ops@2    ann
    2026-01-03T00:00  commit.authored  other@3  ann
    """
    reading = read(group("one", KIT), group("two", KIT, OPS, OPS), group("empty"))
    counted = reading.grouped(reading.events(ALL)).group_by("group").agg(events=_.count()).order_by("group")
    assert reading.rows(counted) == [{"group": "one", "events": 1}, {"group": "two", "events": 2}]
    assert len(column(reading, "id", Scope(groups=("one", "two")))) == 2
    assert column(reading, "id", Scope(groups=("empty",))) == []


def test_a_group_counts_a_repository_only_while_it_looks_after_it(read: Read) -> None:
    """
    2025-12-31T23:59  commit.authored  kit@1  ann
    2026-01-01T00:00  commit.authored  kit@2  ann
    2026-01-31T23:59  commit.authored  kit@3  ann
    2026-02-01T00:00  commit.authored  kit@4  ann
    """
    january = GroupRepository("gitee:example/kit", "", date(2026, 1, 1), date(2026, 1, 31))
    twice = GroupRepository("gitee:example/kit", "", date(2026, 1, 15), date(2026, 1, 20))
    reading = read(group("kit", january, twice))
    assert column(reading, "subject", Scope(groups=("kit",))) == ["gitee:example/kit@2", "gitee:example/kit@3"]
    assert len(reading.rows(reading.grouped(reading.events(ALL)))) == 2


def test_a_group_of_a_folder_gets_the_commits_that_touch_it(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann  dirs=["src/compiler"]
    2026-01-02T00:00  commit.authored  kit@2  ann  dirs=["src/compiler/back","docs"]
    2026-01-03T00:00  commit.authored  kit@3  ann  dirs=["src/compiler2",""]
    2026-01-04T00:00  commit.authored  kit@4  ann
    2026-01-05T00:00  issue.opened     kit!5  ann
    2026-01-06T00:00  commit.authored  kit@6  ann  dirs=["docs"]
    2026-01-07T00:00  commit.authored  kit@7  bo   dirs=["docs"]
    2026-01-08T00:00  commit.authored  kit@8  bo   dirs="docs"
    2026-01-09T00:00  commit.authored  kit@9  bo   dirs=null
    2026-01-10T00:00  commit.authored  website@1  bo   dirs=["docs"]
    """
    compiler = GroupRepository("gitee:example/kit", "src/compiler/")
    docs = GroupRepository("gitee:example/kit", "docs")
    reading = read(group("compiler", compiler), group("both", compiler, docs), group("all", KIT), group("docs", docs))
    grouped = reading.grouped(reading.events(ALL))
    counted = reading.rows(grouped.group_by("group").agg(events=_.count()))
    assert {row["group"]: row["events"] for row in counted} == {"compiler": 2, "both": 4, "all": 9, "docs": 3}
    assert [subject[-1] for subject in column(reading, "subject", Scope(groups=("both",)))] == ["1", "2", "6", "7"]
    assert column(reading, "area") == ["src/compiler", "docs\nsrc/compiler", "", "", "", "docs", "docs", "", "", ""]


def test_a_mirror_counts_for_the_groups_of_its_repository(read: Read) -> None:
    """
    2026-01-01T00:00  change.opened  github:example/kit!1  github:ann-a
    """
    kit = Repository("gitee:example/kit", mirrors=("github:example/kit",))
    assert column(read(group("kit", KIT)), "person", Scope(groups=("kit",))) == []
    assert column(read(group("kit", KIT), repositories=(kit,)), "person", Scope(groups=("kit",))) == ["ann"]


def test_counting_runs_in_memory_and_whole_rows_come_from_the_files_with_the_same_result(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    2026-01-02T00:00  change.opened    kit!1  bo
    2026-01-03T00:00  build.finished   kit!1  ci-bot
    """
    reading = read(group("kit", KIT))
    events = reading.grouped(reading.events(Scope(groups=("kit",))))
    counted = events.group_by(month=_["at"].truncate("M"), kind=_.kind).agg(people=_.person.nunique())
    joined = reading._ready()
    sql = ibis.to_sql(counted, dialect="duckdb")
    assert joined.place(sql, {}) == joined.near
    assert joined.place(ibis.to_sql(events.mutate(words=_.url.upper()), dialect="duckdb"), {}) == joined.whole
    reading.run(counted)
    in_memory, whole = (joined.query(sql, {}, place).to_pylist() for place in (joined.near, joined.whole))
    assert sorted(in_memory, key=str) == sorted(whole, key=str) != []


@pytest.mark.parametrize("keys", [[ibis.desc("at")], [ibis.desc("at"), ibis.asc("id")]])
def test_a_page_newest_first_is_the_same_page_however_it_is_found(read: Read, keys: list[Any]) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    2026-01-02T00:00  change.opened    kit!1  bo
    2026-01-03T00:00  change.opened    kit!2  bo
    2026-01-04T00:00  change.opened    kit!3  bo
    """
    reading = read()
    events = reading.events(ALL)
    page = reading.rows(events.order_by(keys).limit(2, offset=1))
    assert [row["subject"][-1] for row in page] == ["2", "1"]
    assert reading.rows(events.order_by(keys).limit(2, offset=9)) == []


def test_a_tables_own_rows_can_be_joined(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    """
    reading = read()
    names = ibis.memtable(pa.table({"person": ["ann"], "name": ["Ann Author"]}))
    assert reading.rows(reading.events(ALL).join(names, "person").select("name")) == [{"name": "Ann Author"}]


def test_an_empty_lake_answers_too(lake: Lake) -> None:
    reading = Reading(lake.snapshot(), CAST, [group("kit", KIT, GroupRepository("gitee:example/kit", "src"))])
    assert reading.rows(reading.events(ALL).agg(events=_.count())) == [{"events": 0}]
    assert reading.rows(reading.grouped(reading.events(Scope(groups=("kit",))))) == []


def test_many_threads_ask_at_once_and_get_the_same(read: Read) -> None:
    """
    2026-01-01T00:00  commit.authored  kit@1  ann
    2026-01-02T00:00  change.opened    kit!1  bo
    2026-01-03T00:00  change.reviewed  kit!1  cy
    """
    reading = read(group("kit", KIT))
    answers: list[Any] = []

    def ask() -> None:
        for _round in range(4):
            events = reading.events(Scope(groups=("kit",)))
            counted = reading.rows(events.agg(events=_.count(), people=_.person.nunique()))
            whole = reading.rows(events.order_by(ibis.desc("at")).limit(1).select("url", "subject"))
            answers.append((counted, whole))

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [([{"events": 3, "people": 3}], [{"url": "", "subject": "gitee:example/kit!1"}])] * 32


def test_a_merged_change_that_history_and_forge_tell_counts_once(lake: Lake) -> None:
    """
    2026-01-01T00:00  change.merged  kit!1  ann
    2026-01-02T00:00  change.merged  kit!2  bo
    2026-01-02T00:01  change.merged  kit!2  ann
    2026-01-03T00:00  change.merged  kit!3  bo
    """
    first, second, forge, only_forge = told_in(test_a_merged_change_that_history_and_forge_tell_counts_once.__doc__)
    append_events(lake, [replace(first, source="git"), replace(second, source="git"), forge, only_forge])
    append_coverage(lake, [Coverage("git", "gitee:example/kit", "change.merged", None, second.at, second.at)])
    reading = Reading(lake.snapshot(), CAST, ())
    assert column(reading, "subject") == [one.subject for one in (first, forge, only_forge)]
    assert column(reading, "person") == ["ann", "ann", "bo"]
    (row,) = reading.rows(reading.events(ALL).agg(events=_.count(), people=_.person.nunique()))
    assert row == {"events": 3, "people": 2}


def test_what_has_no_repository_counts_for_the_group_that_it_names(read: Read) -> None:
    """
    2026-01-01T00:00  meeting.attended  hall@1  ann  group="kit"
    2026-01-02T00:00  mail.sent         list@2  bo   group="nobody"
    2026-01-03T00:00  commit.authored   kit@3   ann
    2026-01-04T00:00  issue.opened      list@4  ann  group="kit"
    """
    reading = read(group("kit", KIT), group("ops", OPS))
    grouped = reading.grouped(reading.events(ALL))
    rows = reading.rows(grouped.select("kind", "group").order_by("kind"))
    assert rows == [{"kind": "commit.authored", "group": "kit"}, {"kind": "meeting.attended", "group": "kit"}]
    assert column(reading, "kind", Scope(groups=("kit",), bots=True)) == ["meeting.attended", "commit.authored"]
    assert column(reading, "kind", Scope(groups=("ops",), bots=True)) == []


def test_what_is_kept_is_made_once_from_everybodys_events_and_scopes_choose_from_it(read: Read) -> None:
    """
    2026-01-01T00:00  change.opened  kit!1  ann
    2026-01-02T00:00  change.opened  kit!2  bo
    2026-01-03T00:00  change.opened  ops!1  ci-bot
    """
    reading, made = read(group("kit", KIT)), []

    def opened(events: Any) -> Any:
        made.append(events)
        return events.filter(events.kind == "change.opened").mutate(day=events["at"].date())

    def subjects(scope: Scope) -> list[str]:
        rows = reading.scoped(reading.kept("opened", opened), scope)
        return [row["subject"].rpartition("/")[2] for row in reading.rows(rows.order_by("at"))]

    assert subjects(ALL) == ["kit!1", "kit!2", "ops!1"]
    assert subjects(Scope()) == ["kit!1", "kit!2"]
    assert subjects(Scope(people=("bo",))) == ["kit!2"]
    assert subjects(Scope(groups=("kit",), bots=True)) == ["kit!1", "kit!2"]
    assert len(made) == 1
    mixed = reading.events(ALL).inner_join(reading.kept("opened", opened), "subject")
    assert len(reading.rows(mixed.select("subject", "day"))) == 3


@pytest.mark.parametrize("kept", [0, 1])
def test_many_rows_are_laid_out_once_and_say_the_same_where_there_is_no_room(
    read: Read, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    """
    2026-01-01T00:00  change.opened    kit!1  ann
    2026-01-02T00:00  change.reviewed  kit!1  bo
    2026-01-03T00:00  change.reviewed  kit!1  bo
    """
    monkeypatch.setattr("folkmoot.lake.reading.LAID_OUT", kept)
    reading = read()
    events = reading.events(Scope())

    def reviews(facts: Any) -> Any:
        return facts if "looked" in facts.columns else facts.filter(facts.kind == "change.reviewed").select(looked="at")

    def counted(facts: Any) -> Any:
        return reviews(facts).agg(n=lambda rows: rows.count())

    asked = sentence("reviews", events.schema(), reviews)
    laid = [reading.gathered(asked, events, many=True) for _time in range(2)]
    assert laid[0] is laid[1]
    assert (laid[0] is events) is (kept == 0)
    assert reading.told(sentence("counted", laid[0].schema(), counted), laid[0]) == [{"n": 2}]
