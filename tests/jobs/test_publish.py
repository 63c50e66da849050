"""Attendance becomes events: once it is settled, once each, with coverage that says what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from folkmoot.jobs import meeting, minuting, moving
from folkmoot.jobs.publish import publish
from folkmoot.lake.append import append_events
from folkmoot.model.errors import BadInput
from folkmoot.model.event import Event, stable_id
from folkmoot.model.scope import Scope
from folkmoot.model.sitting import Placed
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from tests.jobs.meetings import ANN, CHARTER, KEY, START, at, homes_at
from tests.ledgers import connected, new_address

SETTLED = START + timedelta(days=15)


@pytest.fixture(scope="module")
def database(tmp_path_factory, django_db_blocker) -> Iterator[str]:
    with (
        new_address("sqlite", tmp_path_factory.mktemp("ledger")) as address,
        django_db_blocker.unblock(),
        connected(address),
    ):
        yield address


@pytest.fixture
def homes(database, tmp_path, monkeypatch) -> Iterator[Homes]:
    del database
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    with transaction.atomic():
        yield homes_at(tmp_path)
        transaction.set_rollback(True)


def held(homes: Homes) -> None:
    """Hold the meeting: ann hosts, bo comes late, dee leaves early and presents, eve has no account, fay is absent."""
    meeting.open_meeting(homes, KEY, actor=ANN, now=START)
    meeting.arrange(homes, KEY, [Placed("fixed:1", presenter="dee")], actor=ANN, now=START)
    meeting.mark(homes, KEY, "bo", "present", came=at(15), actor=ANN, now=at(20))
    meeting.mark(homes, KEY, "dee", "present", went=at(30), actor=ANN, now=at(40))
    meeting.mark(homes, KEY, "fay", "absent", actor=ANN, now=at(40))
    meeting.mark(homes, KEY, "cy", "present", actor=ANN, now=START)
    meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))


def again(homes: Homes) -> Homes:
    """Return the homes as they are now: nothing in them changes by itself."""
    return Homes(homes.charter, homes.lake)


def told(homes: Homes) -> list[tuple[str, str, datetime, float | None, str]]:
    table = again(homes).events(Scope(bots=True))
    rows = again(homes).rows(table.select("kind", "actor", "at", "amount", "subject").order_by("kind", "actor"))
    return [(row["kind"], row["actor"], row["at"], row["amount"], row["subject"]) for row in rows]


def test_nothing_is_told_before_it_is_settled_and_then_once(homes):
    held(homes)
    assert publish(homes, at(90)).meetings == 0
    assert told(homes) == []
    done = publish(again(homes), SETTLED)
    assert (done.meetings, done.added) == (1, 6)
    subject = f"meetings:{KEY}"
    assert told(homes) == [
        ("meeting.attended", "gitee:ann", START, 60.0, subject),
        ("meeting.attended", "gitee:bo", at(15), 45.0, subject),
        ("meeting.attended", "gitee:cy", START, 60.0, subject),
        ("meeting.attended", "gitee:dee", START, 30.0, subject),
        ("meeting.hosted", "gitee:ann", START, None, subject),
        ("meeting.presented", "gitee:dee", START, None, subject),
    ]
    twice = publish(again(homes), SETTLED + timedelta(hours=1))
    assert (twice.meetings, twice.added) == (0, 0)
    assert len(told(homes)) == 6


def test_approved_minutes_settle_it_at_once_and_the_roll_call_stands(homes):
    held(homes)
    minuting.write(homes, KEY, Text("We met."), after=0, actor=ANN, now=at(70))
    number = minuting.put_minutes(homes, KEY, actor=ANN, now=at(71), rule="lazy")
    moving.close_due(at(71) + timedelta(days=7))
    assert meeting.found(homes, KEY).approved_number == 1, number
    assert publish(again(homes), at(71) + timedelta(days=7)).meetings == 1
    with pytest.raises(BadInput, match="its roll call stands"):
        meeting.mark(homes, KEY, "fay", "present", actor=ANN, now=SETTLED)
    with pytest.raises(BadInput, match="cannot be opened again"):
        meeting.open_meeting(homes, KEY, actor=ANN, now=SETTLED)


def test_somebody_without_an_account_is_told_of_once_they_have_one(homes):
    held(homes)
    meeting.mark(homes, KEY, "eve", "present", actor=ANN, now=at(61))
    first = publish(again(homes), SETTLED)
    assert first.unheard == ("eve",)
    rows = [row for row in again(homes).coverage if row.source == "folkmoot"]
    assert not any(row.complete for row in rows)
    assert "1 people without an account" in rows[0].note
    people = tuple(replace(one, accounts=("gitee:eve",)) if one.id == "eve" else one for one in CHARTER.people)
    later = publish(Homes(replace(CHARTER, people=people), homes.lake), SETTLED + timedelta(hours=1))
    assert (later.added, later.unheard) == (1, ())


def test_a_run_that_broke_off_after_counting_is_gone_on_with(homes, monkeypatch):
    held(homes)
    with monkeypatch.context() as broken:
        broken.setattr(
            "folkmoot.jobs.publish.append_events", lambda *_: (_ for _ in ()).throw(BadInput("the disk is full."))
        )
        with pytest.raises(BadInput):
            publish(homes, SETTLED)
    assert told(homes) == []
    assert publish(again(homes), SETTLED + timedelta(days=3)).added == 6
    assert {row[2] for row in told(homes)} == {START, at(15)}


def test_coverage_says_from_when_and_up_to_when_it_is_known(homes):
    """
    2026-03-12 held and counted   2026-04-09 took place without a roll call: what follows is not sure
    """
    held(homes)
    publish(homes, SETTLED)
    rows = [row for row in again(homes).coverage if row.source == "folkmoot"]
    assert {row.kind for row in rows} == {"meeting.attended", "meeting.hosted", "meeting.presented"}
    assert all((row.complete, row.since_at) == (True, START) for row in rows)
    publish(again(homes), datetime(2026, 4, 20))
    (row,) = [row for row in again(homes).coverage if row.kind == "meeting.hosted"]
    assert (row.complete, row.sure_at) == (False, datetime(2026, 4, 9, 12))
    assert "1 meetings without a counted roll call" in row.note


def test_a_meeting_of_which_another_source_tells_is_not_told_twice(homes):
    held(homes)
    seen = Event(stable_id("x"), START, "meeting.attended", "gitee:ann", subject=f"meetings:{KEY}", source="meetings",
                 extra={"group": "tsc"})  # fmt: skip
    append_events(homes.lake, [seen])
    assert publish(again(homes), SETTLED).added == 0
    assert len(told(homes)) == 1


def test_before_the_first_meeting_nothing_is_said(homes):
    assert publish(homes, SETTLED).added == 0
    assert again(homes).coverage == ()
