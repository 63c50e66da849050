"""Checks of submission contests: what they name is there and fits together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import submissions
from folkmoot.charter.registry import Check
from folkmoot.model.community import Community
from folkmoot.model.contest import ContestPlan, ScoringRule
from folkmoot.model.submission import EvaluationPlan, LimitPlan, MetricPlan, QuotaPlan
from folkmoot.model.text import Text

PLAN = EvaluationPlan(
    "score.py", (MetricPlan("share", least=Decimal(0), most=Decimal(1), threshold=Decimal("0.5")),), public="data"
)
GOOD = ContestPlan("c", Text("C"), "2026-03-01", "2026-03-14", organizers=("ann",), kind="submissions", evaluation=PLAN)
STAR = (ScoringRule("star", "repo.starred", Decimal(1)),)
EVENTS = replace(GOOD, kind="events", evaluation=None, scoring=STAR)


def said(root: Path, plan: ContestPlan) -> list[str]:
    (root / "data").mkdir(exist_ok=True)
    (root / "score.py").write_text("print(1)\n", "utf-8")
    (root / "wrong.py").write_text("print(\n", "utf-8")
    charter = Charter(Community(Text("Kit")), contests=(plan,), root=root)
    checks = [one for one in vars(submissions).values() if isinstance(one, Check)]
    found = [finding for one in checks for finding in one.ask(charter)]
    assert all(one.says.zh and one.mend.en and one.mend.zh for one in found)
    return [one.check for one in found]


def evaluated(**more: object) -> ContestPlan:
    return replace(GOOD, evaluation=replace(PLAN, **more))


def test_good_ones_have_nothing_to_mend(tmp_path):
    assert said(tmp_path, GOOD) == []
    assert said(tmp_path, EVENTS) == []


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (replace(EVENTS, scoring=()), "contest-kind"),
        (replace(EVENTS, evaluation=PLAN), "contest-kind"),
        (replace(GOOD, evaluation=None), "contest-kind"),
        (replace(GOOD, scoring=STAR), "contest-kind"),
        (replace(GOOD, teams="city"), "contest-kind"),
        (evaluated(score="nowhere.py"), "contest-scripts"),
        (evaluated(score="wrong.py"), "contest-scripts"),
        (evaluated(check="../../etc/passwd"), "contest-scripts"),
        (evaluated(public="nowhere"), "contest-scripts"),
        (evaluated(hidden="data"), "contest-hidden"),
        (evaluated(metrics=(MetricPlan("a", most=Decimal(1), baseline=Decimal(2)),)), "contest-metrics"),
        (evaluated(metrics=(MetricPlan("a"), MetricPlan("a"))), "contest-metrics"),
        (evaluated(quota=QuotaPlan(a_day=9, in_all=3)), "contest-metrics"),
        (evaluated(limits=LimitPlan(upload=9, unpacked=3)), "contest-metrics"),
    ],
)
def test_each_fault_is_found(tmp_path, plan, found):
    assert said(tmp_path, plan) == [found]
