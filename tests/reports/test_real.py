"""The figures of a real community equal counts made with git alone."""

from __future__ import annotations

import re
import subprocess
from collections import Counter

import pytest

from folkmoot.reports.homes import Homes
from folkmoot.wiring.collecting import Collecting
from folkmoot.wiring.workspace import make_workspace
from tests.reports.facts import asking

pytestmark = pytest.mark.real
MERGED = re.compile(r"Merge pull request [!#](\d+) from ([^/\s]+)/")
NAMES = ("mindarmour", "hub")


@pytest.fixture(scope="module")
def clones(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clones")
    for name in NAMES:
        bundle = real_data / "git" / f"{name}.bundle"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(folder / name)], check=True)
    return folder


@pytest.fixture(scope="module")
def asked(real_data, tmp_path_factory):
    folder = make_workspace(tmp_path_factory.mktemp("real") / "w", real_data / "mindspore-community")
    opened = Collecting(folder)
    sources = [opened.add(real_data / "git" / f"{name}.bundle") for name in NAMES]
    assert [result.complete for result in opened.run(sources)] == [True, True]
    return asking(Homes(opened.charter, opened.lake))


def git(clones, name, *arguments):
    return subprocess.run(
        ["git", "-C", str(clones / name), *arguments], capture_output=True, text=True, errors="replace", check=True
    ).stdout


def repository(asked, name, **options):
    (row,) = asked("repositories", repo=name, **options).rows
    return row


@pytest.mark.parametrize("name", NAMES)
def test_commits_of_a_repository(asked, clones, name):
    row = repository(asked, name, bots="in")
    assert row["commits"] == int(git(clones, name, "rev-list", "--all", "--count", "--no-merges"))
    assert row["merges"] == int(git(clones, name, "rev-list", "--all", "--count", "--merges"))
    (sources,) = [
        one["rows"] for one in asked("data").parts["sources"].rows
        if one["repo"] == row["repo"] and one["kind"] == "commit.authored"
    ]  # fmt: skip
    assert sources == row["commits"] + row["merges"]


@pytest.mark.parametrize("name", NAMES)
def test_merged_changes_by_login(asked, clones, name):
    log = git(clones, name, "log", "--all", "--merges", "--format=%B%x00")
    expected = Counter(match[2].lower() for body in log.split("\0") if (match := MERGED.search(body)))
    answer = asked("activity", kind="change.merged", by="account", repo=name, bots="in")
    found = {row["account"].partition(":")[2]: row["events"] for row in answer.rows}
    assert {login: found.get(login) for login in expected} == dict(expected)
    assert answer.total == sum(1 for body in log.split("\0") if "Merge pull request" in body)


@pytest.mark.parametrize("name", NAMES)
def test_commits_by_month(asked, clones, name):
    log = git(clones, name, "log", "--all", "--format=%at")
    days = subprocess.run(
        ["date", "-f", "-", "+%Y-%m"], input="".join(f"@{line}\n" for line in log.split()), capture_output=True, text=True,
        check=True, env={"TZ": "Asia/Shanghai"},
    ).stdout.split()  # fmt: skip
    answer = asked("activity", kind="commit.authored", by="month", repo=name, bots="in")
    assert {row["month"]: row["events"] for row in answer.rows} == Counter(days)


def test_groups_of_each_kind_and_people_of_each_role(asked):
    groups = asked("groups").rows
    assert Counter(row["kind"] for row in groups)["sig"] == 40
    for row in groups:
        declared = asked("group", id=row["slug"]).about["group"]["roles"]
        held = {(one["role"], one["person"]) for one in declared if not one["until"]}
        assert row["roles"] == dict(Counter(role for role, _person in held)), row["slug"]


def test_what_was_never_read_is_unknown(asked):
    rows = {row["slug"]: row for row in asked("groups").rows}
    assert rows["security"]["events"] > 0
    assert any(row["events"] is None for row in rows.values())
    assert repository(asked, "mindspore")["events"] is None
