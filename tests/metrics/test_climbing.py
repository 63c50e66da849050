"""What a clause of a ladder counts: told twice, in any order, by several accounts, on one's own changes, by a robot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.climbing import done, evidence
from folkmoot.model.ladder import Count
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

REVIEWED = Count(("change.reviewed", "change.commented"), events=10, subjects=2, others=True)
MERGED = Count(("change.merged",), subjects=5)
EVER = Scope(zone="Asia/Shanghai")


def counted(events, count, scope=EVER):
    """Return what each person has done, robots left out, as a report asks it."""
    everything = replace(count, events=count.events or 1, subjects=count.subjects or 1, months=count.months or 1)
    rows = rows_of(done(evidence(events.filter(~events.bot), events, count, scope), everything, scope.zone))
    return {row["person"]: (row["events"], row["subjects"], row["months"]) for row in rows}


def test_only_what_is_said_on_others_changes_counts(events):
    """
    2026-01-01T00:00  change.opened     kit!1  ann
    2026-01-01T01:00  change.opened     kit!2  bo
    2026-01-02T00:00  change.commented  kit!1  ann
    2026-01-02T00:00  change.commented  kit!2  ann
    2026-01-02T01:00  change.reviewed   kit!2  ann
    2026-01-02T02:00  change.reviewed   kit!1  ci-bot  bot=yes
    2026-01-03T00:00  change.commented  kit!9  ann
    """
    assert counted(events, REVIEWED) == {"ann": (2, 1, 1)}


def test_what_two_are_told_to_have_opened_is_no_others_work_to_either(events):
    """
    2026-01-01T02:00  change.opened     kit!1  bo
    2026-01-01T01:00  change.opened     kit!1  ann
    2026-01-02T00:00  change.commented  kit!1  ann
    2026-01-02T00:00  change.commented  kit!1  bo
    2026-01-02T00:00  change.commented  kit!1  cy
    """
    assert counted(events, REVIEWED) == {"cy": (1, 1, 1)}


def test_a_change_merged_twice_is_one_change_and_the_window_ends_before_its_end(events):
    """
    2026-01-31T15:59  change.merged  kit!1  ann
    2026-01-31T16:00  change.merged  kit!2  ann
    2026-02-03T00:00  change.merged  kit!1  ann
    2026-03-01T00:00  change.merged  kit!3  ann
    """
    assert counted(events, MERGED) == {"ann": (4, 3, 3)}
    until = Scope(until_at=datetime(2026, 3, 1), zone="Asia/Shanghai")
    assert counted(events, MERGED, until) == {"ann": (3, 2, 2)}
    since = Scope(since_at=datetime(2026, 1, 31, 16), until_at=datetime(2026, 3, 1, 0, 1), zone="Asia/Shanghai")
    assert counted(events, MERGED, since) == {"ann": (3, 3, 2)}


def test_labels_and_words_narrow(events):
    """
    2026-01-01T00:00  task.delivered  tasks:1  ann  label="Internship" title="Weather"
    2026-01-02T00:00  task.delivered  tasks:2  ann  label="issue"
    2026-01-03T00:00  change.merged   kit!3    ann  title="Weather"
    2026-01-04T00:00  change.labeled  kit!3    bo   label="internship"
    """
    assert counted(events, Count(("task.delivered", "change.merged"), events=1, label="internship")) == {
        "ann": (2, 2, 1)
    }
    assert counted(events, Count(("task.delivered", "change.merged"), events=1, words="WEATHER")) == {"ann": (2, 2, 1)}
    assert counted(events, Count(("task.delivered",), events=1, label="issue")) == {"ann": (1, 1, 1)}


def test_amounts_are_added_up_and_one_told_twice_is_one():
    told = read_table(
        """
        2026-01-01T00:00  task.delivered  tasks:1  ann  amount=30
        2026-01-01T00:00  task.delivered  tasks:1  ann  amount=30
        2026-01-02T00:00  task.delivered  tasks:2  ann  amount=12.5
        """
    )
    count = Count(("task.delivered",), amount=40, age="1m")
    (row,) = rows_of(done(evidence(told, told, count, EVER), count, "UTC"))
    assert (row["events"], row["amount"], row["first_at"]) == (2, pytest.approx(42.5), datetime(2026, 1, 1))


LINES = st.lists(
    st.tuples(
        st.integers(1, 27), st.sampled_from(["change.opened", "change.commented", "change.reviewed", "change.merged"]),
        st.integers(1, 4), st.sampled_from(["ann", "bo", "cy", "ci-bot"]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def table(lines):
    return read_table(
        "\n".join(f"2026-01-{day:02}T00:00  {kind}  kit!{number}  {who}" for day, kind, number, who in lines)
    )


@settings(deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_neither_order_nor_being_told_twice_changes_a_count(lines, random):
    shuffled = [*lines, *random.choices(lines, k=3)]
    random.shuffle(shuffled)
    for count in (REVIEWED, MERGED):
        assert counted(table(shuffled), count) == counted(table(lines), count)


@settings(deadline=None)
@given(LINES, LINES)
def test_reading_more_never_takes_away(lines, more):
    """Also the one who opened a change may be read later: until then nobody's comment on it counts as on another's."""
    opened = {(kind, number) for _day, kind, number, _who in lines if kind == "change.opened"}
    later = [one for one in more if (one[1], one[2]) not in opened]  # a second opening is no further reading
    before, after = counted(table(lines), REVIEWED), counted(table([*lines, *later]), REVIEWED)
    for person, found in before.items():
        assert all(least <= most for least, most in zip(found, after[person], strict=True))


@settings(deadline=None)
@given(LINES)
def test_a_person_of_two_accounts_has_done_what_both_did(lines):
    merged = [(day, kind, number, "ann" if who == "bo" else who) for day, kind, number, who in lines]
    apart, one = counted(table(lines), MERGED), counted(table(merged), MERGED)
    both = {number for _day, kind, number, who in lines if kind == "change.merged" and who in {"ann", "bo"}}
    assert one.get("ann", (0, 0))[1] == len(both)
    assert max(apart.get("ann", (0, 0))[1], apart.get("bo", (0, 0))[1]) <= len(both)
    assert one.get("cy") == apart.get("cy")
