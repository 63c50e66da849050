"""What becomes of a group: who may ask, the week of notice, the committee's vote, the charter's change; and asking twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import lifecycle, voting
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions
from folkmoot.ledger.petitions import Overtaken
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.homes import Homes
from tests.gits import Git

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9)
WEEK, MONTH = timedelta(days=7), timedelta(days=30)
ANN, BO, CY, DORA = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy", "dora"))
WHY = "Nobody has met for a year, and the work goes on elsewhere."
FILES = {
    "community.yaml": """\
community: {name: Kit}
people: [{id: ann, name: Ann}, {id: bo, name: Bo}, {id: cy, name: Cy}, {id: dora, name: Dora}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}
- {kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: maintainer}, {person: cy, role: member}],
   repositories: [{repo: "gitee:kit/kit"}]}
- {kind: sig, slug: tools, name: Tools, roles: [{person: dora, role: maintainer}]}
- {kind: sig, slug: asleep, name: Asleep, status: dormant, roles: [{person: cy, role: member}]}
"""
}


@pytest.fixture
def homes(tmp_path: Path, kit: Git) -> Homes:
    kit.commit("The charter", FILES)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(read_charter(kit.folder), lake)


def test_a_merger_from_the_question_to_the_charter(homes: Homes, kit: Git) -> None:
    number = lifecycle.ask(homes, "kit", {"what": "merge", "into": "tools", "why": WHY}, actor=BO, now=NOW)
    lifecycle.comment(number, "What of the weekly meeting?", actor=CY, now=NOW)
    assert [one.en for one in lifecycle.course(homes, number, NOW).lacks] == [
        "It is open for discussion until 2026-03-09."
    ]
    with pytest.raises(BadInput, match="open for discussion"):
        lifecycle.put(homes, number, group="tsc", actor=ANN, now=NOW)
    late = NOW + WEEK
    with pytest.raises(NotAllowed):
        lifecycle.put(homes, number, group="tsc", actor=BO, now=late)
    motion = lifecycle.put(homes, number, group="tsc", actor=ANN, now=late)
    found = motions.motion(motion)
    assert (found.kind, found.title.en, found.authorises) == (
        "lifecycle", "Merge Kit into Tools", {"group": "kit", "becomes": "archived", "into": "tools"},
    )  # fmt: skip
    with pytest.raises(BadInput, match="open already"):
        lifecycle.put(homes, number, group="tsc", actor=ANN, now=late)
    with pytest.raises(BadInput, match="not passed: open"):
        lifecycle.apply(homes, number, actor=ANN, now=late)
    voting.vote(homes, motion, "yes", actor=ANN, now=late)
    end = late + MONTH
    with pytest.raises(NotAllowed):
        lifecycle.apply(homes, number, actor=BO, now=end)
    assert "status: archived" in lifecycle.course(homes, number, end).amendment.diff
    commit = lifecycle.apply(homes, number, actor=ANN, now=end)
    assert kit("show", "--format=", "--name-only", commit).split() == ["community.yaml"]
    again = replace(homes, charter=read_charter(kit.folder))
    kit_group, tools = again.charter.group_by_slug["kit"], again.charter.group_by_slug["tools"]
    assert (kit_group.status, {one.cause for one in kit_group.roles}) == ("archived", {f"motion {motion}"})
    assert {(one.person, one.role) for one in tools.roles} == {
        ("dora", "maintainer"),
        ("bo", "member"),
        ("cy", "member"),
    }
    assert [one.repo for one in tools.repositories] == ["gitee:kit/kit"]
    assert lifecycle.course(again, number, end).stands
    with pytest.raises(BadInput, match="says so already"):
        lifecycle.apply(again, number, actor=ANN, now=end)


@pytest.mark.parametrize(
    ("actor", "slug", "said", "allowed"),
    [
        (BO, "kit", {"what": "archive"}, True),  # its lead
        (ANN, "kit", {"what": "archive"}, True),  # of the committee
        (CY, "kit", {"what": "archive"}, False),  # a member only
        (DORA, "kit", {"what": "archive"}, False),
        (DORA, "kit", {"what": "merge", "into": "tools"}, True),  # leads the one that takes over
        (CY, "asleep", {"what": "revive"}, True),  # serves in a group that nobody leads
        (DORA, "asleep", {"what": "revive"}, False),
        (Actor("eve"), "kit", {"what": "rest"}, False),
    ],
)
def test_who_may_ask(homes: Homes, actor: Actor, slug: str, said: dict[str, str], allowed: bool) -> None:
    if allowed:
        assert lifecycle.ask(homes, slug, {**said, "why": WHY}, actor=actor, now=NOW) == 1
    else:
        with pytest.raises(NotAllowed):
            lifecycle.ask(homes, slug, {**said, "why": WHY}, actor=actor, now=NOW)


@pytest.mark.parametrize(
    ("slug", "said", "says"),
    [
        ("kit", {"what": "revive"}, "is active"),
        ("kit", {"what": "vanish"}, "nothing that becomes"),
        ("kit", {"what": "merge", "into": "nowhere"}, "no group"),
        ("tsc", {"what": "archive"}, "not ended"),
        ("nowhere", {"what": "archive"}, "no group"),
    ],
)
def test_what_cannot_be_asked(homes: Homes, slug: str, said: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        lifecycle.ask(homes, slug, said, actor=ANN, now=NOW)


def test_one_at_a_time_and_what_is_missing(homes: Homes) -> None:
    number = lifecycle.ask(homes, "kit", {"what": "merge", "why": "short"}, actor=BO, now=NOW)
    assert [one.en for one in lifecycle.course(homes, number, NOW + WEEK).lacks] == [
        "It does not say which group takes over.", "The reasons are not described.",
    ]  # fmt: skip
    with pytest.raises(Overtaken):
        lifecycle.ask(homes, "kit", {"what": "archive", "why": WHY}, actor=ANN, now=NOW)
    with pytest.raises(NotAllowed):
        lifecycle.revise(homes, number, {"what": "archive", "why": WHY}, actor=ANN, now=NOW)
    lifecycle.revise(homes, number, {"what": "archive", "why": WHY}, actor=BO, now=NOW + WEEK)
    assert len(lifecycle.course(homes, number, NOW + WEEK).lacks) == 1  # the week begins anew
    assert lifecycle.course(homes, number, NOW + 2 * WEEK).lacks == ()
    lifecycle.withdraw(number, actor=BO, now=NOW)
    assert lifecycle.ask(homes, "kit", {"what": "rest", "why": WHY}, actor=ANN, now=NOW) == number + 1


def test_a_motion_that_fails_changes_nothing_and_it_may_be_asked_again(homes: Homes) -> None:
    number = lifecycle.ask(homes, "kit", {"what": "archive", "why": WHY}, actor=BO, now=NOW)
    late = NOW + WEEK
    motion = lifecycle.put(homes, number, group="tsc", actor=ANN, now=late)
    voting.vote(homes, motion, "no", actor=ANN, now=late)
    end = late + MONTH
    it = lifecycle.course(homes, number, end)
    assert (it.word, it.amendment) == ("failed", None)
    with pytest.raises(BadInput, match="not passed: failed"):
        lifecycle.apply(homes, number, actor=ANN, now=end)
    assert lifecycle.ask(homes, "kit", {"what": "rest", "why": WHY}, actor=BO, now=end) == number + 1
