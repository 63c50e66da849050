"""``moot tally`` as somebody types it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.model.errors import BadInput

BALLOTS = "Ann,Bo,Cy\n1,2,3\n1,2,No opinion\n3,1,2\n"
TIED = "Ann,Bo,Cy\n1,2,3\n2,1,3\n"


@pytest.fixture
def moot(tmp_path):
    register_verbs()

    def run(text, *options):
        file = tmp_path / "ballots.csv"
        file.write_text(text, "utf-8")
        return CliRunner().invoke(app, ["tally", str(file), *options])

    return run


def test_json_holds_all_that_is_counted(moot):
    found = moot(BALLOTS, "--seats", "2", "--format", "json")
    assert found.exit_code == 0
    said = json.loads(found.stdout)
    assert said["elected"] == ["Ann", "Bo"]
    assert [(row["rank"], row["candidate"], row["defeats"]) for row in said["ranking"]] == [
        (1, "Ann", 0), (2, "Bo", 1), (3, "Cy", 2),
    ]  # fmt: skip
    assert said["pairwise"] == [[0, 2, 1], [1, 0, 2], [1, 0, 0]]
    assert said["strongest_paths"] == [[0, 2, 2], [0, 0, 2], [0, 0, 0]]
    assert said["settled"]


def test_a_tie_for_a_seat_is_told_and_ends_with_1(moot):
    found = moot(TIED)
    assert found.exit_code == 1
    assert "Tied for 1 of the seats: Ann, Bo." in found.stdout
    assert "Elected: nobody" in found.stdout


def test_lots_need_a_seed_and_settle_it(moot):
    found = moot(TIED, "--tie", "lot", "--seed", "word", "--format", "json")
    assert found.exit_code == 0
    assert len(json.loads(found.stdout)["lots"]) == 1
    assert isinstance(moot(TIED, "--tie", "lot").exception, BadInput)


def test_a_limit_shows_whom_it_passes_over_and_why(moot):
    found = moot(
        BALLOTS, "--seats", "2", "--per-organization", "1", "--organization", "Ann=Acme", "--organization", "Bo=Acme"
    )
    assert found.exit_code == 0
    assert "Passed over: Bo. Acme has 1 of the seats already, which is the limit." in found.stdout
    assert "Elected: Ann, Cy" in found.stdout


def test_csv_and_chinese(moot):
    assert moot(BALLOTS, "--format", "csv").stdout.splitlines()[1] == "1,Ann,Ann,,elected,0,"
    assert "当选：Ann" in moot(BALLOTS, "--lang", "zh").stdout


def test_a_name_that_a_spreadsheet_would_run_is_quoted(moot):
    assert "1,'=cmd()" in moot("=cmd(),Bo\n1,2\n", "--format", "csv").stdout


@pytest.mark.parametrize(
    "options", [("--method", "borda"), ("--tie", "name"), ("--organization", "Dee=Acme"), ("--held", "Acme=x")]
)
def test_what_is_said_wrongly_is_told(moot, options):
    assert isinstance(moot(BALLOTS, *options).exception, BadInput)


def test_a_file_that_is_none_or_no_words(moot, tmp_path):
    assert isinstance(CliRunner().invoke(app, ["tally", str(tmp_path / "none.csv")]).exception, BadInput)
    (tmp_path / "odd.csv").write_bytes(b"Ann,Bo\n1,\xff\n")
    assert "no UTF-8" in str(CliRunner().invoke(app, ["tally", str(tmp_path / "odd.csv")]).exception)
