"""A group from its proposal to its folder: what it lacks, the week of notice, the vote, and the files, in both forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.charter.amending.proof import amended
from folkmoot.charter.reader import read_charter
from folkmoot.jobs import founding, voting
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions, petitions
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.homes import Homes
from tests.gits import Git

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9)
WEEK = timedelta(days=7)
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
NOBODY = Actor("eve", "192.0.2.9")
FILES = {
    "community.yaml": """\
community: {name: Kit, zone: Asia/Shanghai}
people: [{id: ann, name: Ann, accounts: ["gitee:ann-a"]}, {id: bo, name: Bo}, {id: cy, name: Cy}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}, {person: bo, role: member}]}
proposals: [{id: kip-1, title: Graphs, status: provisional, authors: [cy], group: tsc}]
"""
}
SAID = {
    "slug": "graphs", "name_en": "Graph learning", "name_zh": "图学习", "scope": "Learning on graphs, and what it needs.",
    "lead": "cy", "people": "cy, ann bo", "proposal": "kip-1", "repositories": "gitee:kit/graphs", "mail": "g@lists.example.org",
}  # fmt: skip


@pytest.fixture
def homes(tmp_path: Path, kit: Git) -> Homes:
    kit.commit("The charter", FILES)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(read_charter(kit.folder), lake)


def test_the_last_day_of_the_discussion_is_the_communitys(homes: Homes) -> None:
    night = NOW.replace(hour=20)
    number = founding.propose(homes, SAID, actor=CY, now=night)
    assert [one.en for one in founding.founding(homes, number, night).lacks] == [
        "It is open for discussion until 2026-03-10."
    ]


def test_from_the_proposal_to_the_folder(homes: Homes, kit: Git) -> None:
    number = founding.propose(homes, SAID, actor=CY, now=NOW)
    founding.comment(number, "A good idea.", actor=BO, now=NOW)
    assert [one.en for one in founding.founding(homes, number, NOW).lacks] == [
        "It is open for discussion until 2026-03-09."
    ]
    with pytest.raises(BadInput, match="open for discussion"):
        founding.put(homes, number, group="tsc", actor=ANN, now=NOW)
    late = NOW + WEEK
    with pytest.raises(NotAllowed):
        founding.put(homes, number, group="tsc", actor=CY, now=late)
    motion = founding.put(homes, number, group="tsc", actor=ANN, now=late)
    assert (motions.motion(motion).about, motions.motion(motion).kind) == ("sig:graphs", "sig")
    with pytest.raises(BadInput, match="open already"):
        founding.put(homes, number, group="tsc", actor=ANN, now=late)
    with pytest.raises(BadInput, match="has not passed: open"):
        founding.apply(homes, number, actor=ANN, now=late)
    for who in (ANN, BO):
        voting.vote(homes, motion, "yes", actor=who, now=late)
    end = late + timedelta(days=30)
    with pytest.raises(NotAllowed):
        founding.apply(homes, number, actor=CY, now=end)
    commit = founding.apply(homes, number, actor=ANN, now=end)
    assert kit("show", "--format=", "--name-only", commit).split() == ["groups/graphs.md", "groups/graphs.yaml"]
    again = replace(homes, charter=read_charter(kit.folder))
    group = again.charter.group_by_slug["graphs"]
    assert [(one.person, one.role, one.cause) for one in group.roles] == [
        ("cy", "maintainer", "motion 1"), ("cy", "member", "motion 1"), ("ann", "member", "motion 1"), ("bo", "member", "motion 1"),
    ]  # fmt: skip
    assert (group.name.zh, group.documents, group.repositories[0].repo) == (
        "图学习", ("groups/graphs.md",), "gitee:kit/graphs",
    )  # fmt: skip
    assert "- Ann (@ann-a)" in (kit.folder / "groups/graphs.md").read_text()
    assert founding.founding(again, number, end).stands
    with pytest.raises(BadInput, match="declares it already"):
        founding.apply(again, number, actor=ANN, now=end)


def test_what_is_missing_and_who_may(homes: Homes) -> None:
    with pytest.raises(NotAllowed):
        founding.propose(homes, SAID, actor=NOBODY, now=NOW)
    for wrong, says in (({"slug": "No Name"}, "no short name"), ({"slug": "tsc"}, "already"), ({"kind": "committee"}, "not founded"),
                        ({"name_en": "", "name_zh": ""}, "has a name"), ({"repositories": "gitee:kit/graphs; kit"}, "'kit' is no repository"),
                        ({"mail": "ask Cy"}, "no mail address")):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            founding.propose(homes, {**SAID, **wrong}, actor=CY, now=NOW)
    poor = {"slug": "poor", "name_en": "Poor", "people": "cy eve", "scope": "Things"}
    number = founding.propose(homes, poor, actor=CY, now=NOW)
    with pytest.raises(BadInput, match="asked already"):
        founding.propose(homes, poor, actor=ANN, now=NOW)
    assert [one.en for one in founding.founding(homes, number, NOW + WEEK).lacks] == [
        "Not declared as people: eve.", "At least 3 people found a group; so far 1.",
        "Nobody of them is named as the lead.", "The scope is not described.", "No proposal on file says what it is for.",
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        founding.revise(number, SAID, actor=ANN, now=NOW)
    founding.revise(number, SAID, actor=CY, now=NOW + WEEK)  # the week begins anew, the name stays
    assert petitions.one("group", number).wanted["slug"] == "poor"
    assert len(founding.founding(homes, number, NOW + WEEK).lacks) == 1
    assert founding.founding(homes, number, NOW + 2 * WEEK).lacks == ()
    founding.withdraw(number, actor=CY, now=NOW)
    founding.propose(homes, poor, actor=ANN, now=NOW)


def test_the_folder_in_the_form_of_mindspore(real_data: Path, tmp_path: Path) -> None:
    charter = read_charter(real_data / "mindspore-community")
    people = [one.id for one in charter.people if one.accounts][:3]
    wanted = founding._clean({**SAID, "slug": "newgraphs", "lead": people[0], "people": people})
    homes = Homes(charter, Lake.at(tmp_path / "lake"))
    change = founding.written(homes, wanted, 7, NOW)
    assert sorted(one.path for one in change.files) == [
        "sigs/newgraphs/README.md", "sigs/newgraphs/README_en.md", "sigs/newgraphs/sig-info.yaml",
    ]  # fmt: skip
    group = amended(charter, change).group_by_slug["newgraphs"]
    assert {one.person for one in group.roles if one.role == "maintainer"} == {people[0]}


CHAPTER = {
    **SAID, "slug": "lake", "kind": "chapter", "proposal": "", "repositories": "", "sort": "university", "city_en": "Hangzhou",
    "latitude": "30.27", "longitude": "120.15", "contact": "请写信到邮件列表。",
}  # fmt: skip


def test_a_chapter_is_founded_as_a_group_is_with_its_block(homes: Homes, kit: Git) -> None:
    poor = founding.propose(
        homes, {**CHAPTER, "city_en": "", "contact": "", "mail": "", "slug": "poor"}, actor=CY, now=NOW
    )
    assert [one.en for one in founding.founding(homes, poor, NOW + WEEK).lacks] == [
        "Nobody has said where it is.", "Nobody has said how to reach those who organise it.",
    ]  # fmt: skip
    number = founding.propose(homes, CHAPTER, actor=CY, now=NOW)
    motion = founding.put(homes, number, group="tsc", actor=ANN, now=NOW + WEEK)
    assert motions.motion(motion).title.zh == "成立分会图学习（lake）"
    for who in (ANN, BO):
        voting.vote(homes, motion, "yes", actor=who, now=NOW + WEEK)
    founding.apply(homes, number, actor=ANN, now=NOW + 5 * WEEK)
    group = read_charter(kit.folder).group_by_slug["lake"]
    assert group.chapter is not None
    assert (group.kind, group.chapter.sort, group.chapter.where.latitude, group.chapter.contact.zh) == (
        "chapter", "university", 30.27, "请写信到邮件列表。",
    )  # fmt: skip
    assert next((one.person, one.role) for one in group.roles) == ("cy", "lead")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"sort": "moon"}, "no sort of chapter"),
        ({"latitude": "91"}, "no place on a map"),
        ({"longitude": ""}, "no place on a map"),
        ({"longitude": "nan"}, "no place on a map"),
        ({"country": "C1"}, "is no country"),
        ({"zone": "Mars/Base"}, "no time zone"),
    ],
)
def test_what_is_wrong_with_a_chapter_is_said(homes: Homes, wrong: dict[str, str], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        founding.propose(homes, {**CHAPTER, **wrong}, actor=CY, now=NOW)
