"""``moot tally`` as somebody types it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.model.errors import BadInput
from folkmoot.rules.canonical import public_of, signed
from tests.rules.test_election_record import KEY, record_of

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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann,Bo\n", "no ballot below"),
        ("<!doctype html><html></html>", "no ballot below"),
        ("Ann;Bo\n1;2\n", "a semicolon is no comma"),
        ("Ann\tBo\n1\t2\n", "a tab is no comma"),
        ('"Ann,Bo\n1,2\n', "a quotation mark is never closed"),
        ("Ann,Bo\n1,-2\n", "'-2' is no mark"),
        ("Ann,Bo\n1,1.5\n", "'1.5' is no mark"),
    ],
)
def test_garbage_is_told_in_one_sentence(moot, text, said):
    assert said in str(moot(text).exception)


def test_ballots_that_say_nothing_leave_everybody_tied(moot):
    found = moot("\ufeffAnn,Bo\r\nNo opinion,no opinion\r\n")
    assert found.exit_code == 1
    assert "1 ballot," in found.stdout
    assert "Tied for 1 of the seats: Ann, Bo." in found.stdout


def test_an_unsigned_record_is_a_fault_unless_that_is_meant(moot):
    record = record_of(withheld=True, tie="lot")
    assert moot(json.dumps(record)).exit_code == 1
    assert "The record is unsigned" in moot(json.dumps(record)).stdout
    assert moot(json.dumps(record), "--unsigned").exit_code == 0
    assert moot(json.dumps(record), "--unsigned", "--key", public_of(KEY)).exit_code == 1
    assert moot(json.dumps(signed(record, KEY)), "--key", public_of(KEY)).exit_code == 0
    assert "another key" in moot(json.dumps(signed(record, KEY)), "--key", public_of(bytes(32))).stdout
    assert isinstance(moot(BALLOTS, "--unsigned").exception, BadInput)


def test_a_record_is_verified_as_a_decision_is(tmp_path):
    register_verbs()
    file, changed = tmp_path / "record.json", tmp_path / "changed.json"
    record = signed(record_of(), KEY)
    file.write_text(json.dumps(record), "utf-8")
    changed.write_text(json.dumps({**record, "number": 7}), "utf-8")
    told = CliRunner().invoke(app, ["verify", str(file), "--key", public_of(KEY)])
    assert told.exit_code == 0
    assert "Elected: " in told.stdout
    assert "The result follows from the record." in told.stdout
    told = CliRunner().invoke(app, ["verify", str(changed)])
    assert told.exit_code == 1
    assert "do not rely on this record" in told.output
