"""``moot ask`` in one process: formats, options, languages, and what goes to which stream."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import BadQuestion
from tests.reports.facts import KIT, events_of, readings

CHARTER = """\
community:
  name: {en: Example, zh: 示例}
  zone: Asia/Shanghai
people:
- {id: ann, name: Ann Author, accounts: [gitee:ann]}
- {id: eve, name: "=cmd|' /C calc'!A0", accounts: [gitee:eve]}
groups:
- {kind: sig, slug: kit, name: Kit, repositories: [{repo: "gitee:example/kit"}]}
- {kind: wg, slug: asleep, name: Asleep}
"""
WORDS = "\n".join(
    f"2024-01-{1 + number % 28:02}T{number // 28:02}:00  change.merged  kit!{number}  {'eve' if number % 3 else 'ann'}"
    for number in range(150)
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """150 changes of Ann and Eve, merged in kit."""
    folder = tmp_path_factory.mktemp("ask")
    (folder / "charter").mkdir()
    (folder / "charter" / "community.yaml").write_text(CHARTER)
    (folder / "folkmoot.toml").write_text('charter = "charter"\n')
    lake = Lake.at(folder / "lake")
    lake.create()
    append_events(lake, events_of(WORDS))
    append_coverage(lake, readings(KIT))
    register_verbs()

    def run(*arguments, where=folder):
        with pytest.MonkeyPatch.context() as kept:  # a command tells Django its workspace by the environment
            for name in ("MOOT_WORKSPACE", "MOOT_LEDGER_ADDRESS", "MOOT_SESSION_KEY"):
                kept.setenv(name, os.environ.get(name, ""))
            return CliRunner().invoke(app, ["--workspace", str(where), "ask", *arguments])

    return run


def asked(ask, *arguments):
    done = ask(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.django_db
def test_json_is_one_object_with_every_row(ask):
    answer = asked(ask, "activity", "--kind", "change.merged", "--by", "account")
    assert {row["account"]: row["events"] for row in answer["rows"]} == {"gitee:ann": 50, "gitee:eve": 100}
    assert (answer["total"], answer["unit"], answer["version"]) == (150, "events", 1)
    assert answer["coverage"]
    assert answer["definition"]
    assert answer["fresh_at"] == "2024-06-15T03:00:00Z"
    assert len(asked(ask, "events")["rows"]) == 150
    assert len(asked(ask, "events", "--size", "7")["rows"]) == 7
    assert {row["slug"]: row["kind"] for row in asked(ask, "groups")["rows"]} == {"kit": "sig", "asleep": "wg"}


@pytest.mark.django_db
def test_csv_is_safe_to_open(ask):
    done = ask("people", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["name"] for row in rows] == ["'=cmd|' /C calc'!A0", "Ann Author"]


@pytest.mark.django_db
def test_a_table_is_a_screenful_with_a_sentence_and_its_evidence(ask):
    said = " ".join(ask("events").stdout.split())
    assert "150 events, newest first." in said
    assert "40 of 150 rows; everything with --format csv or json" in said
    assert "Read from 1 repository, last 2024-06-15 03:00 UTC; 0 readings incomplete." in said
    assert "unknown" in ask("groups").stdout


@pytest.mark.django_db
def test_chinese_throughout(ask):
    said = "".join(ask("groups", "--lang", "zh").stdout.split())
    assert "小组" in said
    assert "未知" in said
    assert "读取自1个代码仓" in said
    assert asked(ask, "groups", "--lang", "zh")["title"] == "小组"


@pytest.mark.django_db
def test_an_id_and_further_options(ask):
    assert asked(ask, "group", "kit")["total"] == 150
    assert asked(ask, "person", "gitee:ann")["about"]["name"] == "Ann Author"
    assert asked(ask, "search", "ann")["rows"][0]["id"] == "ann"
    late = sum(1 for number in range(0, 150, 3) if number % 28 >= 9)
    assert asked(ask, "events", "-o", "month=2024-01", "--person", "ann", "--from", "2024-01-10")["found"] == late
    assert asked(ask, "events", "--month=2024-01", "--size", "3", "--merges", "out")["found"] == 150
    assert ask("events", "-o", "month").exit_code == 2
    for wrong, sentence in (
        (("events", "--mnth", "2024-01"), "'events' knows no 'mnth'. Did you mean: month"),
        (("events", "--month"), "--month needs a value"),
        (("group", "kit", "asleep"), "'asleep' is a word too many"),
        (("group", "kitt"), "There is no group 'kitt'. Did you mean: kit"),
    ):
        assert sentence in str(ask(*wrong).exception)


def test_alone_it_lists_the_reports_without_a_workspace(ask, tmp_path):
    assert "repositories" in ask(where=tmp_path).stdout
    listed = json.loads(ask("--format", "json", where=tmp_path).stdout)
    assert {"overview", "groups", "people"} <= {row["name"] for row in listed["rows"]}


def test_an_unknown_report_is_told_before_anything_else(ask, tmp_path):
    done = ask("grups", where=tmp_path)
    assert isinstance(done.exception, BadQuestion)
    assert "There is no report 'grups'" in str(done.exception)


def test_help_imports_nothing_heavy():
    heavy = (
        "import sys; from folkmoot.cli.app import register_verbs; register_verbs(); "
        "print([name for name in ('ibis', 'duckdb', 'django', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
