"""Terms that begin and end, in our own form and in MindSpore's, read back from what was written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from folkmoot.charter.amending.amend import amend_roster, change_group, new_group
from folkmoot.charter.amending.proof import amended, still_said
from folkmoot.charter.reader import read_charter
from folkmoot.model.chapter import Chapter, Spot
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text

DAY = date(2026, 3, 1)
NATIVE = {
    "community.yaml": "community:\n  name: Example\npeople:\n- id: ann\n  accounts: [gitee:ann]\n- id: bo\n",
    "kit.yaml": "# Kit\ngroup:\n  kind: sig\n  slug: kit\n  name: Kit\n  roles:\n  - person: bo\n    role: maintainer\n",
}
MINDSPORE = {
    "sigs/kit/sig-info.yaml": (
        "name: kit\r\ndescription: Tools.\r\nmaintainers:\r\n- gitee_id: Bo\r\n  name: Bo\r\n"
        "repositories:\r\n- repo:\r\n  - example/kit\r\n  committers:\r\n  - gitee_id: ann\r\n    name: Ann\r\n"
    ),
    "sigs/kit/README.md": "# Kit\n\n## Maintainers\n\n* Bo (bo)\n",
    "sigs/tools/sig_members.yaml": "Contributors:\n- name: Cy\n  gitee_home: https://gitee.com/cy\n",
}


def _charter(folder: Path, files: dict[str, str]):
    for path, words in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words, "utf-8", newline="")
    return read_charter(folder)


def _serving(charter, group: str) -> set[tuple[str, str]]:
    return {(term.person, term.role) for term in charter.group_by_slug[group].roles if term.until is None}


def test_a_promotion_and_a_farewell_in_our_own_form(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    change = amend_roster(
        charter, "kit",
        begin=[Term("ann", "committer", DAY, cause="motion 7")],
        end=[Term("bo", "maintainer", until=DAY, cause="stepped down")],
    )  # fmt: skip
    read = amended(charter, change)
    assert [(one.person, one.role, one.since, one.until, one.cause) for one in read.group_by_slug["kit"].roles] == [
        ("bo", "maintainer", None, DAY, "stepped down"), ("ann", "committer", DAY, None, "motion 7"),
    ]  # fmt: skip
    assert change.files[0].after.startswith("# Kit\ngroup:")
    assert change.diff.count("\n+") == 7  # the head and six lines of two terms: no other line is touched
    assert change.diff.count("\n-") == 0


def test_a_promotion_and_a_farewell_in_the_form_of_mindspore(tmp_path):
    charter = _charter(tmp_path, MINDSPORE)
    ann = next(one.id for one in charter.people if "gitee:ann" in one.accounts)
    bo = next(one.id for one in charter.people if "gitee:bo" in one.accounts)
    assert _serving(charter, "kit") == {(ann, "committer"), (bo, "maintainer")}
    grown = amended(charter, change := amend_roster(charter, "kit", begin=[Term(ann, "maintainer", DAY)]))
    assert _serving(grown, "kit") == {(ann, "committer"), (bo, "maintainer"), (ann, "maintainer")}
    assert change.files[0].after.count("\r\n") == change.files[0].after.count("\n")
    gone = amended(charter, amend_roster(charter, "kit", end=[Term(bo, "maintainer", until=DAY)]))
    assert _serving(gone, "kit") == {(ann, "committer")}
    assert still_said(gone, "kit", Term(bo, "maintainer")) == ()


def test_a_role_that_no_roster_lists_yet_is_begun(tmp_path):
    charter = _charter(tmp_path, MINDSPORE)
    ann = next(one.id for one in charter.people if "gitee:ann" in one.accounts)
    change = amend_roster(charter, "tools", begin=[Term(ann, "committer", DAY)])
    assert change.files[0].path == "sigs/tools/sig_members.yaml"
    assert (ann, "committer") in _serving(amended(charter, change), "tools")


@pytest.mark.parametrize("files", [NATIVE, MINDSPORE])
def test_what_makes_no_sense_is_refused(tmp_path, files):
    charter = _charter(tmp_path, files)
    held = next(iter(charter.group_by_slug["kit"].roles))
    with pytest.raises(BadInput, match="serves as"):
        amend_roster(charter, "kit", begin=[Term(held.person, held.role)])
    with pytest.raises(BadInput, match="no declared person"):
        amend_roster(charter, "kit", begin=[Term("nobody", "committer")])
    with pytest.raises(BadInput, match="does not serve"):
        amend_roster(charter, "kit", end=[Term(held.person, "president")])
    with pytest.raises(BadInput, match="no group"):
        amend_roster(charter, "none", begin=[Term(held.person, "committer")])


def test_a_group_is_founded_and_put_to_rest(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    group = Group(Kind.SIG, "tools", Text("Tools", "工具"), roles=(Term("ann", "maintainer", DAY),))
    founded = amended(charter, new_group(charter, group))
    assert founded.group_by_slug["tools"].name == Text("Tools", "工具")
    rested = amended(charter, change_group(charter, "kit", status="archived"))
    assert rested.group_by_slug["kit"].status == "archived"
    with pytest.raises(BadInput, match="there is a group"):
        new_group(charter, Group(Kind.SIG, "kit", Text("Kit")))


def test_a_change_that_would_break_the_charter_is_refused(tmp_path):
    charter = _charter(tmp_path, NATIVE)
    with pytest.raises(BadInput, match="would bring a fault"):
        amended(charter, change_group(charter, "kit", status="asleep"))


def test_a_chapter_stands_beside_mindspores_files_and_takes_people_in_there(tmp_path):
    charter = _charter(tmp_path, MINDSPORE)
    person, other = charter.people[0].id, charter.people[1].id
    chapter = Chapter("city", Spot(Text("Hangzhou", "杭州"), "CN", 30.27, 120.15))
    group = Group(Kind.CHAPTER, "lake", Text("Lake", "湖畔"), roles=(Term(person, "lead", DAY),), chapter=chapter)
    change = new_group(charter, group)
    assert [one.path for one in change.files] == ["folkmoot.yaml"]
    (tmp_path / "folkmoot.yaml").write_text(change.files[0].after or "", "utf-8")
    again = read_charter(tmp_path)
    assert again.group_by_slug["lake"].chapter == chapter
    assert len(again.groups) == len(charter.groups) + 1, "the community's own groups stay"
    second = new_group(again, Group(Kind.CHAPTER, "hills", Text("Hills")))
    assert {one.slug for one in amended(again, second).groups} >= {"lake", "hills"}
    joined = amended(again, amend_roster(again, "lake", begin=[Term(other, "member", DAY)]))
    assert _serving(joined, "lake") == {(person, "lead"), (other, "member")}
