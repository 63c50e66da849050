"""A group that rests, is revived, archived or merged: the files, read back, in our own form and in MindSpore's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from folkmoot.charter.amending.lifecycle import settled
from folkmoot.charter.amending.proof import amended
from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter
from folkmoot.model.errors import BadInput
from folkmoot.model.lifecycle import Fate

DAY = date(2026, 3, 1)
NEXT = DAY + timedelta(days=1)
NATIVE = {
    "community.yaml": """\
community: {name: Example}
people: [{id: ann}, {id: bo}, {id: cy}, {id: dora}]
groups:
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}]}
# the tools, since ever
- kind: sig
  slug: tools
  name: {en: Tools, zh: 工具}
  roles:
  - {person: cy, role: maintainer}   # founder
  repositories:
  - repo: gitee:example/tools
""",
    "kit.yaml": """\
group:
  kind: sig
  slug: kit
  name: {en: Kit, zh: 套件}
  roles:
  - person: bo
    role: maintainer
    since: 2024-01-01
  - {person: cy, role: reviewer}
  - {person: dora, role: committer}
  - {person: ann, role: member, until: 2025-01-01}
  repositories:
  - repo: gitee:example/kit
  - {repo: gitee:example/tools}
  meetings:
  - {title: Weekly, rrule: "FREQ=WEEKLY;BYDAY=TU", time: "19:00", zone: Asia/Shanghai, starts: 2024-05-07}
  documents: [kit.md, kit-zh.md]
""",
    "kit.md": "# Kit\n\nTools of all kinds.\n",
    "kit-zh.md": "# 套件\n各种工具。\n",
}
MINDSPORE = {
    "sigs/kit/sig-info.yaml": (
        "name: kit\r\ndescription: Tools.\r\nmature_level: startup\r\nmaintainers:\r\n- gitee_id: Bo\r\n  name: Bo\r\n"
        "repositories:\r\n- repo:\r\n  - example/kit\r\n"
    ),
    "sigs/kit/README.md": "# Kit\n\n## Maintainers\n\n* Bo (bo)\n",
    "sigs/tools/sig-info.yaml": (
        "name: tools\nmaintainers:\n- gitee_id: cy\n  name: Cy\nrepositories:\n- repo:\n  - example/tools\n"
    ),
}


def _charter(folder: Path, files: dict[str, str]) -> Charter:
    for path, words in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words, "utf-8", newline="")
    return read_charter(folder)


def _open(charter: Charter, group: str) -> set[tuple[str, str]]:
    return {(one.person, one.role) for one in charter.group_by_slug[group].roles if one.until is None}


def test_a_merger_in_our_own_form(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    read = amended(charter, settled(charter, Fate("merge", "kit", DAY, "motion 7", into="tools")))
    kit, tools = read.group_by_slug["kit"], read.group_by_slug["tools"]
    assert (kit.status, {one.until for one in kit.roles}, {one.until for one in kit.repositories}) == (
        "archived", {DAY, date(2025, 1, 1)}, {DAY},
    )  # fmt: skip
    assert kit.meetings[0].rrule == "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260301"
    # Cy leads already, Ann's term is over; the lead of the merged group becomes a member.
    assert _open(read, "tools") == {("cy", "maintainer"), ("bo", "member"), ("dora", "committer")}
    assert [(one.repo, one.since) for one in tools.repositories] == [
        ("gitee:example/tools", None), ("gitee:example/kit", NEXT),
    ]  # fmt: skip
    assert {one.cause for one in tools.roles if one.person == "bo"} == {"motion 7"}


def test_leads_lead_on_where_that_was_said(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    read = amended(charter, settled(charter, Fate("merge", "kit", DAY, "motion 7", into="tools", leads=True)))
    assert ("bo", "maintainer") in _open(read, "tools")


def test_every_other_letter_stays_and_the_pages_get_a_note(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    after = {one.path: one.after for one in settled(charter, Fate("merge", "kit", DAY, "motion 7", into="tools")).files}
    assert "# the tools, since ever" in after["community.yaml"]
    assert "- {person: cy, role: maintainer}   # founder" in after["community.yaml"]
    assert after["kit.md"] == (
        "# Kit\n\n> **Merged into Tools on 2026-03-01** (motion 7). Its people and repositories went along.\n\n"
        "Tools of all kinds.\n"
    )
    assert after["kit-zh.md"].startswith("# 套件\n\n> **已于 2026-03-01 并入 工具**（动议 7）。")


def test_an_archived_group_ends_and_another_may_look_after_its_repositories(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    alone = amended(charter, settled(charter, Fate("archive", "kit", DAY, "motion 7")))
    assert (alone.group_by_slug["kit"].status, _open(alone, "kit")) == ("archived", set())
    assert len(alone.group_by_slug["tools"].repositories) == 1
    heir = amended(charter, settled(charter, Fate("archive", "kit", DAY, "motion 7", into="tools")))
    assert len(heir.group_by_slug["tools"].repositories) == 2
    assert _open(heir, "tools") == {("cy", "maintainer")}  # nobody is moved


def test_rest_and_revival_keep_the_people(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    change = settled(charter, Fate("rest", "kit", DAY, "motion 7"))
    read = amended(charter, change)
    assert (read.group_by_slug["kit"].status, len(_open(read, "kit"))) == ("dormant", 3)
    for one in change.files:
        (tmp_path / one.path).write_text(one.after or "", "utf-8")
    asleep = read_charter(tmp_path)
    back = amended(asleep, settled(asleep, Fate("revive", "kit", NEXT, "motion 8")))
    assert (back.group_by_slug["kit"].status, len(_open(back, "kit"))) == ("active", 3)


@pytest.mark.parametrize(
    ("fate", "says"),
    [
        (Fate("revive", "kit", DAY, "motion 7"), "'kit' is active"),
        (Fate("merge", "kit", DAY, "motion 7"), "names the group"),
        (Fate("merge", "kit", DAY, "motion 7", into="kit"), "cannot take over"),
        (Fate("merge", "kit", DAY, "motion 7", into="nowhere"), "no group"),
    ],
)
def test_what_cannot_be_done_says_so(tmp_path, fate, says):
    with pytest.raises(BadInput, match=says):
        settled(_charter(tmp_path, NATIVE), fate)


def test_a_merger_in_the_form_of_mindspore(tmp_path):
    charter = _charter(tmp_path, MINDSPORE)
    change = settled(charter, Fate("merge", "kit", DAY, "motion 7", into="tools"))
    read = amended(charter, change)
    kit = read.group_by_slug["kit"]
    assert (kit.status, {one.until for one in kit.roles}, {one.until for one in kit.repositories}) == (
        "archived", {DAY}, {DAY},
    )  # fmt: skip
    assert {role for _person, role in _open(read, "tools")} == {"maintainer", "member"}
    assert {one.repo for one in read.group_by_slug["tools"].repositories} == {
        "gitee:example/tools", "gitee:example/kit",
    }  # fmt: skip
    after = {one.path: one.after for one in change.files}
    assert "* Bo (bo)" in after["sigs/kit/README.md"]  # nothing of the folder is lost
    assert "Merged into" in after["sigs/kit/README.md"]
    assert "\r\n" in after["sigs/kit/sig-info.yaml"]


def test_the_real_form_of_mindspore(real_data, tmp_path):
    charter = read_charter(real_data / "mindspore-community")
    read = amended(charter, settled(charter, Fate("merge", "graphlearning", DAY, "motion 7", into="data")))
    gone = read.group_by_slug["graphlearning"]
    assert (gone.status, _open(read, "graphlearning")) == ("archived", set())
    moved = {one.repo for one in gone.repositories} - {one.repo for one in charter.group_by_slug["data"].repositories}
    assert moved <= {one.repo for one in read.group_by_slug["data"].repositories}
    alone = settled(charter, Fate("archive", "compiler", DAY, "motion 7"))  # a SIG without a sig-info.yaml
    assert amended(charter, alone).group_by_slug["compiler"].status == "archived"


BESIDE = {
    **MINDSPORE,
    "folkmoot.yaml": """\
groups:
# on the lake, since ever
- kind: chapter
  slug: lake
  name: Lake
  roles:
  - {person: bo, role: lead}
  repositories:
  - repo: gitee:example/lake
  chapter: {sort: city}
- {kind: chapter, slug: hill, name: Hill, chapter: {sort: city}}
""",
}


@pytest.mark.parametrize(("what", "status"), [("rest", "dormant"), ("archive", "archived")])
def test_what_stands_beside_other_files_is_written_there(tmp_path, what, status):
    charter = _charter(tmp_path, BESIDE)
    change = settled(charter, Fate(what, "lake", DAY, "motion 7"))
    assert [one.path for one in change.files] == ["folkmoot.yaml"]
    assert "# on the lake, since ever" in change.files[0].after
    assert amended(charter, change).group_by_slug["lake"].status == status


@pytest.mark.parametrize(
    ("group", "into", "paths"),
    [
        ("lake", "hill", {"folkmoot.yaml"}),
        ("lake", "tools", {"folkmoot.yaml", "sigs/tools/sig-info.yaml"}),
        ("kit", "lake", {"folkmoot.yaml", "sigs/kit/sig-info.yaml", "sigs/kit/README.md"}),
    ],
)
def test_a_merger_across_forms(tmp_path, group, into, paths):
    charter = _charter(tmp_path, BESIDE)
    change = settled(charter, Fate("merge", group, DAY, "motion 7", into=into))
    assert {one.path for one in change.files} == paths
    read = amended(charter, change)
    gone, heir = read.group_by_slug[group], read.group_by_slug[into]
    assert (gone.status, _open(read, group)) == ("archived", set())
    assert {one.repo for one in gone.repositories} <= {one.repo for one in heir.repositories}
    assert "bo" in {one.person for one in heir.roles}
