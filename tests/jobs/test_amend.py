"""Planned changes applied: committed once, on the branch that was asked for, never half."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from folkmoot.charter.amending.amend import add_file, amend_roster
from folkmoot.charter.reader import read_charter
from folkmoot.jobs.amend import amend, is_in_place, patch
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Term
from folkmoot.model.text import Text
from tests.charter.amending.test_amend import NATIVE

pytestmark = pytest.mark.django_db

BO = Actor("bo", "192.0.2.7", people=("bo",))


@pytest.fixture
def charter(kit):
    kit.commit("The charter", NATIVE)
    return read_charter(kit.folder)


def _promotion(charter) -> Amendment:
    return amend_roster(charter, "kit", begin=[Term("ann", "committer", date(2026, 3, 1), cause="motion 7")])


def test_a_change_is_one_commit_with_its_author_and_an_audit_row(charter, kit):
    (kit.folder / "notes.txt").write_text("mine, not committed")
    kit("add", "notes.txt")
    commit = amend(charter, _promotion(charter), message="Motion 7 passed.", actor=BO)
    assert kit("rev-parse", "HEAD") == commit
    assert kit("show", "--format=%an%n%B", "--name-only", "HEAD").splitlines() == [
        "bo", "kit: ann becomes committer", "", "Motion 7 passed.", "", "Recorded-by: bo", "", "", "kit.yaml",
    ]  # fmt: skip
    assert kit("status", "--porcelain") == "A  notes.txt"
    row = Audit.objects.get(verb="charter.amend")
    assert (row.who, row.after["commit"], row.after["files"]) == ("bo", commit, ["kit.yaml"])


def test_applied_twice_it_is_made_once(charter, kit):
    change = _promotion(charter)
    first = amend(charter, change, message="", actor=BO)
    assert is_in_place(kit.folder, change)
    assert amend(charter, change, message="", actor=BO) == first
    assert kit("rev-list", "--count", "HEAD") == "2"


def test_broken_off_between_two_files_it_is_gone_on_with(charter, kit):
    change = _promotion(charter) + add_file(charter, "docs/why.md", "Because.\n", summary=Text("Why"))
    (kit.folder / "kit.yaml").write_text(change.files[0].after)
    amend(charter, change, message="", actor=BO)
    assert kit("status", "--porcelain") == ""
    assert kit("show", "HEAD:docs/why.md") == "Because."


def test_a_file_that_has_changed_since_stops_it_before_anything_is_written(charter, kit):
    change = add_file(charter, "a.md", "new\n", summary=Text("A")) + _promotion(charter)
    (kit.folder / "kit.yaml").write_text(NATIVE["kit.yaml"] + "# later\n")
    with pytest.raises(BadInput, match="has changed since"):
        amend(charter, change, message="", actor=BO)
    assert not (kit.folder / "a.md").exists()


def test_a_branch_leaves_the_checkout_alone(charter, kit):
    before = kit("rev-parse", "HEAD")
    commit = amend(charter, _promotion(charter), message="", actor=BO, branch="promote-ann")
    assert (kit("rev-parse", "HEAD"), kit("rev-parse", "promote-ann"), kit("status", "--porcelain")) == (
        before,
        commit,
        "",
    )
    assert kit("show", "promote-ann:kit.yaml").endswith("cause: motion 7")
    assert amend(charter, _promotion(charter), message="", actor=BO, branch="promote-ann") == commit
    with pytest.raises(BadInput, match="git refused"):
        amend(charter, _promotion(charter), message="", actor=BO, branch="..bad")


@pytest.mark.parametrize("path", ["../out.md", "/tmp/out.md", ".git/hooks/post-commit", ""])
def test_no_path_leads_out_of_the_charter(charter, path):
    change = _promotion(charter)
    odd = replace(change, files=(replace(change.files[0], path=path, before=None),))
    with pytest.raises(BadInput, match="leads out"):
        amend(charter, odd, message="", actor=BO)


def test_a_plain_folder_is_written_and_has_no_branches(tmp_path):
    for path, words in NATIVE.items():
        (tmp_path / path).write_text(words)
    charter = read_charter(tmp_path)
    change = _promotion(charter)
    with pytest.raises(BadInput, match="no branches"):
        amend(charter, change, message="", actor=BO, branch="x")
    assert amend(charter, change, message="", actor=BO) == ""
    assert is_in_place(tmp_path, change)


def test_a_patch_is_taken_by_git_am(charter, kit, tmp_path):
    mail = tmp_path / "change.patch"
    mail.write_text(patch(charter, _promotion(charter), message="Motion 7 passed.", actor=BO))
    kit("am", str(mail), GIT_COMMITTER_NAME="Ann", GIT_COMMITTER_EMAIL="ann@example.org")
    assert kit("show", "HEAD:kit.yaml").endswith("cause: motion 7")
