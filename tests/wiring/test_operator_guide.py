"""The examples of the guide for operators are right, in a native charter and beside another dialect."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import check
from folkmoot.charter.native.beside import beside_keys
from folkmoot.charter.reader import read_charter
from folkmoot.reports.declared import indicator_findings
from folkmoot.wiring.settings import Settings

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "operator.md"
COMMUNITY = """\
community: {name: Example}
people: [{id: ann, accounts: [gitee:ann]}, {id: bo, accounts: [gitee:bo]}]
groups:
  - kind: sig
    slug: modelzoo
    name: Model Zoo
    mission: Keeps models.
    roles: [{person: ann, role: reviewer}, {person: bo, role: committer}, {person: bo, role: lead}]
"""
SIGS = "sigs:\n  - {dir: sig-modelzoo, name: Model Zoo, mission_statement: Keeps models., label: modelzoo}\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def charter(tmp_path: Path) -> Charter:
    (tmp_path / "community.yaml").write_text(COMMUNITY, "utf-8")
    for number, block in enumerate(blocks("yaml")):
        (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
    return read_charter(tmp_path)


def test_the_examples_are_read_without_a_finding(charter: Charter):
    assert len(blocks("yaml")) == 5
    ours = ("target", "score", "evaluation", "alert", "annotation", "board", "unknown")
    wrong = [*charter.findings, *(found for found in check(charter) if found.check.startswith(ours))]
    assert [(str(found.place), found.says.en) for found in wrong] == []
    assert [len(held) for held in (charter.targets, charter.scores, charter.evaluations, charter.alerts)] == [
        7,
        1,
        2,
        3,
    ]
    assert len(charter.annotations) == 2
    assert charter.board.views[0].id == "modelzoo-year"
    assert not [found for found in indicator_findings(charter) if found.check == "vanity-alone"]


def test_they_may_stand_beside_another_dialect(charter: Charter, tmp_path: Path):
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "sigs.yaml").write_text(SIGS, "utf-8")
    (beside / "folkmoot.yaml").write_text("".join(blocks("yaml")), "utf-8")
    other = read_charter(beside)
    assert not other.findings
    assert {"targets", "scores", "evaluations", "alerts", "annotations", "board"} <= set(beside_keys())
    for key in ("targets", "scores", "evaluations", "alerts", "annotations", "board"):
        assert getattr(other, key) == getattr(charter, key)


def test_the_channels_of_the_alerts_are_settings(charter: Charter):
    settings = [Settings.model_validate(tomllib.loads(block)) for block in blocks("toml")]
    named = {channel.name for one in settings for channel in one.channel}
    assert named == {name for alert in charter.alerts for name in alert.to}
