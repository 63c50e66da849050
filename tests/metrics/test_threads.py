"""Threads: who answered what was asked, when it was merged or closed, and what does not count as an answer."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import ibis
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.threads import threads
from tests.metrics.tables import read_table, rows_of


def one(events, *names):
    (found,) = rows_of(threads(events))
    return [found[name] for name in names]


def test_the_first_answer_by_somebody_else(events):
    """
    2024-01-01T00:00  change.opened     kit!1  ann    title="Wheels"
    2024-01-01T01:00  change.commented  kit!1  ci-bot bot=yes
    2024-01-01T02:00  change.commented  kit!1  ann
    2024-01-01T03:00  change.labeled    kit!1  bo     label="bug"
    2024-01-01T06:00  change.reviewed   kit!1  bo
    2024-01-02T00:00  change.commented  kit!1  cy
    2024-01-03T00:00  change.merged     kit!1  ann    merged_by="bo" added=3 removed=1 files=2
    """
    (found,) = rows_of(threads(events))
    told = ("title", "first_response_at", "responder", "first_review_at", "merged_at", "merger", "closed_at")
    assert [found[name] for name in told] == [
        "Wheels", datetime(2024, 1, 1, 6), "bo", datetime(2024, 1, 1, 6), datetime(2024, 1, 3), "bo", datetime(2024, 1, 3),
    ]  # fmt: skip
    counted = ("reviews", "reviewers", "comments", "lines", "files", "good_first")
    assert [found[name] for name in counted] == [1, 1, 1, 4, 2, False]


def test_the_asker_under_another_account_is_the_asker(events):
    """
    2024-01-01T00:00  issue.opened     kit#1  gitee:ann   person=ann
    2024-01-01T01:00  issue.commented  kit#1  github:ann  person=ann
    """
    assert one(events, "first_response_at", "responder", "comments", "closed_at") == [None, None, 0, None]


def test_a_closing_by_somebody_else_is_an_answer_and_by_the_asker_is_none(events):
    """
    2024-01-01T00:00  issue.opened  kit#1  ann
    2024-01-02T00:00  issue.closed  kit#1  bo
    2024-01-01T00:00  issue.opened  kit#2  ann
    2024-01-02T00:00  issue.closed  kit#2  ann
    2024-01-01T00:00  issue.opened  kit#3  ann
    2024-01-02T00:00  issue.closed  kit#3  ci-bot  bot=yes
    """
    rows = {row["subject"]: row for row in rows_of(threads(events))}
    assert {subject: row["responder"] for subject, row in rows.items()} == {"kit#1": "bo", "kit#2": None, "kit#3": None}
    assert {row["closed_at"] for row in rows.values()} == {datetime(2024, 1, 2)}


def test_whoever_merged_has_answered(events):
    """
    2024-01-01T00:00  change.opened  kit!1  ann
    2024-01-02T00:00  change.merged  kit!1  ann  merged_by="bo"
    2024-01-01T00:00  change.opened  kit!2  ann
    2024-01-02T00:00  change.merged  kit!2  ann  merged_by="ann"
    2024-01-01T00:00  change.opened  kit!3  ann
    2024-01-02T00:00  change.merged  kit!3  ann
    2024-01-01T00:00  change.opened  kit!4  ann
    2024-01-02T00:00  change.merged  kit!4  ann  merged_by="mail:ann"
    2024-01-01T00:00  change.opened  kit!5  ann
    2024-01-02T00:00  change.merged  kit!5  ann  merged_by="ci-bot"
    2024-01-01T00:00  change.opened  kit!6  ann
    2024-01-02T00:00  change.merged  kit!6  bo
    2023-12-01T00:00  commit.authored  kit@a  mail:ann  person=ann
    2023-12-01T00:00  repo.starred     kit    ci-bot    bot=yes
    """
    rows = sorted(rows_of(threads(events)), key=lambda row: row["subject"])
    assert [row["merger"] for row in rows] == ["bo", "ann", None, "ann", "ci-bot", "bo"]
    assert [row["responder"] for row in rows] == ["bo", None, None, None, None, "bo"]


def test_known_accounts_tell_who_merged(events):
    """
    2024-01-01T00:00  change.opened  kit!1  gitee:ann  person=ann
    2024-01-02T00:00  change.merged  kit!1  gitee:ann  person=ann  merged_by="mail:ann"
    """
    ever = (datetime(1, 1, 1), datetime(9999, 1, 1))
    known = [("mail:ann", "ann", False, *ever)]
    schema = {
        "account": "string", "person": "string", "bot": "boolean", "from_at": "timestamp", "until_at": "timestamp",
    }  # fmt: skip
    (found,) = rows_of(threads(events, ibis.memtable(known, schema=schema)))
    assert (found["merger"], found["responder"]) == ("ann", None)


def test_what_is_opened_again_is_open(events):
    """
    2024-01-01T00:00  issue.opened    kit#1  ann
    2024-01-02T00:00  issue.closed    kit#1  bo
    2024-01-03T00:00  issue.reopened  kit#1  ann
    2024-01-01T00:00  issue.opened    kit#2  ann
    2024-01-02T00:00  issue.closed    kit#2  bo
    2024-01-03T00:00  issue.reopened  kit#2  ann
    2024-01-04T00:00  issue.closed    kit#2  bo
    2024-01-01T00:00  issue.opened       kit#3  ann
    2024-01-05T00:00  issue.transferred  kit#3  bo   to="docs#9"
    2024-01-01T00:00  issue.opened       kit#4  ann
    2024-01-05T00:00  issue.transferred  kit#4  bo
    """
    closed = {row["subject"]: row["closed_at"] for row in rows_of(threads(events))}
    assert closed == {
        "kit#1": None, "kit#2": datetime(2024, 1, 4), "kit#3": datetime(2024, 1, 5), "kit#4": None,
    }  # fmt: skip


def test_an_answer_from_a_clock_that_is_slow_came_at_the_opening(events):
    """
    2024-01-01T12:00  change.opened    kit!1  ann
    2024-01-01T11:59  change.reviewed  kit!1  bo
    """
    assert one(events, "first_response_at", "first_review_at") == [datetime(2024, 1, 1, 12)] * 2


def test_what_nobody_opened_is_no_thread(events):
    """
    2024-01-02T00:00  change.merged    kit!1  ann  merged_by="bo"
    2024-01-02T00:00  issue.commented  kit#1  bo
    """
    assert rows_of(threads(events)) == []


def test_told_twice_counts_once(events):
    """
    2024-01-01T00:00  change.opened    kit!1  ann  source=github
    2024-01-01T00:05  change.opened    kit!1  ann  source=gharchive
    2024-01-02T00:00  change.reviewed  kit!1  bo   id=r
    2024-01-02T00:00  change.reviewed  kit!1  bo   id=r
    2024-01-03T00:00  change.merged    kit!1  ann  merged_by="bo" added=1 removed=1
    2024-01-04T00:00  change.merged    kit!1  ann  merged_by="cy" added=1 removed=1
    """
    assert one(events, "at", "reviews", "merged_at", "merger", "lines") == [
        datetime(2024, 1, 1), 1, datetime(2024, 1, 3), "bo", 2,
    ]  # fmt: skip


def test_labels_that_invite_newcomers(events):
    """
    2024-01-01T00:00  issue.opened   kit#1  ann
    2024-01-01T00:00  issue.labeled  kit#1  bo   label="good-first-issue"
    2024-01-01T00:00  issue.opened   kit#2  ann
    2024-01-01T00:00  issue.labeled  kit#2  bo   label="新手任务"
    2024-01-02T00:00  issue.labeled  kit#2  bo   label="新手任务" removed=true
    2024-01-01T00:00  issue.opened   kit#3  ann
    2024-01-01T00:00  issue.labeled  kit#3  bo   label="kind/Help-Wanted"
    2024-01-02T00:00  issue.labeled  kit#3  bo   label="first-timers-only"
    2024-01-03T00:00  issue.labeled  kit#3  bo   label="first-timers-only" removed=true
    2024-01-01T00:00  issue.opened   kit#4  ann
    2024-01-01T00:00  issue.labeled  kit#4  bo   label="bug"
    """
    marked = {row["subject"]: row["good_first"] for row in rows_of(threads(events))}
    assert marked == {"kit#1": True, "kit#2": False, "kit#3": True, "kit#4": False}


def test_an_account_that_is_gone_is_told_apart_by_its_name(events):
    """
    2024-01-01T00:00  issue.opened     kit#1  ann
    2024-01-02T00:00  issue.commented  kit#1  github:ghost
    """
    gone = events.mutate(person=events.person.nullif("github:ghost"))
    assert one(gone, "responder") == ["github:ghost"]


def test_threads_of_threads_are_themselves(events):
    """
    2024-01-01T00:00  issue.opened  kit#1  ann
    """
    made = threads(events)
    assert threads(made) is made


ACTS = ("change.opened", "change.reviewed", "change.commented", "change.merged", "change.closed", "change.reopened")
HAPPENED = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from("12"), st.sampled_from(["ann", "bo", "cy"]), st.integers(0, 30)),
    min_size=1, max_size=20, unique_by=lambda act: act[1:],
)  # fmt: skip


def lines_of(happened, persons=None):
    for number, (kind, subject, who, day) in enumerate(happened):
        moment = (datetime(2024, 1, 1) + timedelta(days=day, minutes=number)).isoformat()
        person = (persons or {}).get(who, who)
        yield f"{moment} {kind} kit!{subject} {who} id=e{number} person={person} merged_by={chr(34)}{who}{chr(34)}"


def made_of(lines):
    return sorted(rows_of(threads(read_table("\n".join(lines)))), key=lambda row: row["subject"])


@given(happened=HAPPENED, seed=st.integers(0, 9))
@settings(max_examples=6, deadline=None)
def test_order_and_repeats_change_nothing(happened, seed):
    lines = list(lines_of(happened))
    shuffled = [*lines, *lines[: len(lines) // 2]]
    random.Random(seed).shuffle(shuffled)
    assert made_of(lines) == made_of(shuffled)


@given(happened=HAPPENED)
@settings(max_examples=6, deadline=None)
def test_merging_two_accounts_never_makes_an_answer(happened):
    apart = made_of(lines_of(happened))
    together = made_of(lines_of(happened, {"cy": "ann"}))
    for before, after in zip(apart, together, strict=True):
        assert before["first_response_at"] is not None or after["first_response_at"] is None
        assert after["reviews"] <= before["reviews"]
        assert before["closed_at"] == after["closed_at"]
