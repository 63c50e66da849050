"""Reminders in words, and the verb that shows them without sending."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from folkmoot.cli.app import app, register_verbs
from folkmoot.model.meeting import Departure, Does
from folkmoot.rules.recurrence import occurrences, series_of
from folkmoot.rules.reminding import due
from folkmoot.wiring.house import House
from folkmoot.wiring.reminding import letter, wants_reminders
from folkmoot.wiring.workspace import make_workspace

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people: [{id: ann, name: Ann Author}]
groups:
  - kind: sig
    slug: kit
    name: {en: Kit tools, zh: 工具}
    roles: [{person: ann, role: maintainer}]
    meetings:
      - {id: weekly, title: {en: Weekly, zh: 周会}, rrule: FREQ=WEEKLY;BYDAY=TU, time: "19:00", zone: Europe/Berlin,
         starts: 2026-01-06, url: "https://meet.example.org/kit", rota: [ann], reminders: [1d]}
"""
NOW = datetime(2026, 3, 2, 20)


@pytest.fixture
def house(tmp_path: Path) -> House:
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    folder = make_workspace(tmp_path / "w", charter)
    file = folder / "folkmoot.toml"
    file.write_text(
        'address = "https://moot.example.org"\nremind_to = ["mail:kit"]\n' + file.read_text("utf-8"), "utf-8"
    )
    return House(folder)


def reminder(house: House, *departures: Departure):
    (group,) = house.charter.groups
    found = occurrences(
        "kit", "weekly", series_of(group)["weekly"], NOW, datetime(2026, 3, 9), recorded=departures, hosts=None
    )
    (one,) = due(found, ["1d"], NOW)
    return one


def test_a_letter_says_when_who_and_where(house):
    said = letter(house, reminder(house), "en")
    assert said.title == "[Kit] Kit tools · Weekly · Tue 2026-03-03 19:00 Europe/Berlin"
    for words in ("18:00 UTC", "Host: Ann Author", "Join: https://meet.example.org/kit",
                  "More: https://moot.example.org/meetings/kit/weekly/2026-03-03/"):  # fmt: skip
        assert words in said.text
    assert "主持：Ann Author" in letter(house, reminder(house), "zh").text


def test_a_letter_about_a_meeting_that_is_off(house):
    off = letter(house, reminder(house, Departure(date(2026, 3, 3), Does.CANCEL)), "zh")
    assert off.title.startswith("[套件] 已取消：工具 · 周会")
    assert "meet.example.org" not in off.text


def test_what_is_shown_without_sending(house, monkeypatch):
    assert wants_reminders(house)
    register_verbs()
    for name in ("MOOT_WORKSPACE", "MOOT_LEDGER_ADDRESS", "MOOT_SESSION_KEY"):
        monkeypatch.setenv(name, os.environ.get(name, ""))  # a command tells Django its workspace by the environment
    shown = CliRunner().invoke(app, ["--workspace", str(house.folder), "remind", "--days", "8"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, shown.output
    assert "kit/weekly/" in shown.output
    assert "mail:kit" in shown.output
