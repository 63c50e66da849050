"""Deliveries are kept once, taken by one worker at a time, tried with growing pauses, given up, and replayed."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import pytest

from folkmoot.ledger import audit, deliveries
from folkmoot.ledger.arriving import Together, keep
from folkmoot.model.actor import Actor
from folkmoot.model.delivery import Arrived
from folkmoot.model.errors import BadInput, NotAllowed

NOW = datetime(2026, 3, 1, 12)
BO = Actor("bo", operator=True)
GITHUB = ("github",)


def arrived(key: str, source: str = "github", at: datetime = NOW) -> Arrived:
    return Arrived(source, key, "issues", '{"action":"opened"}', at)


def states() -> dict[str, str]:
    return {one.key: one.state for one in deliveries.listed()[1]}


def test_a_delivery_that_comes_twice_is_kept_once(ledger):
    keep([arrived("a"), arrived("b"), arrived("a")])
    keep([arrived("b"), arrived("c"), arrived("a", "gitee")])
    assert deliveries.counts().number == {("github", "pending"): 3, ("gitee", "pending"): 1}
    assert deliveries.counts().oldest_pending == deliveries.counts().newest == NOW


def test_what_one_worker_has_taken_no_other_takes_until_it_has_died(ledger):
    keep([arrived("a"), arrived("b")])
    _word, mine = deliveries.take(GITHUB, 1, NOW)
    _word, others = deliveries.take(GITHUB, 5, NOW)
    assert [one.key for one in (*mine, *others)] == ["a", "b"]
    assert deliveries.take(GITHUB, 5, NOW + deliveries.LEASE - timedelta(seconds=1))[1] == ()
    assert len(deliveries.take(GITHUB, 5, NOW + deliveries.LEASE)[1]) == 2


def test_a_worker_that_was_silent_for_too_long_settles_nothing(ledger):
    keep([arrived("a")])
    slow, (one,) = deliveries.take(GITHUB, 1, NOW)
    later = NOW + deliveries.LEASE
    quick, _again = deliveries.take(GITHUB, 1, later)
    deliveries.settle(slow, {one.id: None}, later)
    assert states() == {"a": "pending"}
    deliveries.settle(quick, {one.id: 2}, later)
    deliveries.fail(slow, one, "too late", later)
    found = deliveries.kept(one.id)
    assert (found.state, found.facts, found.error, found.settled_at) == ("done", 2, "", later)


def test_pauses_grow_and_after_the_last_try_it_is_dead_until_somebody_replays_it(ledger):
    keep([arrived("a")])
    now, pauses = NOW, []
    for _try in range(deliveries.MOST_TRIES):
        word, (one,) = deliveries.take(GITHUB, 1, now)
        deliveries.fail(word, one, "no repository\x00\ud800", now)
        found = deliveries.kept(one.id)
        pauses.append(found.due_at - now)
        now = max(now, found.due_at)
    assert found.state == "dead"
    assert found.error == "no repository\ufffd?"
    assert pauses[:4] == [timedelta(seconds=n) for n in (30, 120, 480, 1920)]
    assert deliveries.take(GITHUB, 1, now + timedelta(days=99))[1] == ()
    assert deliveries.replay(None, actor=BO, now=now, why="mended") == 1
    assert deliveries.kept(one.id).tries == 0
    row = audit.newest("bo", 1)[0]
    assert (row.verb, row.before, row.after, row.why) == ("hooks.replay", {"dead": 1}, {"pending": 1}, "mended")
    assert deliveries.replay(None, actor=BO, now=now) == 0


def test_what_kills_its_worker_each_time_is_dead_in_the_end(ledger):
    keep([arrived("poison"), arrived("good")])
    now = NOW
    for _try in range(deliveries.MOST_TRIES):
        word, taken = deliveries.take(GITHUB, 5, now)
        deliveries.settle(word, {one.id: 0 for one in taken if one.key == "good"}, now)
        now += deliveries.LEASE
    assert deliveries.take(GITHUB, 5, now)[1] == ()
    assert states() == {"poison": "dead", "good": "done"}
    assert "never finished" in deliveries.listed("dead")[1][0].error


def test_a_fault_that_is_not_its_own_costs_no_try(ledger):
    keep([arrived("a")])
    word, taken = deliveries.take(GITHUB, 1, NOW)
    deliveries.give_back(word, taken, "the lake is busy", NOW + timedelta(minutes=1))
    assert deliveries.take(GITHUB, 1, NOW)[1] == ()
    assert deliveries.take(GITHUB, 1, NOW + timedelta(minutes=1))[1][0].tries == 0


def test_only_operators_replay_and_only_what_can_be_read(ledger):
    keep([arrived("a")])
    word, (one,) = deliveries.take(GITHUB, 1, NOW)
    with pytest.raises(NotAllowed):
        deliveries.replay(one.id, actor=Actor("cy"), now=NOW)
    with pytest.raises(BadInput, match="waits already"):
        deliveries.replay(one.id, actor=BO, now=NOW)
    with pytest.raises(BadInput, match="there is no delivery"):
        deliveries.replay(one.id + 99, actor=BO, now=NOW)
    deliveries.settle(word, {one.id: 1}, NOW)
    assert deliveries.forget(NOW) == 0
    assert deliveries.forget(NOW + timedelta(seconds=1)) == 1
    with pytest.raises(BadInput, match="is gone"):
        deliveries.replay(one.id, actor=BO, now=NOW)
    keep([arrived("a")])  # its row still tells the repeat
    assert states() == {"a": "done"}


def test_threads_commit_together_and_hear_of_a_fault_each():
    batches, lock = [], threading.Lock()

    def commit(some):
        time.sleep(0.005)
        if any(one.key == "bad" for one in some):
            raise OSError("disk full")
        with lock:
            batches.append([one.key for one in some])

    together, faults = Together(commit), []

    def send(key: str) -> None:
        try:
            together.keep(arrived(key))
        except OSError as error:
            faults.append(str(error))

    threads = [threading.Thread(target=send, args=(str(n),)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(key for batch in batches for key in batch) == sorted(str(n) for n in range(50))
    assert len(batches) < 25
    send("bad")
    assert faults == ["disk full"]
