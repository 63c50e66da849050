"""``moot check``: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from folkmoot.cli import main

CHARTER = """\
community: {name: Example}
groups:
  - {kind: sig, slug: kit, name: Kit, mission: Makes tools.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "community.yaml").write_text(CHARTER)
    return tmp_path


@pytest.fixture
def moot(monkeypatch, capsys):
    """Run ``moot`` with words; return its exit status and what it printed."""

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["moot", *words])
        with pytest.raises(SystemExit) as done:
            main()
        told = capsys.readouterr()
        return int(done.value.code or 0), told.out, told.err

    return run


def test_all_findings_at_once(moot, folder):
    status, out, _ = moot("check", str(folder))
    assert status == 1
    assert out == (
        "community.yaml:3  warning  kit is active, but nobody leads it.  → Add a lead, or set the group's status to "
        "dormant.  [group-without-lead]\n"
        "community.yaml:3  note  kit lists no repository, so none of its work is counted.  → List its repositories, so "
        "that its work is counted.  [sig-without-repository]\n"
        "\n"
        "Example (native): groups 1, people 0: 0 errors, 1 warning, 1 note\n"
    )


def test_notes_alone_are_fine(moot, folder):
    assert moot("check", str(folder), "--only", "sig-without-repository")[0] == 0
    assert moot("check", str(folder), "--severity", "error")[0] == 0


def test_chinese(moot, folder):
    assert "kit 处于活跃状态，但没有负责人。" in moot("check", str(folder), "--language", "zh")[1]


def test_json(moot, folder):
    status, out, _ = moot("check", str(folder), "--format", "json")
    told = json.loads(out)
    assert status == 1
    assert told["counts"] == {"error": 0, "warning": 1, "note": 1}
    assert told["findings"][0] == {
        "path": "community.yaml",
        "line": 3,
        "severity": "warning",
        "check": "group-without-lead",
        "says": {"en": "kit is active, but nobody leads it.", "zh": "kit 处于活跃状态，但没有负责人。"},
        "mend": {
            "en": "Add a lead, or set the group's status to dormant.",
            "zh": "请补充负责人，或把状态改为 dormant。",
        },
        "subject": "kit",
    }


def test_github_annotations(moot, folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    _, out, _ = moot("check", str(folder), "--format", "github", "--severity", "warning")
    assert out == (
        f"::warning file={folder.name}/community.yaml,line=3,title=group-without-lead::kit is active, but nobody leads it. "
        "Add a lead, or set the group's status to dormant.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "nowhere"), "there is nothing here."),
        (("check", ".", "--only", "empty-misson"), "Write 'empty-mission' if you meant that."),
        (("check",), "moot init"),
    ],
)
def test_what_cannot_run_is_one_sentence(moot, folder, monkeypatch, words, sentence):
    monkeypatch.chdir(folder)
    status, out, err = moot(*words)
    assert (status, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_the_workspaces_charter_is_the_default(moot, folder, tmp_path, monkeypatch):
    workspace = tmp_path / "w"
    workspace.mkdir()
    (workspace / "folkmoot.toml").write_text(f'charter = "{folder}"\n')
    assert moot("--workspace", str(workspace), "check")[0] == 1


def test_the_list_of_checks(moot):
    status, out, _ = moot("check", "--list", "--format", "json")
    assert status == 0
    assert {"name": "yaml-syntax", "severity": "error", "asks": "Every YAML file can be parsed."} in json.loads(out)
    assert "empty-mission" in moot("check", "--list")[1]
