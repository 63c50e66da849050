"""Whatever goes wrong on the way, and wherever a reading is killed: the lake ends equal."""

from __future__ import annotations

import random
from datetime import timedelta

import httpx
import pytest

from folkmoot.jobs import gather as job
from folkmoot.jobs.gather import gather
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import SourceBusy, SourceUnreadable, WorkspaceBroken
from folkmoot.wiring.settings import GiteeSource, Settings
from folkmoot.wiring.streams import Place
from folkmoot.wiring.streams import gitee as wiring
from tests.sources.contract import NOW, read_all
from tests.sources.gitee.server import Server


class Killed(BaseException):
    """The process is gone."""


def faulty(seed):
    chance = random.Random(seed)

    def before(number):
        return None if number % 5 == 0 else chance.choice([
            None, None, None, lambda: httpx.Response(500), lambda: httpx.Response(502, text="<html>"),
            lambda: httpx.Response(200, text='[{"id": 1'), lambda: httpx.Response(429, headers={"Retry-After": "1"}),
            lambda: httpx.Response(403, json={"message": "403 API Rate Limit Exceeded"}), lambda: httpx.Response(200, text=""),
        ])  # fmt: skip

    def answer(number):
        made = before(number)
        return made() if made else None

    return answer


@pytest.mark.parametrize("forge", ["gitee", "gitcode"])
@pytest.mark.parametrize("seed", range(4))
def test_faults_change_nothing(forge, seed):
    whole = read_all(Server(forge).streams())
    server = Server(forge, per_page=2 + seed, before=faulty(seed))
    assert read_all(server.streams()) == whole


def rows(lake):
    snapshot = lake.snapshot()
    events = snapshot.run(snapshot.events().drop("seen_at")).to_pylist()
    measured = snapshot.run(snapshot.measurements_table().drop("seen_at")).to_pylist()
    return sorted(map(repr, events)), sorted(map(repr, measured)), {row.kind for row in snapshot.coverage()}


def run(lake, server, minutes=0):
    known = {row.kind: row for row in lake.snapshot().coverage()}
    now = NOW + timedelta(minutes=minutes)
    return [error for one in server.streams() if (error := gather(lake, one, known, now).error)]


def test_a_lake_filled_by_killed_and_refused_runs_equals_one_filled_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(job, "AT_ONCE", 1)  # what is read is kept at once, as in a long run
    whole, broken = Lake.at(tmp_path / "whole"), Lake.at(tmp_path / "broken")
    whole.create()
    broken.create()
    assert run(whole, Server(per_page=2)) == []

    def dying(after):
        def before(number):
            if number > after:
                raise Killed

        return before

    for after in (4, 9, 15):
        with pytest.raises(Killed):
            run(broken, Server(per_page=2, before=dying(after)), after)
    server = Server(per_page=2)
    server.before = lambda _: httpx.Response(403, json={"message": "no"}) if "comments" in server.asked[-1] else None
    assert [type(error) for error in run(broken, server, 30)] == [SourceUnreadable, SourceUnreadable]
    assert run(broken, Server(per_page=2), 60) == []
    assert rows(broken) == rows(whole)


def test_a_token_stands_in_a_header_and_in_no_error_and_no_address():
    server = Server()
    server.before = lambda _: httpx.Response(403, json={"message": "t0ken-of-nobody may not"})
    with pytest.raises(SourceUnreadable) as error:
        read_all(server.streams())
    assert "t0ken" not in str(error.value)
    assert not [one for one in server.asked if "t0ken" in one]


def test_a_forge_that_wants_rest_says_until_when():
    server = Server(before=lambda _: httpx.Response(429, headers={"Retry-After": "7200"}))
    with pytest.raises(SourceBusy, match="left alone until"):
        read_all(server.streams())


def place(tmp_path, **told):
    return Place(tmp_path, Settings(gitee=(GiteeSource(**told),)))


def test_settings_become_streams(tmp_path, monkeypatch):
    asked = []

    def of_source(source):
        asked.append(source.forge)
        return Server(source.forge if source.forge == "gitcode" else "gitee").gitee()

    monkeypatch.setattr(wiring, "gitee_of", of_source)
    found = [
        (one.repo, one.name) for one in wiring.streams_of(place(tmp_path, repos=("Example/Kit",), orgs=("example",)))
    ]
    assert len(set(found)) == len(found), "what the organisation has, too, is read once"
    assert {repo for repo, _ in found} == {"gitee:example/kit", "gitee:example"}
    assert ("gitee:example/kit", "comments of changes") in found
    codes = [
        (one.repo, one.name) for one in wiring.streams_of(place(tmp_path, repos=("example/kit",), forge="gitcode"))
    ]
    assert ("gitcode:example/kit", "comments of changes") not in codes
    with pytest.raises(WorkspaceBroken, match="no repository of Gitee"):
        list(wiring.streams_of(place(tmp_path, repos=("kit",))))


@pytest.mark.parametrize(
    ("forge", "host"), [("gitee", "gitee.com"), ("atomgit", "api.atomgit.com"), ("gitcode", "api.gitcode.com")]
)
def test_each_forge_stands_at_its_own_address_or_at_the_one_told(forge, host):
    assert wiring.gitee_of(GiteeSource(forge=forge)).dialect.api.split("/")[2] == host
    own = wiring.gitee_of(GiteeSource(forge=forge, api="http://127.0.0.1:9/api/v5"))
    with pytest.raises(SourceUnreadable, match="elsewhere"):
        own.web.get("https://elsewhere.example/x")
