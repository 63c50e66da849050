"""What a second reading costs and brings; lists that move while they are read; what is gone, renamed or cut short."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import httpx
import pytest

from folkmoot.model.errors import SourceUnreadable, WorkspaceBroken
from folkmoot.sources.github.builds import Builds
from folkmoot.sources.github.changes import Changes
from folkmoot.sources.github.comments import Comments
from folkmoot.sources.github.happenings import Happenings
from folkmoot.sources.github.interest import Forks, Stars
from folkmoot.sources.github.issues import Issues
from folkmoot.sources.github.organization import Members, Repositories
from folkmoot.sources.github.repository import Repository
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place
from folkmoot.wiring.streams.github import streams_of, streams_of_repository
from tests.sources.contract import NOW, Kept, read
from tests.sources.github.forge import Forge

PATH = "Example/Kit"
SOON = "2026-03-01T12:30:00Z"
LATER = NOW + timedelta(hours=1)


def changed(thing, **values):
    return {**deepcopy(thing), **values}


def test_a_second_reading_brings_what_is_new_and_costs_little():
    forge, kept = Forge(size=100), Kept()
    states = [read(stream, kept)[0] for stream in streams_of_repository(forge.github(), PATH)]
    before, first = set(kept.events), len(forge.asked)
    new = {"created_at": SOON, "updated_at": SOON}
    data = forge.data
    data["issues"] += [changed(data["issues"][0], number=20, id=1, **new)]
    data["pulls"] += [changed(data["pulls"][0], number=21, id=2, merged_at=SOON, head={"sha": "e" * 40}, **new)]
    data["issue_comments"] += [changed(data["issue_comments"][0], id=3, **new)]
    data["events"] += [changed(data["events"][0], id=70000, created_at=SOON)]
    data["stargazers"] += [{"starred_at": SOON, "user": {"login": "eve", "id": 9}}]
    data["forks"] += [changed(data["forks"][0], id=6000, full_name="eve/kit", created_at=SOON)]
    data["releases"] = [changed(data["releases"][1], id=7000, tag_name="v2", published_at=SOON), *data["releases"]]
    again = [
        read(stream, kept, state, now=LATER)[0]
        for stream, state in zip(streams_of_repository(forge.github(), PATH), states, strict=True)
    ]
    kinds = sorted(kept.events[one].kind for one in set(kept.events) - before)
    assert kinds == [
        "change.merged", "change.opened", "issue.commented", "issue.labeled", "issue.opened", "release.published",
        "repo.forked", "repo.starred",
    ]  # fmt: skip
    second = len(forge.asked)
    assert second - first < first
    for stream, state in zip(streams_of_repository(forge.github(), PATH), again, strict=True):
        after, last = read(stream, kept, state, now=LATER)
        read(stream, kept, after, now=LATER)
        assert last.complete
        assert last.until_at == LATER
    assert forge.not_modified > 8, "pages that are the same are not sent again"


class Moving(httpx.BaseTransport):
    """A forge in which something happens after each of the first answers to a list."""

    def __init__(self, forge, path, *happen):
        self.forge, self.path, self.happen = forge, path, list(happen)

    def handle_request(self, request):
        answer = self.forge.answer(request)
        if request.url.path.endswith(self.path) and self.happen:
            self.happen.pop(0)()
        return answer


def test_what_slips_to_an_earlier_page_is_read_nevertheless():
    forge = Forge(size=2)
    oldest = min(forge.data["issues"], key=lambda one: one["updated_at"])
    stream = Issues(forge.github(Moving(forge, "/issues", lambda: oldest.update(updated_at=SOON))), PATH)
    kept = Kept()
    _, last = read(stream, kept)
    assert len(kept.events) == 9
    assert last.complete


@pytest.mark.parametrize("most", range(1, 6))
def test_nor_is_it_lost_when_the_reading_is_killed_meanwhile(most):
    forge, kept = Forge(size=2), Kept()
    oldest = min(forge.data["issues"], key=lambda one: one["updated_at"])
    moving = Moving(forge, "/issues", lambda: oldest.update(updated_at=SOON))
    state, _ = read(Issues(forge.github(moving), PATH), kept, most=most)
    read(Issues(forge.github(), PATH), kept, state)
    assert len(kept.events) == 9


def test_a_change_that_moves_to_the_top_while_the_list_is_read_is_read_nevertheless():
    forge, kept = Forge(size=2), Kept()
    oldest = min(forge.data["pulls"], key=lambda one: one["updated_at"])
    stream = Changes(forge.github(Moving(forge, "/pulls", lambda: oldest.update(updated_at=SOON))), PATH)
    read(stream, kept)
    assert len([one for one in kept.events.values() if one.kind == "change.opened"]) == 6


def test_new_stars_are_found_though_others_were_taken_back():
    forge, kept = Forge(size=2), Kept()
    state, _ = read(Stars(forge.github(), PATH), kept)
    assert len(kept.events) == 4
    gone = [one for one in forge.data["stargazers"] if not one["user"] or one["user"]["login"] not in ("Ann", "bo")]
    new = [{"starred_at": SOON[:-3] + f"{n:02}Z", "user": {"login": f"new-{n}", "id": 200 + n}} for n in range(5)]
    forge.data["stargazers"] = gone[:-1] + new
    before = len(forge.asked)
    state, last = read(Stars(forge.github(), PATH), kept, state, now=LATER)
    assert len(kept.events) == 9
    assert last.complete
    read(Stars(forge.github(), PATH), kept, state, now=LATER)
    assert len(forge.asked) - before < 10
    assert len(kept.events) == 9


def test_of_very_many_stars_the_newest_are_not_shown(monkeypatch):
    monkeypatch.setattr("folkmoot.sources.github.interest.MOST_PAGES", 2)
    monkeypatch.setattr("folkmoot.sources.github.interest.PAGE", 2)
    forge = Forge(size=2)
    forge.data["stargazers"] = forge.data["stargazers"][:4]
    state = {}
    for _ in range(2):
        state, last = read(Stars(forge.github(), PATH), Kept(), state)
        assert not last.complete
        assert "only the oldest 4 stars" in last.note


@pytest.mark.parametrize("status", [404, 451])
def test_a_repository_that_is_gone_is_told_and_loses_nothing(status):
    forge, kept = Forge(), Kept()
    states = [read(stream, kept)[0] for stream in streams_of_repository(forge.github(), PATH)]
    forge.status[""] = status
    for stream, state in zip(streams_of_repository(forge.github(), PATH), states, strict=True):
        after, last = read(stream, kept, state, now=LATER)
        assert not last.complete, stream.name
        assert last.note.startswith("GitHub "), stream.name
        forge.status.clear()
        read(stream, kept, after, now=LATER)
        forge.status[""] = status


def test_issues_that_are_switched_off_are_all_there_are():
    forge = Forge()
    forge.status["issues"] = 410
    for stream in (Issues(forge.github(), PATH), Comments(forge.github(), PATH), Happenings(forge.github(), PATH)):
        kept = Kept()
        _, last = read(stream, kept)
        assert last.complete
        assert last.note == "this is switched off (said why)"
        assert {one.kind for one in kept.events.values()} <= {"change.commented"}
    kept = Kept()
    read(Changes(forge.github(), PATH), kept)
    assert kept.events, "changes are listed apart from issues"


def test_a_list_of_which_github_shows_only_the_first_pages():
    forge, whole, kept = Forge(size=2), Kept(), Kept()
    read(Issues(forge.github(), PATH), whole)

    def answer(request):
        if request.url.path.endswith(("issues", "events")) and int(request.url.params.get("page", 1)) > 2:
            return httpx.Response(422, json={"message": "In order to keep the API fast, pagination is limited"})
        return forge.answer(request)

    cut = forge.github(httpx.MockTransport(answer))
    _, last = read(Issues(cut, PATH), kept)
    assert len(kept.events) >= 5, "issues are asked for by the moment of their change"
    state = {}
    for _ in range(2):
        state, last = read(Happenings(cut, PATH), kept, state)
        assert not last.complete
        assert "GitHub shows no more of such a long list" in last.note


def test_a_renamed_repository_keeps_its_name_in_the_lake_and_is_followed():
    forge, kept = Forge(), Kept()
    forge.data["repository"]["full_name"] = "Example/NewKit"

    def answer(request):
        path = request.url.path
        if path.startswith("/repos/"):
            return httpx.Response(
                301, headers={"Location": f"/repositories/5001{path.removeprefix('/repos/Example/Kit')}"}
            )
        url = request.url.copy_with(path=path.replace("/repositories/5001", "/repos/Example/Kit"))
        return forge.answer(httpx.Request("GET", url, headers=request.headers))

    github = forge.github(httpx.MockTransport(answer), tokens=())
    state, last = read(Repository(github, PATH), kept)
    assert state == {"id": 5001, "name": "Example/NewKit"}
    assert (last.complete, last.note) == (True, "renamed to Example/NewKit")
    read(Issues(github, PATH), kept)
    assert {event.repo for event in kept.events.values()} == {"github:example/kit"}
    forge.data["repository"]["id"] = 9
    after, last = read(Repository(github, PATH), kept, state, now=NOW + timedelta(days=1))
    assert (after, last.complete) == (state, False)
    assert "its number is 9, and was 5001" in last.note
    assert len(kept.measurements) == 4, "of another repository nothing is measured"


def test_a_check_that_ends_later_is_read_though_its_change_did_not_move():
    forge, kept = Forge(), Kept()
    state, _ = read(Builds(forge.github(), PATH), kept)
    assert list(state["open"]) == [f"{9:040x}"]
    (running,) = [one for one in forge.data["check_runs"][f"{9:040x}"] if one["status"] != "completed"]
    running.update(status="completed", conclusion="success", completed_at=SOON)
    before = len(kept.events)
    state, last = read(Builds(forge.github(), PATH), kept, state, now=LATER)
    assert len(kept.events) == before + 1
    assert last.complete
    assert "open" not in state


def test_a_check_that_never_ends_is_given_up():
    forge, kept = Forge(), Kept()
    state, _ = read(Builds(forge.github(), PATH), kept)
    state, _ = read(Builds(forge.github(), PATH), kept, state, now=NOW + timedelta(days=16))
    assert "open" not in state


def test_a_kept_page_of_another_server_is_not_asked_for():
    forge, kept = Forge(size=2), Kept()
    state, _ = read(Forks(forge.github(), PATH), kept, most=1)
    assert "next" in state
    elsewhere = {**state, "next": state["next"].replace("api.github.com", "ghe.example.org")}
    _, last = read(Forks(forge.github(), PATH), kept, elsewhere)
    assert last.complete
    assert len(kept.events) == 3


@pytest.mark.parametrize("stream", [Issues, Changes, Stars])
def test_a_moment_that_is_to_come_yet_hides_nothing_that_comes_before(stream):
    forge, kept = Forge(), Kept()
    for name, field in (("issues", "updated_at"), ("pulls", "updated_at"), ("stargazers", "starred_at")):
        forge.data[name][-1][field] = "2099-01-01T00:00:00Z"
    state, _ = read(stream(forge.github(), PATH), kept)
    before = len(kept.events)
    forge.data["issues"].append(changed(forge.data["issues"][0], number=20, updated_at=SOON))
    forge.data["pulls"].append(changed(forge.data["pulls"][0], number=21, merged_at=None, updated_at=SOON))
    forge.data["stargazers"].insert(-1, {"starred_at": SOON, "user": {"login": "eve", "id": 9}})
    read(stream(forge.github(), PATH), kept, state, now=LATER)
    assert len(kept.events) == before + 1


@pytest.mark.parametrize("name", ["issues", "pulls", "events", "stargazers", "forks"])
@pytest.mark.parametrize("odd", [{}, [None], [{"id": "x"}], [[]], 7, "x", [{"number": 1, "created_at": 3.5}]])
def test_an_answer_of_another_shape_is_an_error_in_words(name, odd):
    stream = {
        "issues": Issues, "pulls": Changes, "events": Happenings, "stargazers": Stars, "forks": Forks,
    }[name]  # fmt: skip
    github = Forge().github(httpx.MockTransport(lambda _: httpx.Response(200, json=odd)))
    with pytest.raises(SourceUnreadable, match="github:example/kit"):
        read(stream(github, PATH), Kept())


def test_an_organisation():
    forge, kept = Forge(), Kept()
    repositories = Repositories(forge.github(), "example")
    assert repositories.names() == ["example/kit", "example/docs"]
    for stream in (Members(forge.github(), "example"), repositories):
        read(stream, kept)
    assert {one.name: (one.subject, one.amount) for one in kept.measurements.values()} == {
        "members": ("github:example", 2), "repositories": ("github:example", 2),
    }  # fmt: skip
    missing = Repositories(forge.github(), "nobody")
    assert missing.names() == []
    assert "no such organisation" in read(missing, Kept())[1].note
    forge.status["orgs"] = 403
    refused = Repositories(forge.github(), "example")
    assert refused.names() == []
    with pytest.raises(SourceUnreadable):
        read(refused, Kept())


def test_the_streams_of_the_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("MOOT_GITHUB_TOKEN", "one, two")
    given = Settings.model_validate(
        {
            "github": [
                {"repos": ["Example/Kit", "example/docs"], "stars": False, "api": "http://127.0.0.1:9/api/v3"},
                {"repos": ["example/KIT"], "builds": False},
            ]
        }
    )
    found = list(streams_of(Place(tmp_path, given)))
    assert {stream.repo for stream in found} == {"github:example/kit", "github:example/docs"}
    assert len(found) == 16
    assert "stars" not in {stream.name for stream in found}
    wrong = Settings.model_validate({"github": [{"repos": ["https://github.com/example/kit"]}]})
    with pytest.raises(WorkspaceBroken, match="no repository of GitHub"):
        list(streams_of(Place(tmp_path, wrong)))
