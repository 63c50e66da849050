"""The first hour of a new operator: make a workspace, collect, ask; and what happens when something is wrong."""

import csv
import io
import json
from collections import Counter

import pytest

from tests.cli.conftest import Moot
from tests.gits import Git

COMMUNITY = """\
community:
  name: {en: Example, zh: 示例}
  zone: Asia/Shanghai
  forges: [{key: gitee, url: https://gitee.com}]
"""
GROUP = """\
group:
  kind: sig
  slug: kit
  name: Kit
  roles: [{person: bo, role: maintainer}]
  repositories: [{repo: gitee:example/kit}]
"""
PEOPLE = """\
people:
- {id: ann, name: Ann Author, accounts: [gitee:ann, "mail:ann@example.org"]}
- {id: bo, name: Bo Maintainer, accounts: [gitee:bo, "mail:bo@example.org"]}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """
    Ann's change !1 and Cy's change !2, both merged by Bo, in the repository kit of the SIG kit.
    """
    folder = tmp_path_factory.mktemp("first-hour")
    charter = folder / "community"
    (charter / "groups").mkdir(parents=True)
    (charter / "community.yaml").write_text(COMMUNITY)
    (charter / "people.yaml").write_text(PEOPLE)
    (charter / "groups" / "kit.yaml").write_text(GROUP)
    kit = Git(folder / "kit")
    kit.commit("Start", {"a": "1"}, who="Bo <bo@example.org>")
    for number, (login, who) in enumerate((("ann", "Ann <ann@example.org>"), ("cy", "Cy <cy@elsewhere.example>")), 1):
        kit("checkout", "-q", "-b", f"b{number}", "master")
        kit.commit(f"Work {number}", {f"f{number}": "1"}, who=who)
        kit("checkout", "-q", "master")
        kit.merge(f"!{number} Work\nMerge pull request !{number} from {login}/b{number}", f"b{number}")
    moot = Moot(folder)
    moot("init", "w", "--charter", charter)
    moot.folder = folder / "w"
    moot("collect", "git", kit.folder)
    return moot


def asked(moot, *question):
    return json.loads(moot("ask", *question, "--format", "json"))


def test_merged_changes_are_counted_by_account_and_by_person(workspace):
    answer = asked(workspace, "activity", "--kind", "change.merged", "--by", "account")
    assert {row["account"]: row["events"] for row in answer["rows"]} == {"gitee:ann": 1, "gitee:cy": 1}
    assert answer["total"] == 2
    answer = asked(workspace, "activity", "--kind", "change.merged", "--by", "person")
    assert {row["person"]: row["events"] for row in answer["rows"]} == {"ann": 1, "gitee:cy": 1}


def test_an_answer_says_what_it_is_and_how_complete(workspace):
    answer = asked(workspace, "activity")
    wanted = {"rows", "total", "unit", "definition", "version", "coverage", "fresh_at", "sentence", "scope"}
    assert wanted <= set(answer)
    assert answer["unit"] == "events"
    assert {row["kind"]: row["events"] for row in answer["rows"]} == {"commit.authored": 5, "change.merged": 2}
    assert all(row["complete"] for row in answer["coverage"])


def test_groups_have_a_kind_and_leads_and_counts(workspace):
    (row,) = asked(workspace, "groups")["rows"]
    assert (row["slug"], row["kind"], row["leads"], row["events"]) == ("kit", "sig", [["bo", "Bo Maintainer"]], 7)


def test_people_have_commits_without_merge_commits(workspace):
    rows = {row["id"]: row for row in asked(workspace, "people")["rows"]}
    assert (rows["bo"]["commits"], rows["bo"]["merges"]) == (1, 2)
    assert (rows["ann"]["commits"], rows["ann"]["merged"]) == (1, 1)


def test_every_count_opens_the_events_under_it(workspace):
    answer = asked(workspace, "events", "--person", "ann")
    assert Counter(row["kind"] for row in answer["rows"]) == {"commit.authored": 1, "change.merged": 1}
    assert answer["found"] == answer["total"] == 2
    (change,) = asked(workspace, "events", "--person", "ann", "--kind", "change.merged")["rows"]
    assert change["url"] == "https://gitee.com/example/kit/pulls/1"


def test_csv_is_csv(workspace):
    rows = list(csv.DictReader(io.StringIO(workspace("ask", "repositories", "--format", "csv"))))
    assert [(row["repo"], row["events"], row["merged"]) for row in rows] == [("gitee:example/kit", "7", "2")]


def test_collecting_again_adds_nothing(workspace):
    (row,) = json.loads(workspace("collect", "--format", "json"))["rows"]
    assert (row["commits"], row["added"]) == (0, 0)


def test_chinese_is_spoken_when_asked(workspace):
    assert "7" in workspace("ask", "overview", "--lang", "zh")
    assert "总览" in workspace("ask", "overview", "--lang", "zh")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (("nonsense",), "There is no report 'nonsense'"),
        (("people", "--group", "kti"), "Did you mean: kit?"),
        (("people", "--from", "31.12.2025"), "is no day"),
        (("activity", "--kind", "change.merge"), "Did you mean: change.merged"),
        (("groups", "-o", "colour=red"), "'groups' knows no 'colour'"),
    ],
)
def test_a_wrong_question_is_one_sentence(workspace, question, sentence):
    said = workspace("ask", *question, code=2)
    assert sentence in " ".join(said.split())
    assert "Traceback" not in said


def test_without_a_workspace_the_way_to_make_one_is_told(moot):
    assert "moot init DIR --charter PATH" in " ".join(moot("ask", "groups", code=2).split())


def test_init_refuses_a_folder_with_something_in_it_and_a_path_without_a_charter(moot, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    moot("init", "w", "--charter", tmp_path / "absent", code=2)
    assert not (tmp_path / "w").exists()
    moot("init", "full", "--charter", tmp_path / "full", code=2)


def test_one_bad_source_is_named_and_the_good_one_is_read(workspace, tmp_path):
    said = workspace("collect", "git", tmp_path / "absent.bundle", workspace.folder.parent / "kit", code=2)
    assert "absent.bundle: nothing is there." in " ".join(said.split())


def test_the_version_and_the_list_of_reports_are_told(workspace):
    assert workspace("--version").startswith("moot 0.")
    assert "repositories" in workspace("ask")
