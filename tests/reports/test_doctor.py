"""The doctor: what is wrong, how bad it is, and what to do, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from folkmoot.lake.append import append_events
from folkmoot.model.event import Coverage, Event
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.doctor import Ailment, Configured, Deliveries, Figures, examine
from tests.reports.facts import CHARTER, KIT, READ, TODAY, asking, homes_of

QUESTION = Question("doctor", Scope(zone="Asia/Shanghai"), TODAY)
NOW = READ + timedelta(hours=1)
FINE = Figures(NOW, configured=(Configured("github", "github:example/kit"),), tokens={"github": 1}, free=10**12)
REPO = "github:example/kit"


def reading(kind="issue.opened", *, source="github", repo=REPO, at=READ, complete=True, note="") -> Coverage:
    return Coverage(source, repo, kind, None, at, at, complete, note)


def asked(tmp_path, *rows: Coverage, figures: Figures = FINE, charter=CHARTER):
    return examine(homes_of(tmp_path / "lake", "", coverage=rows or (reading(),), charter=charter), QUESTION, figures)


def told(answer) -> list[str]:
    return [
        f"{row['severity']} {row['area']} {row['about']} {','.join(row['kinds'])}: {row['says'].en} {row['mend'].en}"
        for row in answer.rows if row["area"] != "charter"
    ]  # fmt: skip


def test_nothing_is_wrong(tmp_path):
    answer = asked(tmp_path)
    assert (told(answer), answer.total) == ([], 0)
    assert str(answer.sentence).startswith("Nothing is wrong.")


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (reading(at=READ - timedelta(days=3)),
         ("warning readings github:example/kit issue.opened: Last read 2024-06-12 03:00 UTC. "
         "Run moot collect github, and let a timer or 'collect_every' do so.")),
        (reading(repo="github:other/old", at=READ - timedelta(days=3)),
         ("note readings github:other/old issue.opened: It is not configured any more, and was last read 2024-06-12 03:00 UTC. "
         "Nothing, if it shall not be read any more; else add it to folkmoot.toml again.")),
        (reading(complete=False, note="the reading broke off: github answered 502."),
         ("error readings github:example/kit issue.opened: The reading broke off: github answered 502. "
         "Run: moot collect github. See docs/sources/github.md.")),
        (reading(complete=False, note="the reading broke off: token …abcd was refused"),
         ("error tokens github:example/kit issue.opened: A token was refused: the reading broke off: token …abcd was refused. "
         "Make a new token and put it into MOOT_GITHUB_TOKEN.")),
        (reading(complete=False, note="being read"),
         ("warning readings github:example/kit issue.opened: A reading has begun and not ended: it runs, or it was killed. "
         "Run: moot collect github. See docs/sources/github.md.")),
        (reading(source="atomgit", repo="atomgit:example/kit", complete=False, note="250 commits of more"),
         ("warning readings atomgit:example/kit issue.opened: Incomplete: 250 commits of more. "
         "Run: moot collect gitee. See docs/sources/gitee.md.")),
        (reading(source="drop", repo="drop:zoom", complete=False, note="1 of 2 rows were refused"),
         ("warning readings drop:zoom issue.opened: Incomplete: 1 of 2 rows were refused. "
         "Mend what moot drop check shows, then run: moot collect drop")),
        (reading(source="gharchive", complete=False, note="an archive is never complete"),
         ("note readings github:example/kit issue.opened: Incomplete: an archive is never complete. "
         "Nothing: this source never is.")),
    ],
)  # fmt: skip
def test_readings(tmp_path, row, wanted):
    wanted_too = () if "other" in row.repo else (Configured(row.source, row.repo),)
    figures = replace(FINE, configured=(*FINE.configured, *wanted_too))
    answer = asked(tmp_path, reading("change.opened", repo=REPO), row, figures=figures)
    assert told(answer) == [wanted]
    assert answer.total == (0 if wanted.startswith("note") else 1)


def test_kinds_of_one_repository_are_told_together(tmp_path):
    rows = (reading(kind, complete=False, note="cut") for kind in ("issue.opened", "change.opened"))
    (line,) = told(asked(tmp_path, *rows))
    assert line.startswith("warning readings github:example/kit change.opened,issue.opened: Incomplete: cut.")


def test_an_organisation_is_wanted_with_its_repositories(tmp_path):
    figures = replace(FINE, configured=(Configured("github", "github:example/"),))
    rows = (reading("measured.members", repo="github:example", at=READ - timedelta(days=9)), reading())
    (line,) = told(asked(tmp_path, *rows, figures=figures))
    assert line.startswith("warning readings github:example measured.members: Last read 2024-06-06")


def test_what_is_not_configured_any_more_is_one_note_a_source(tmp_path):
    rows = (reading(source="forum", repo=f"forum:{n}", complete=n != 0, at=READ - timedelta(days=n)) for n in range(5))
    (line,) = told(asked(tmp_path, reading(), *rows))
    assert line.startswith(
        "note readings forum issue.opened: 4 lists and repositories are not configured any more, and"
    )


def test_patience_is_a_setting(tmp_path):
    row = reading(at=NOW - timedelta(hours=5))
    assert not told(asked(tmp_path, row))
    assert len(told(asked(tmp_path / "b", row, figures=replace(FINE, patience=timedelta(hours=4))))) == 1


def test_what_is_configured_and_was_never_read(tmp_path):
    wanted = (
        Configured("github", REPO), Configured("github", "github:example/"), Configured("github", "github:other/"),
        Configured("mail", "mail:dev@example.org"), Configured("git"),
    )  # fmt: skip
    answer = asked(tmp_path, figures=replace(FINE, configured=wanted))
    assert [line.partition(":  It")[0].partition(" :")[0] for line in told(answer)] == [
        "warning readings git", "warning readings github:other", "warning readings mail:dev@example.org"
    ]  # fmt: skip
    assert [row["mend"].en for row in answer.rows if row["area"] == "readings"] == [
        "Run: moot collect", "Run: moot collect github", "Run: moot collect mail"
    ]  # fmt: skip


def test_tokens_deliveries_and_the_disk(tmp_path):
    figures = replace(
        FINE, tokens={"github": 0, "gitee": 2}, deliveries=Deliveries({"gitee": 1}, 3, NOW), free=100_000_000
    )
    lines = told(asked(tmp_path, figures=figures))
    assert [line.split(":")[0] for line in lines] == [
        "error deliveries gitee ", "error disk disk ", "warning tokens github ", "note deliveries pending "
    ]  # fmt: skip
    assert "moot hooks replay" in lines[0]
    assert "MOOT_GITHUB_TOKEN" in lines[2]


def test_the_charter_and_many_small_files(tmp_path, monkeypatch):
    monkeypatch.setattr("folkmoot.reports.doctor.SMALL_FILES", 20)
    monkeypatch.setattr("folkmoot.reports.doctor.MANY_FILES", 25)
    homes = homes_of(tmp_path / "lake", "", coverage=(reading(),), charter=_with_an_error())
    for number in range(25):
        append_events(
            homes.lake, [Event(f"{number:032}", READ - timedelta(days=number), "issue.opened", "gitee:ann", KIT)]
        )
    rows = {row["area"]: row for row in examine(homes, QUESTION, FINE).rows}
    assert rows["charter"]["severity"] == "warning"
    assert rows["charter"]["says"].en.startswith("The charter has 1 error and ")
    assert rows["lake"]["about"] == "events"
    assert rows["lake"]["says"].zh == "25 个小文件使查询变慢。"


def _with_an_error():
    return replace(
        CHARTER, findings=(Finding(Place("a.yaml", 1), "x", Severity.ERROR, Text("It is wrong.", "有误。")),)
    )


def test_without_homes_the_rest_is_still_told():
    broken = Ailment("error", "ledger", "x", Text("It is away.", "无法访问。"), Text("Start it.", "请启动。"))
    answer = examine(None, QUESTION, replace(FINE, others=(broken,), free=1, tokens={"gitee": 0}))
    assert [row["area"] for row in answer.rows] == ["disk", "ledger", "tokens"]
    assert answer.total == 3


def test_every_row_speaks_both_languages(tmp_path):
    rows = (reading(complete=False, note="cut"), reading("change.opened", at=datetime(2024, 1, 1)))
    answer = asked(
        tmp_path,
        *rows,
        figures=replace(
            FINE, tokens={"github": 0}, deliveries=Deliveries({"gitee": 1}, 1, READ - timedelta(days=1)), free=1
        ),
    )
    for row in answer.rows:
        for name in ("says", "mend"):
            words: Mapping[str, Any] = row
            assert words[name].en, row
            assert any("\u4e00" <= letter <= "\u9fff" for letter in words[name].zh), row


def test_it_can_be_asked_as_any_report(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", ""))("doctor")
    assert answer.name == "doctor"
    assert not [row for row in answer.rows if row["area"] != "charter"]
