"""Whatever goes wrong on the way, and wherever a reading is killed: the lake ends equal."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from folkmoot.jobs import gather as job
from folkmoot.jobs.gather import gather
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import SourceBusy, SourceUnreadable
from folkmoot.wiring.streams.github import streams_of_repository
from tests.sources.contract import NOW, Kept, read, read_all
from tests.sources.github.forge import TOKENS, Faulty, Forge

PATH = "Example/Kit"


class Killed(BaseException):
    """The process is gone."""


def streams(forge, transport=None, tokens=TOKENS):
    return list(streams_of_repository(forge.github(transport, tokens), PATH))


@pytest.fixture(scope="module")
def whole():
    return read_all(streams(Forge()))


@pytest.mark.parametrize("seed", range(6))
def test_faults_change_nothing(whole, seed):
    forge = Forge(size=1 + seed % 3, graphql=seed % 2 == 0)
    assert read_all(streams(forge, Faulty(forge, seed))) == whole
    assert forge.clock.slept, "there were faults"


@pytest.mark.parametrize(("tokens", "graphql"), [((), True), (TOKENS, False), (TOKENS[:1], True)])
def test_rest_graphql_and_nobody_tell_the_same(whole, tokens, graphql):
    forge = Forge(size=4, graphql=graphql)
    assert read_all(streams(forge, tokens=tokens)) == whole
    asked = {request.url.path for request in forge.asked}
    assert ("/graphql" in asked) == bool(tokens)


def test_graphql_that_answers_something_else_is_not_asked_again(whole):
    forge = Forge()
    answered = []

    def answer(request):
        if request.url.path != "/graphql":
            return forge.answer(request)
        answered.append(request)
        return httpx.Response(
            200, json={"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": "?"}]}
        )

    assert read_all(streams(forge, httpx.MockTransport(answer))) == whole
    assert len(answered) < 6


def rows(lake):
    snapshot = lake.snapshot()
    events = snapshot.run(snapshot.events().drop("seen_at")).to_pylist()
    measured = snapshot.run(snapshot.measurements_table().drop("seen_at")).to_pylist()
    return sorted(map(repr, events)), sorted(map(repr, measured)), {row.kind for row in snapshot.coverage()}


def run(lake, forge, transport=None, minutes=0):
    now = NOW + timedelta(minutes=minutes)
    known = {}
    for row in lake.snapshot().coverage():
        known.setdefault(row.repo, {})[row.kind] = row
    errors = [gather(lake, one, known.get(one.repo, {}), now).error for one in streams(forge, transport)]
    return [error for error in errors if error]


def test_a_lake_filled_by_killed_and_busy_runs_equals_one_filled_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "AT_ONCE", 1)  # what is read is kept at once, as in a long run
    whole, broken = Lake.at(tmp_path / "whole"), Lake.at(tmp_path / "broken")
    whole.create()
    broken.create()
    assert run(whole, Forge(size=3)) == []

    def dying(forge, after):
        def answer(request):
            if len(forge.asked) >= after:
                raise Killed
            return forge.answer(request)

        return httpx.MockTransport(answer)

    for after in (5, 11, 17):
        forge = Forge(size=3)
        with pytest.raises(Killed):
            run(broken, forge, dying(forge, after), after)
    forge = Forge(size=3)
    forge.status["stargazers|comments"] = 403
    assert [type(error) for error in run(broken, forge, minutes=30)] == [SourceUnreadable, SourceUnreadable]
    assert run(broken, Forge(size=3), minutes=60) == []
    assert rows(broken) == rows(whole)


def test_an_exhausted_forge_is_left_alone_and_says_until_when():
    forge = Forge()
    reset = str(int(forge.clock()) + 7200)

    def answer(request):
        if len(forge.asked) > 3:
            return httpx.Response(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset})
        return forge.answer(request)

    kept = Kept()
    _, issues, *_ = streams(forge, httpx.MockTransport(answer))
    with pytest.raises(SourceBusy, match="2026-03-01 14:00:00 UTC"):
        read(issues, kept)
    assert kept.events, "what was read before stays"
    assert forge.clock.slept == [], "two hours are more than anybody waits"
