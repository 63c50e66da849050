"""Gathering a stream: nothing is lost, nothing is doubled, wherever it breaks off."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from folkmoot.jobs import gather as job
from folkmoot.jobs.gather import gather
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import SourceUnreadable
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
