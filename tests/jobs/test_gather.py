"""Gathering a stream: nothing is lost, nothing is doubled, wherever it breaks off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from folkmoot.jobs import gather as job
from folkmoot.jobs.gather import Waiting, gather
from folkmoot.lake.lake import Lake
from folkmoot.lake.tables import COVERAGE
from folkmoot.model.errors import LakeBusy, SourceUnreadable
from folkmoot.model.event import Sighting
from folkmoot.model.facts import Facts, Step, happened, measured

NOW = datetime(2026, 3, 1)
FIRST = datetime(2026, 1, 1)


@dataclass
class Posts:
    """Ten posts a day apart, two a step; ``stop``: before which step the forum goes away."""

    posts: int = 10
    stop: int | None = None
    asked: list[int] = field(default_factory=list)
    source = "forum"
    repo = "forum:example"
    name = "posts"
    kinds = ("post.published", "measured.members")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        start = int(str(state.get("next", 0)))
        for number in range(start, self.posts, 2):
            if self.stop is not None and number >= self.stop:
                raise SourceUnreadable("the forum is away.", where="forum")
            self.asked.append(number)
            posts = tuple(
                happened("post.published", FIRST + timedelta(days=one), "forum:ann", repo=self.repo, subject=f"t/{one}")
                for one in range(number, min(number + 2, self.posts))
            )
            members = measured("members", self.repo, NOW, 7, source="forum")
            last = number + 2 >= self.posts
            yield Step(Facts(posts, (members,)), {"next": number + len(posts)}, FIRST, posts[-1].at, complete=last)


@pytest.fixture
def lake(tmp_path):
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return lake


def run(lake, stream, now=NOW):
    known = {row.kind: row for row in lake.snapshot().coverage() if row.repo == stream.repo}
    return gather(lake, stream, known, now)


def held(lake):
    snapshot = lake.snapshot()
    events = snapshot.run(snapshot.events().select("id", "at", "subject")).to_pylist()
    return sorted((row["id"], row["subject"]) for row in events)


def coverage(lake):
    return {row.kind: row for row in lake.snapshot().coverage()}


def test_a_whole_stream_arrives_and_says_so(lake):
    done = run(lake, Posts())
    assert (done.added, done.repeated, done.complete, done.error) == (11, 4, True, None)
    told = coverage(lake)
    assert set(told) == {"post.published", "measured.members"}
    assert told["post.published"].complete
    assert (told["post.published"].since_at, told["post.published"].until_at) == (FIRST, FIRST + timedelta(days=9))
    assert json.loads(told["post.published"].state) == {"next": 10}


def test_a_second_run_goes_on_where_the_first_ended(lake):
    run(lake, Posts())
    again = Posts(12)
    assert run(lake, again, NOW + timedelta(days=1)).added == 2
    assert again.asked == [10]
    assert coverage(lake)["post.published"].until_at == FIRST + timedelta(days=11)


@pytest.mark.parametrize("stop", [0, 2, 6])
def test_what_broke_off_is_told_and_completed_by_the_next_run(lake, stop, tmp_path):
    done = run(lake, Posts(stop=stop))
    assert str(done.error) == "forum: the forum is away."
    assert not coverage(lake)["post.published"].complete
    assert "the reading broke off: the forum is away." in coverage(lake)["post.published"].note
    next_one = Posts()
    run(lake, next_one, NOW + timedelta(hours=1))
    assert next_one.asked[0] == stop
    whole = Lake.at(tmp_path / "whole")
    whole.create()
    run(whole, Posts())
    assert held(lake) == held(whole)
    assert coverage(lake)["post.published"].complete


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@pytest.mark.parametrize("steps", range(1, 6))
def test_a_run_killed_at_any_step_loses_nothing(lake, steps, monkeypatch):
    """Every step is kept at once here; the process goes away after some of them."""
    monkeypatch.setattr(job, "AT_ONCE", 1)

    def killing(read, _of):
        if read == steps:
            raise Killed

    with pytest.raises(Killed):
        gather(lake, Posts(), {}, NOW, killing)
    assert all(not row.complete for row in lake.snapshot().coverage())
    done = run(lake, Posts(), NOW + timedelta(hours=1))
    assert done.complete
    assert len(held(lake)) == 10


def test_a_stream_with_nothing_new_says_how_far_it_looked(lake):
    class Quiet(Posts):
        def steps(self, state, now):
            yield Step(Facts(), dict(state), None, now, complete=True)

    done = run(lake, Quiet())
    assert (done.added, done.complete) == (0, True)
    assert coverage(lake)["post.published"].until_at == NOW


def test_what_a_stream_remarks_stands_beside_how_it_went(lake):
    class Refused(Posts):
        remark = "the token that ends with 1111 was refused"

    assert run(lake, Refused()).note == Refused.remark
    assert coverage(lake)["post.published"].complete
    assert run(lake, Refused(12, stop=10), NOW + timedelta(hours=1)).note == (
        f"the reading broke off: the forum is away.; {Refused.remark}"
    )


def test_what_was_whole_stays_sure_when_a_later_reading_breaks_off(lake):
    run(lake, Posts())
    for hour in (1, 2):
        run(lake, Posts(14, stop=12), NOW + timedelta(hours=hour))
        row = coverage(lake)["post.published"]
        assert (row.complete, row.sure_at) == (False, FIRST + timedelta(days=9))
    assert run(lake, Posts(14), NOW + timedelta(hours=3)).complete
    assert coverage(lake)["post.published"].sure_at == FIRST + timedelta(days=13)


@dataclass
class Quiet:
    """A stream that looked and found nothing; ``found``: but for this."""

    repo: str
    found: Facts = field(default_factory=Facts)
    source = "forum"
    name = "posts"
    kinds = ("post.published", "measured.members")

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        yield Step(self.found, {"looked": 1}, None, now, complete=True)


def told_of(lake):
    return {row.repo for row in lake.snapshot().coverage()}


def commits(lake):
    return lake.state(COVERAGE).delta_version


def test_what_many_quiet_streams_tell_is_written_together(lake):
    before = commits(lake)
    with Waiting(lake) as waiting:
        for number in range(20):
            assert gather(lake, Quiet(f"forum:{number}"), {}, NOW, waiting=waiting).complete
        assert (told_of(lake), commits(lake)) == (set(), before)
    assert told_of(lake) == {f"forum:{number}" for number in range(20)}
    assert commits(lake) == before + 1
    assert all(row.complete and row.until_at == NOW for row in lake.snapshot().coverage())


@pytest.mark.parametrize(
    "found",
    [
        Facts((happened("post.published", FIRST, "forum:ann", repo="forum:b", subject="t/1"),)),
        Facts(measurements=(measured("members", "forum:b", NOW, 7, source="forum"),)),
        Facts(sightings=(Sighting("forum:ann", "Ann", source="forum"),)),
    ],
)
def test_a_stream_that_brought_something_is_told_of_at_once_with_all_that_wait(lake, found):
    before = commits(lake)
    with Waiting(lake) as waiting:
        gather(lake, Quiet("forum:a"), {}, NOW, waiting=waiting)
        gather(lake, Quiet("forum:b", found), {}, NOW, waiting=waiting)
        assert told_of(lake) == {"forum:a", "forum:b"}
        gather(lake, Quiet("forum:c"), {}, NOW, waiting=waiting)
        assert told_of(lake) == {"forum:a", "forum:b"}
    assert told_of(lake) == {"forum:a", "forum:b", "forum:c"}
    assert commits(lake) == before + 2


@pytest.mark.parametrize(("limit", "value"), [("AT_ONCE", 4), ("EVERY", -1.0)])
def test_none_waits_for_many_others_or_for_long(lake, monkeypatch, limit, value):
    monkeypatch.setattr(job, limit, value)
    with Waiting(lake) as waiting:
        for repo in ("forum:a", "forum:b"):
            gather(lake, Quiet(repo), {}, NOW, waiting=waiting)
        assert told_of(lake) == {"forum:a", "forum:b"}


def broken_off(lake, error):
    with Waiting(lake) as waiting:
        gather(lake, Quiet("forum:a"), {}, NOW, waiting=waiting)
        raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, Killed, ValueError])
def test_what_waits_is_written_when_a_run_breaks_off(lake, error):
    with pytest.raises(error):
        broken_off(lake, error)
    assert told_of(lake) == {"forum:a"}


def test_a_run_that_breaks_off_does_not_wait_for_another_writer(lake, monkeypatch):
    monkeypatch.setattr(job, "IN_HASTE", 0.05)
    with lake.locked():
        with pytest.raises(KeyboardInterrupt):
            broken_off(lake, KeyboardInterrupt)
        waiting = Waiting(lake)
        gather(lake, Quiet("forum:b"), {}, NOW, waiting=waiting)
        with pytest.raises(LakeBusy):
            waiting.write(0.05)
    assert told_of(lake) == set()
    waiting.write()
    assert told_of(lake) == {"forum:b"}


def test_what_was_found_before_a_run_was_killed_is_kept_and_what_waited_is_looked_at_again(lake):
    """Nothing is written when the process is gone: the block does not even end."""
    waiting = Waiting(lake)
    gather(lake, Posts(), {}, NOW, waiting=waiting)
    gather(lake, Quiet("forum:a"), {}, NOW, waiting=waiting)
    del waiting
    assert len(held(lake)) == 10
    assert told_of(lake) == {"forum:example"}
    again = Posts(12)
    assert run(lake, again, NOW + timedelta(hours=1)).added == 2
    assert again.asked == [10]
    assert run(lake, Quiet("forum:a"), NOW + timedelta(hours=1)).complete
    assert told_of(lake) == {"forum:example", "forum:a"}


def test_a_long_reading_without_facts_says_in_between_how_far_it_is(lake, monkeypatch):
    class Slow(Quiet):
        def steps(self, state, now):
            yield Step(Facts(), {"looked": 1}, None, now)
            monkeypatch.setattr(job, "EVERY", -1.0)
            yield Step(Facts(), {"looked": 2}, None, now)
            monkeypatch.setattr(job, "EVERY", 60.0)
            assert json.loads(coverage(lake)["post.published"].state) == {"looked": 1}
            yield Step(Facts(), {"looked": 3}, None, now, complete=True)

    with Waiting(lake) as waiting:
        gather(lake, Slow("forum:a"), {}, NOW, waiting=waiting)
        assert not coverage(lake)["post.published"].complete
    assert json.loads(coverage(lake)["post.published"].state) == {"looked": 3}
