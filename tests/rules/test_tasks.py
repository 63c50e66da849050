"""Tasks from open to accepted, as tables; and what holds of every log of acts, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.programme import Act
from folkmoot.model.task import Task, TaskBatch
from folkmoot.model.task_log import ChangeSeen, Delivery, Window
from folkmoot.model.text import Text
from folkmoot.rules.tasks import VERBS, Lake, acts_of, held_by, proof_of, state_of, until_of, window_of

OPENS, DUE = datetime(2026, 10, 1), datetime(2026, 12, 21)
WINDOW = Window(OPENS, DUE, 14)
TASK = Task("t", Text("T"), Decimal(20), repo="gitee:kit/kit")
BATCH = TaskBatch("autumn", Text("Autumn"), "2026-Q4", (TASK,))


def log(words: str) -> list[Act]:
    """Return the acts of lines such as ``10-05 claim ann`` or ``10-09 deliver ann gitee:kit/kit!1``."""
    found = []
    for number, line in enumerate(filter(str.strip, words.splitlines()), 1):
        day, verb, person, *more = line.split()
        at = datetime.fromisoformat(f"2026-{day}")
        content: dict[str, object] = {"task": "t"}
        if verb == "deliver" and more:
            content["change"] = more[0]
        if verb == "accept":
            content |= {"points": "20", "title": {"en": "T", "zh": ""}, "group": "docs"}
        if verb in ("claim", "send-back"):
            content["until"] = until_of(at, WINDOW, late=verb == "send-back").isoformat()
        found.append(
            Act(number, at, verb, "bo" if verb in ("accept", "send-back") else person, person, " ".join(more), content)
        )
    return found


CLAIMED = "10-05 claim ann"
DELIVERED = f"{CLAIMED}\n10-09 deliver ann gitee:kit/kit!1"


@pytest.mark.parametrize(
    ("words", "at", "stage", "person"),
    [
        ("", "2026-09-30T23:59", "soon", ""),
        ("", "2026-10-01", "open", ""),
        ("", "2026-12-21", "over", ""),
        (CLAIMED, "2026-10-04", "open", ""),
        (CLAIMED, "2026-10-05", "claimed", "ann"),
        (CLAIMED, "2026-10-18T23:59", "claimed", "ann"),
        (CLAIMED, "2026-10-19", "open", ""),
        ("12-15 claim ann", "2026-12-20T23:59", "claimed", "ann"),
        ("12-15 claim ann", "2026-12-21", "over", ""),
        (f"{CLAIMED}\n10-06 claim cy", "2026-10-07", "claimed", "ann"),
        (f"{CLAIMED}\n10-20 claim cy", "2026-10-21", "claimed", "cy"),
        (f"{CLAIMED}\n10-06 hand-back ann", "2026-10-07", "open", ""),
        (f"{CLAIMED}\n10-06 hand-back cy", "2026-10-07", "claimed", "ann"),
        (DELIVERED, "2026-10-09", "delivered", "ann"),
        (DELIVERED, "2026-12-31", "delivered", "ann"),
        (f"{CLAIMED}\n10-20 deliver ann gitee:kit/kit!1", "2026-10-21", "open", ""),
        (f"{DELIVERED}\n10-10 accept ann", "2026-10-11", "accepted", "ann"),
        (f"{DELIVERED}\n10-10 accept ann", "2027-10-11", "accepted", "ann"),
        (f"{DELIVERED}\n10-10 send-back ann more tests", "2026-10-23", "claimed", "ann"),
        (f"{DELIVERED}\n10-10 send-back ann more tests", "2026-10-24", "open", ""),
        (f"{DELIVERED}\n12-20 send-back ann more tests", "2026-12-31", "claimed", "ann"),
        (f"{CLAIMED}\n10-06 accept ann", "2026-10-07", "claimed", "ann"),
    ],
)
def test_where_a_task_stands(words: str, at: str, stage: str, person: str):
    found = state_of(log(words), WINDOW, datetime.fromisoformat(at))
    assert (found.stage, found.person) == (stage, person)


def test_words_of_a_return_claims_that_ended_and_what_was_awarded():
    back = state_of(log(f"{DELIVERED}\n10-10 send-back ann more tests"), WINDOW, datetime(2026, 10, 11))
    assert back.returned is not None
    assert (back.returned.words, back.delivery, back.until) == ("more tests", None, datetime(2026, 10, 24))
    free = state_of(log(f"{CLAIMED}\n10-06 hand-back ann\n10-07 claim cy"), WINDOW, datetime(2026, 11, 1))
    assert [(one.person, one.ended) for one in free.earlier] == [("ann", "handed-back"), ("cy", "timed-out")]
    done = state_of(log(f"{DELIVERED}\n10-10 accept ann"), WINDOW, datetime(2026, 11, 1))
    assert done.award is not None
    assert (done.award.person, done.award.points, done.award.by, done.award.change) == (
        "ann",
        Decimal(20),
        "bo",
        "gitee:kit/kit!1",
    )


def test_what_was_accepted_stays_whatever_is_declared_later():
    acts, at = log(f"{DELIVERED}\n10-10 accept ann"), datetime(2026, 11, 1)
    earlier = replace(WINDOW, due_at=datetime(2026, 10, 2), claim_days=1)
    for window in (None, earlier):
        assert state_of(acts, window, at).award == state_of(acts, WINDOW, at).award


def test_an_acceptance_of_a_delivery_that_was_replaced_changes_nothing():
    acts = log(f"{DELIVERED}\n10-10 send-back ann no\n10-11 deliver ann gitee:kit/kit!2\n10-12 accept ann")
    old = replace(acts[-1], content={**acts[-1].content, "delivery": 2})
    assert state_of([*acts[:-1], old], WINDOW, datetime(2026, 10, 13)).stage == "delivered"
    new = replace(acts[-1], content={**acts[-1].content, "delivery": 4})
    assert state_of([*acts[:-1], new], WINDOW, datetime(2026, 10, 13)).stage == "accepted"


def test_one_person_under_two_names_is_one():
    acts = log(f"{CLAIMED}\n10-06 hand-back gitee:ann")
    names = {"gitee:ann": "ann"}
    assert state_of(acts, WINDOW, datetime(2026, 10, 7), same=lambda one: names.get(one, one)).stage == "open"


def test_a_batch_opens_and_closes_on_the_clocks_of_the_community():
    found = window_of(BATCH, TASK, "Asia/Shanghai")
    assert found == Window(datetime(2026, 9, 30, 16), datetime(2026, 12, 31, 16), 14)
    assert window_of(replace(BATCH, window="2026-02-30/2026-03-01"), TASK, "UTC") is None


DONE = Delivery(2, datetime(2026, 10, 9), "gitee:kit/kit!1")
MERGED = ChangeSeen(DONE.change, "ann", datetime(2026, 10, 8))


@pytest.mark.parametrize(
    ("task", "delivery", "lake", "state"),
    [
        (TASK, DONE, Lake(datetime(2026, 10, 10), MERGED), "proven"),
        (TASK, DONE, Lake(None, MERGED), "proven"),
        (TASK, DONE, Lake(datetime(2026, 10, 10), replace(MERGED, author="cy")), "not-proven"),
        (TASK, DONE, Lake(None, replace(MERGED, author="cy")), "not-proven"),
        (TASK, DONE, Lake(datetime(2026, 10, 10), replace(MERGED, merged_at=None)), "not-proven"),
        (TASK, DONE, Lake(datetime(2026, 10, 10)), "not-proven"),
        (TASK, DONE, Lake(datetime(2026, 10, 8)), "unknown"),
        (TASK, DONE, Lake(None), "unknown"),
        (TASK, replace(DONE, change="gitee:kit/docs!1"), Lake(datetime(2026, 10, 10), MERGED), "not-proven"),
        (TASK, replace(DONE, change=""), Lake(datetime(2026, 10, 10)), "not-proven"),
        (replace(TASK, proof="review"), replace(DONE, change=""), Lake(None), "reviewed"),
        (None, DONE, Lake(datetime(2026, 10, 10), MERGED), "proven"),
    ],
)  # fmt: skip
def test_what_proves_a_delivery(task: Task | None, delivery: Delivery, lake: Lake, state: str):
    found = proof_of(task, delivery, "ann", lake)
    assert found.state == state
    assert found.why.en
    assert found.why.zh


def test_a_revert_is_told_and_does_not_unprove():
    undone = replace(MERGED, reverted_at=datetime(2026, 10, 12))
    found = proof_of(TASK, DONE, "ann", Lake(datetime(2026, 10, 13), undone))
    assert (found.state, found.reverted_at) == ("proven", datetime(2026, 10, 12))


ACTS = st.lists(
    st.tuples(st.integers(0, 60 * 24), st.sampled_from(VERBS), st.sampled_from(["ann", "bo", "cy"])), max_size=14
)


def acts_from(drawn: list[tuple[int, str, str]]) -> list[Act]:
    found, hour = [], 0
    for number, (hours, verb, person) in enumerate(drawn, 1):
        hour += hours // 10
        at = OPENS + timedelta(hours=hour)
        until = until_of(at, WINDOW, late=verb == "send-back").isoformat()
        found.append(
            Act(
                number,
                at,
                verb,
                "lead",
                person,
                "",
                {"task": "t", "until": until, "points": "20", "change": "gitee:kit/kit!1"},
            )
        )
    return found


@given(ACTS, st.integers(0, 24 * 100), st.randoms())
def test_the_state_is_a_function_of_what_happened_until_then(drawn, hours, dice):
    acts, at = acts_from(drawn), OPENS + timedelta(hours=hours)
    shuffled = list(acts)
    dice.shuffle(shuffled)
    found = state_of(acts, WINDOW, at)
    assert found == state_of(shuffled, WINDOW, at), "the order in which it is told does not matter"
    assert found == state_of([one for one in acts if one.at <= at], WINDOW, at), "what comes later changes nothing"
    assert (found.stage in ("claimed", "delivered", "accepted")) == bool(found.person)
    assert (found.award is not None) == (found.stage == "accepted")
    assert found.stage != "claimed" or (found.until is not None and at < found.until)


@given(ACTS)
def test_what_was_accepted_once_stays_accepted_for_ever(drawn):
    acts = acts_from(drawn)
    awards = [state_of(acts[:size], WINDOW, acts[size - 1].at).award for size in range(1, len(acts) + 1)]
    given_ = [one for one in awards if one is not None]
    assert all(one == given_[0] for one in given_), "there is at most one award, and it does not change"
    assert given_ == awards[len(awards) - len(given_) :]


@given(ACTS, st.integers(0, 24 * 100))
def test_a_claim_ends_by_itself_exactly_at_its_end(drawn, hours):
    acts, at = acts_from(drawn), OPENS + timedelta(hours=hours)
    before = state_of(acts, WINDOW, at)
    if before.stage == "claimed" and before.until is not None:
        rest = [one for one in acts if one.at <= at]
        assert state_of(rest, WINDOW, before.until - timedelta(seconds=1)).person == before.person
        after = state_of(rest, WINDOW, before.until)
        assert after.stage in ("open", "over")
        assert after.earlier[-1].ended == "timed-out"


def test_acts_of_a_task_and_what_somebody_holds():
    acts = [*log(CLAIMED), Act(9, OPENS, "claim", "cy", "cy", "", {"task": "other"})]
    assert [one.person for one in acts_of(acts, "t")] == ["ann"]
    states = {
        "a": state_of(log(CLAIMED), WINDOW, datetime(2026, 10, 6)),
        "b": state_of(log(DELIVERED), WINDOW, datetime(2026, 10, 10)),
    }
    assert held_by(states, "ann") == ["a"], "what waits for a reviewer holds nobody up"
