"""When accounts were made: each asked once, at most so many at a time; and who is asked about at all."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.jobs.gather import gather
from folkmoot.lake.append import append_events
from folkmoot.model.facts import Unaged
from folkmoot.sources.gitee.accounts import Accounts as GiteeAccounts
from folkmoot.sources.github import accounts
from folkmoot.sources.github.accounts import Accounts
from folkmoot.wiring.ages import unaged
from folkmoot.wiring.collecting import Collecting
from folkmoot.wiring.settings import Settings
from folkmoot.wiring.streams import Place
from folkmoot.wiring.streams.github import streams_of
from folkmoot.wiring.workspace import make_workspace
from tests.reports.facts import events_of
from tests.sources.contract import NOW, Kept, read
from tests.sources.gitee.server import Server
from tests.sources.github.contract import WANTED
from tests.sources.github.forge import Forge

WHO = [Unaged(f"github:{name}", number) for name, number in WANTED]
DURING = datetime(2020, 12, 20)
CHARTER = """
community: {name: Example, zone: Asia/Shanghai}
contests:
  - id: stars
    title: Stars
    begins: "2020-12-14"
    ends: "2020-12-26"
    scoring: [{id: star, kind: repo.starred, points: 1}]
    guards: [{rule: fresh-account, days: 7}]
"""
LOG = """
    2020-03-01T00:00  issue.opened    kit#1  ann
    2020-03-01T00:00  commit.authored kit    bo
    2020-12-14T02:00  repo.starred    kit    ann
    2020-12-16T02:00  repo.starred    kit    bo
    2020-12-15T02:00  repo.starred    kit    cy   actor_id=30
    2020-12-15T02:00  repo.starred    kit    github:dee
    2020-12-15T03:00  issue.opened    kit#2  eve
    2020-12-28T03:00  repo.starred    kit    fay
"""


def _ages(kept):
    return {one.subject: one.at for one in kept.measurements.values()}


@pytest.mark.parametrize("graphql", [True, False])
def test_who_is_gone_or_somebody_else_by_now_has_no_age_and_is_not_asked_again(graphql):
    forge, kept = Forge(graphql=graphql), Kept()
    state, last = read(Accounts(forge.github(), lambda _now: WHO), kept)
    assert _ages(kept) == {"github:ann": datetime(2019, 5, 6, 7, 8, 9), "github:bo": datetime(2026, 2, 27)}
    assert state == {"gone": ["github:cy", "github:gone"]}
    assert last.complete
    asked = len(forge.asked)
    read(Accounts(forge.github(), lambda _now: WHO[2:]), kept, state)
    assert len(forge.asked) == asked


def test_many_are_one_question_and_too_many_wait(monkeypatch):
    forge, kept = Forge(), Kept()
    read(Accounts(forge.github(), lambda _now: WHO[:3]), kept)
    assert len(forge.asked) == 1
    monkeypatch.setattr(accounts, "MOST_UNKNOWN", 1)
    _, last = read(Accounts(forge.github(tokens=()), lambda _now: WHO), kept)
    assert len(forge.asked) == 2
    assert not last.complete
    assert last.note == "3 more accounts are asked for at the next reading"


def test_gitee_tells_in_its_zone():
    kept = Kept()
    read(GiteeAccounts(Server().gitee(), lambda _now: [Unaged("gitee:ann", "11")]), kept)
    assert _ages(kept) == {"gitee:ann": datetime(2019, 3, 4)}


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "charter").mkdir()
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    make_workspace(tmp_path / "w", tmp_path / "charter")
    return Collecting(tmp_path / "w")


def test_only_whom_a_contest_s_rule_would_ask_about_is_wanted(workspace):
    """Ann was there long before, of Bo only a commit says so, Dee is of another forge, Eve did nothing that counts, Fay came when it was over."""
    append_events(workspace.lake, list(events_of(LOG)))
    place = Place(workspace.folder, workspace.settings)
    wanted = unaged(place, "gitee")
    assert wanted(DURING) == (Unaged("gitee:cy", "30"), Unaged("gitee:bo"))
    assert unaged(place, "github")(DURING) == (Unaged("github:dee"),)
    assert wanted(NOW) == (), "the contest is over for years"
    stream = Accounts(Forge().github(), lambda _now: [Unaged("github:bo")])
    gather(workspace.lake, stream, {}, DURING)
    append_events(workspace.lake, list(events_of("2020-12-17T02:00  repo.starred  kit  github:bo")))
    assert unaged(place, "github")(DURING) == (Unaged("github:dee"),), "who is known is not asked for again"


@pytest.mark.parametrize(
    ("charter", "asked"), [(CHARTER, True), (CHARTER.replace("fresh-account", "self-merged"), False), ("", False)]
)
def test_nobody_is_asked_where_no_contest_has_the_rule(tmp_path, charter, asked):
    settings = Settings.model_validate({"github": [{"repos": ["example/kit"]}]})
    if charter:
        (tmp_path / "charter").mkdir()
        (tmp_path / "charter" / "community.yaml").write_text(charter, "utf-8")
    found = {stream.repo for stream in streams_of(Place(tmp_path, settings))}
    assert ("github:accounts" in found) is asked
