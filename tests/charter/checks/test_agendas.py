"""Agenda templates: read, written and checked."""

from __future__ import annotations

from pathlib import Path

from folkmoot.charter.checks import check
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.reader import read_charter
from folkmoot.model.text import Text

CHARTER = """\
community: {name: Kit}
groups:
  - {kind: sig, slug: kit, name: Kit, meetings: [{title: {en: Weekly, zh: 周会}}]}
agendas:
  - id: weekly
    group: kit
    series: 周会
    fixed: [{title: {en: Tasks, zh: 任务}, minutes: 20, brings: [actions, tasks]}, {title: Papers}]
    optional: [{title: Demonstration}]
    notice: {en: Be kind., zh: 请友善。}
    links: [{title: Charter, url: "https://example.org"}]
"""


def found(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "community.yaml").write_text(text, "utf-8")
    return [one.says.en for one in check(read_charter(folder)) if one.check.startswith("agenda-")]


def test_a_template_is_read_and_written_without_a_loss(tmp_path):
    assert found(tmp_path / "c", CHARTER) == []
    charter = read_charter(tmp_path / "c")
    (template,) = charter.agendas
    assert (template.fixed[0].title, template.fixed[0].brings) == (Text("Tasks", "任务"), ("actions", "tasks"))
    assert read_charter(write_native(charter, tmp_path / "again")).agendas == charter.agendas


def test_what_an_agenda_names_is_there(tmp_path):
    wrong = (
        CHARTER.replace("actions, tasks", "action")
        .replace("group: kit", "group: kitt")
        .replace("series: 周会", "series: Daily")
    )
    assert found(tmp_path / "c", wrong) == [
        "The agenda 'weekly' brings 'action', which there is not.",
        "The agenda 'weekly' is for the group 'kitt', which there is not.",
        "The agenda 'weekly' is for the series 'Daily', which there is not.",
    ]
