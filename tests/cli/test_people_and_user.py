"""``moot people`` and ``moot user``, as somebody with a shell types them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from folkmoot.cli.app import app, register_verbs
from folkmoot.model.errors import BadInput
from tests.web.accounts.workspaces import ANN_MAIL, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(tmp_path, monkeypatch, settings) -> Path:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    for name in ("MOOT_WORKSPACE", "MOOT_LEDGER_ADDRESS", "MOOT_SESSION_KEY"):
        monkeypatch.setenv(name, "")  # opening a workspace sets them; they are taken back afterwards
    return make(tmp_path)


def moot(workspace: Path, *words: str) -> Result:
    register_verbs()
    return CliRunner().invoke(app, ["--workspace", str(workspace), *words])


def test_suggest_decide_and_undo(workspace):
    shown = json.loads(moot(workspace, "people", "suggest", "--format", "json").stdout)
    assert shown["total"] == 1
    row = shown["rows"][0]
    assert (row["a"], row["b"], row["why"]) == ("gitee:ann", ANN_MAIL, "merged-branch")

    made = moot(workspace, "people", "merge", "ann", "ann@example.org", "--why", "told me so")
    number = re.search(r"Correction (\d+)", made.stdout)[1]
    assert json.loads(moot(workspace, "people", "suggest", "--format", "json").stdout)["total"] == 0
    assert moot(workspace, "people", "undo", number).exit_code == 0
    log = json.loads(moot(workspace, "people", "log", "--format", "json").stdout)["rows"]
    assert [(entry["verb"], entry["undoes"]) for entry in log] == [("merge", ""), ("undo", number)]
    assert "gitee:ann" in moot(workspace, "people", "suggest").stdout

    accepted = moot(workspace, "people", "accept", "5", "--why", "looked through", "--yes")
    assert "Joined 1 pairs" in accepted.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("people", "merge", "nobody", "ann", "--why", "x y z"),
        ("people", "undo", "999"),
        ("people", "log", "--format", "xml"),
        ("user", "close", "nobody"),
        ("user", "link", "bo", "eve"),
    ],
)
def test_a_mistake_is_an_error_of_the_house(workspace, words):
    assert isinstance(moot(workspace, *words).exception, BadInput)


def test_a_mistake_is_one_sentence_and_exit_2(workspace):
    """The whole command, in a process and with a ledger of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MOOT_", "DJANGO_"))}
    command = [
        sys.executable,
        "-c",
        "from folkmoot.cli import main; main()",
        "-w",
        str(workspace),
        "people",
        "undo",
        "9",
    ]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr == "moot: there is no correction '9'. See: moot people log.\n"


def test_accounts_are_made_listed_linked_and_closed(workspace):
    made = moot(workspace, "user", "create", "bo", "--operator")
    assert "an operator" in made.stdout
    assert re.search(r"Password, shown only now: \S{12,}", made.stdout)
    assert moot(workspace, "user", "link", "bo", "bo").exit_code == 0
    assert moot(workspace, "user", "list").stdout == "bo\topen, operator, bo\n"
    assert moot(workspace, "user", "close", "bo", "--why", "left").exit_code == 0
    assert moot(workspace, "user", "operator", "bo", "--withdraw").exit_code == 0
    assert moot(workspace, "user", "list").stdout == "bo\tclosed, bo\n"
    assert moot(workspace, "user", "open", "bo").exit_code == 0
    assert "new password" in moot(workspace, "user", "password", "bo").stdout


def test_a_file_is_brought_in_listed_and_taken_back(workspace, tmp_path):
    path = tmp_path / "affiliations.txt"
    path.write_text("ann: ann!example.org\n\tExample Works from 2024-01-01\n\tNowhere from soon\n", "utf-8")
    dry = moot(workspace, "people", "import", str(path), "--dry-run")
    assert (dry.exit_code, "affiliations.txt:3: a day is not written as" in dry.output) == (1, True)
    assert "1 people (cncf): 1 affiliate, 1 merge; 1 left out." in dry.output
    assert "Nothing was recorded" in dry.output
    made = moot(workspace, "people", "import", str(path), "--why", "from their list")
    assert "Take it back with: moot people undo --import 1" in made.output
    assert "nothing new" in moot(workspace, "people", "import", str(path)).output
    (told,) = json.loads(moot(workspace, "people", "imports", "--format", "json").stdout)["rows"]
    assert (told["file"], told["format"], told["recorded"], told["hold"]) == ("affiliations.txt", "cncf", "2", "2")
    assert json.loads(moot(workspace, "people", "log", "--format", "json").stdout)["total"] == 0
    assert json.loads(moot(workspace, "people", "log", "--all", "--format", "json").stdout)["total"] == 2
    assert "2 corrections" in moot(workspace, "people", "undo", "1", "--import", "--why", "wrong file").output


def test_disputes_are_listed_and_decided(workspace):
    from folkmoot.ledger import corrections, disputes
    from folkmoot.model.actor import Actor

    moot(workspace, "user", "create", "ann")
    ann = Actor("ann", "10.0.0.1")
    for about in (ANN_MAIL, "gitee:bo"):
        disputes.record("ann", "claim", person="gitee:ann", about=about, why="mine", actor=ann)
    one, other = json.loads(moot(workspace, "disputes", "list", "--format", "json").stdout)["rows"]
    assert moot(workspace, "disputes", "refuse", other["id"], "--why", "his own").exit_code == 0
    granted = moot(workspace, "disputes", "grant", one["id"], "--why", "showed me")
    (made,) = corrections.current()
    assert f"by correction {made.id}" in granted.stdout
    assert json.loads(moot(workspace, "disputes", "list", "--format", "json").stdout)["total"] == 0
