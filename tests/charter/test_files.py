"""Reading files below a root: nothing outside, nothing huge, nothing that is no text."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from folkmoot.charter.files import files_below, read_text, safe_path


def _check(path: str | Path, root: Path) -> list[str]:
    text, findings = read_text(path, root)
    assert text is None
    return [f"{finding.place} {finding.check}" for finding in findings]


def test_a_file_of_50_mb_is_refused_at_once(tmp_path: Path):
    with (tmp_path / "big.yaml").open("wb") as file:
        file.write(b"- a\n" * 12_500_000)
    started = time.monotonic()
    assert _check("big.yaml", tmp_path) == ["big.yaml file-too-large"]
    assert time.monotonic() - started < 0.2


def test_not_text(tmp_path: Path):
    (tmp_path / "x.yaml").write_bytes(b"a: 1\nb: 2\nc: \xff\xfe\n")
    assert _check("x.yaml", tmp_path) == ["x.yaml:3 file-encoding"]


@pytest.mark.parametrize("path", ["../secret.yaml", "a/../../secret.yaml", "/etc/hostname", "x\0y"])
def test_no_path_leads_out(tmp_path: Path, path: str):
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1")
    assert safe_path(root, path) is None
    assert [line.rpartition(" ")[2] for line in _check(path, root)] == ["path-outside"]


def test_no_link_leads_out(tmp_path: Path):
    root = tmp_path / "root"
    (root / "in").mkdir(parents=True)
    (tmp_path / "secret.yaml").write_text("a: 1")
    (root / "in" / "real.yaml").write_text("a: 1")
    (root / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (root / "fine.yaml").symlink_to(root / "in" / "real.yaml")
    (root / "loop.yaml").symlink_to(root / "loop.yaml")
    assert _check("out.yaml", root) == ["out.yaml path-outside"]
    assert read_text("fine.yaml", root) == ("a: 1", ())
    assert _check("loop.yaml", root) == ["loop.yaml path-outside"]


def test_what_is_no_file(tmp_path: Path):
    (tmp_path / "x.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("x.yaml", "pipe.yaml", "none.yaml"):
        assert _check(name, tmp_path) == [f"{name} file-unreadable"]


def test_files_below_come_in_order_without_hidden_ones(tmp_path: Path):
    for name in ("b.yaml", "a/c.YAML", ".git/x.yaml", "a/.hidden.yaml", "z.md", "a/node_modules/y.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [path.relative_to(tmp_path).as_posix() for path in files_below(tmp_path, ".yaml")] == ["b.yaml", "a/c.YAML"]
