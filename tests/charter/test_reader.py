"""Which dialect a path is read in, and which version of the declarations stands there."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from folkmoot.charter.reader import read_charter, version_of
from folkmoot.model.errors import CharterUnreadable

NATIVE = "community:\n  name: Example\n"
SIGS = "sigs:\n- dir: sig-kit\n  name: Kit\n"


def test_the_native_form_goes_first(tmp_path: Path):
    (tmp_path / "community.yaml").write_text(NATIVE)
    (tmp_path / "sigs.yaml").write_text(SIGS)
    assert read_charter(tmp_path).dialect == "native"
    assert read_charter(tmp_path / "community.yaml").dialect == "native"


def test_kubernetes_by_folder_and_by_file(tmp_path: Path):
    (tmp_path / "sigs.yaml").write_text(SIGS)
    assert [group.slug for group in read_charter(tmp_path).groups] == ["sig-kit"]
    assert read_charter(tmp_path) == read_charter(tmp_path / "sigs.yaml")


def test_a_broken_native_charter_is_still_read(tmp_path: Path):
    (tmp_path / "community.yaml").write_text("community: [\n")
    assert [finding.check for finding in read_charter(tmp_path).findings] == ["yaml-syntax", "no-community"]


@pytest.mark.parametrize("name", ["none", "empty", "note.txt", "odd.yaml"])
def test_what_is_no_charter_is_one_sentence(tmp_path: Path, name: str):
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("sigs:\n")
    (tmp_path / "odd.yaml").write_text("a: 1\n")
    with pytest.raises(CharterUnreadable) as error:
        read_charter(tmp_path / name)
    assert str(tmp_path / name) in str(error.value)
    assert error.value.mend


def test_the_version_changes_with_a_file(tmp_path: Path):
    (tmp_path / "community.yaml").write_text(NATIVE)
    first = version_of(tmp_path)
    assert version_of(tmp_path) == first
    (tmp_path / "people.yaml").write_text("people: []")
    second = version_of(tmp_path)
    os.utime(tmp_path / "people.yaml", ns=(1, 1))
    assert len({first, second, version_of(tmp_path)}) == 3


def test_a_clean_work_tree_is_its_commit(tmp_path: Path):
    (tmp_path / "community.yaml").write_text(NATIVE)
    (tmp_path / ".gitignore").write_text("ignored/\n")
    identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    for asked in (("init", "-q"), ("add", "."), (*identity, "commit", "-q", "-m", "First")):
        subprocess.run(("git", "-C", str(tmp_path), *asked), check=True)
    head = subprocess.run(("git", "-C", str(tmp_path), "rev-parse", "HEAD"), check=True, capture_output=True, text=True)
    assert version_of(tmp_path) == head.stdout.strip()
    assert read_charter(tmp_path).commit == head.stdout.strip()
    (tmp_path / "ignored").mkdir()
    (tmp_path / "ignored" / "people.yaml").write_text("people: []")  # read all the same, so it counts
    assert version_of(tmp_path) != head.stdout.strip()
    (tmp_path / "ignored" / "people.yaml").unlink()
    (tmp_path / "community.yaml").write_text(NATIVE + "  zone: Asia/Shanghai\n")
    assert version_of(tmp_path) != head.stdout.strip()


@pytest.mark.real
def test_real_communities_are_recognised(real_data: Path):
    assert read_charter(real_data / "kubernetes").dialect == "kubernetes"
    assert read_charter(real_data / "mindspore-community").dialect == "mindspore"
