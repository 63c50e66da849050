"""``moot convert``: a community as it is, written in the native form."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from folkmoot.charter.reader import read_charter
from folkmoot.cli.app import app, register_verbs

SIGS = "sigs:\n- {dir: sig-kit, name: Kit, leadership: {chairs: [{github: ann, name: Ann}]}}\n"


def test_a_registry_becomes_a_native_charter(tmp_path: Path):
    register_verbs()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "sigs.yaml").write_text(SIGS)
    done = CliRunner().invoke(app, ["convert", str(tmp_path / "source"), str(tmp_path / "target")])
    assert done.exit_code == 0, done.output
    assert "groups 1, people 1, proposals 0, minutes 0" in done.output
    assert read_charter(tmp_path / "target").dialect == "native"
    assert read_charter(tmp_path / "target") == read_charter(tmp_path / "source")
    assert "something here already" in str(
        CliRunner().invoke(app, ["convert", str(tmp_path / "source"), str(tmp_path / "target")]).exception
    )


def test_what_could_not_be_read_is_told(tmp_path: Path):
    register_verbs()
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "community.yaml").write_text("community: {name: Example}\n")
    (tmp_path / "source" / "people.yaml").write_text("people: [{id: ann\n")
    done = CliRunner().invoke(app, ["convert", str(tmp_path / "source"), str(tmp_path / "target")])
    assert done.exit_code == 1
    assert "Errors 1: what they are about could not be read, so it is not in the copy." in done.output
