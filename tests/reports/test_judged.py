"""Targets, scores, evaluations, alerts and attention of a small community: right numbers, and unknown where nobody read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.health import Evaluation, EvaluationItem, HandAnswer
from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.targets import CountedEvents, KeptValue, Target
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from tests.reports.facts import BEGAN, CHARTER, DOCS, KIT, READ, asking, by, homes_of

EVENTS = """
2024-01-10T00:00  change.opened  kit!1  ann  title="Add_model"
2024-01-10T10:00  change.reviewed  kit!1  bo
2024-01-11T00:00  change.merged  kit!1  ann  title="Add_model"
2024-03-10T00:00  change.opened  kit!2  cy  title="Add_model_two"
2024-03-14T04:00  change.reviewed  kit!2  bo
2024-03-15T00:00  change.merged  kit!2  cy  title="Add_model_two"
2024-05-02T00:00  change.opened  kit!3  cy  title="Mend_it"
2024-05-06T00:00  change.reviewed  kit!3  bo
2024-05-07T00:00  change.merged  kit!3  cy  title="Mend_it"
2024-05-20T00:00  change.opened  kit!4  cy  title="Mend_more"
2024-06-01T00:00  change.opened  kit!5  cy  title="Mend_more"
2024-05-03T00:00  commit.authored  docs@1  ann
"""
KINDS = ("commit.authored", "change.opened", "change.merged", "change.reviewed")
TOLD = tuple(Coverage("test", repo, kind, BEGAN, READ, READ) for repo in (KIT, DOCS) for kind in KINDS)
YEAR = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
TARGETS = (
    Target("goal", Text("Grow"), sum=True, **YEAR),
    Target("merged", Text("Twelve merged changes"), 12, indicator="merged_changes", parent="goal", owner="bo", **YEAR),
    Target(
        "models",
        Text("Ten models"),
        10,
        events=CountedEvents(("change.merged",), words="add_model"),
        parent="goal",
        **YEAR,
    ),
    Target("roles", Text("Two who maintain or commit"), 2, roles=("maintainer", "committer"), group="compiler", **YEAR),
    Target("hand", Text("Four trainings"), 4, values=(KeptValue(date(2024, 5, 1), 3),), **YEAR),
    Target("issues", Text("Twenty issues solved"), 20, indicator="closed_issues", parent="goal", **YEAR),
    Target("later", Text("Next year"), 5, indicator="merged_changes", year=2025),
    Target("typo", Text("No such thing"), 5, indicator="merged_chnges", **YEAR),
)


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    charter = replace(
        CHARTER, targets=TARGETS,
        scores=(Score("size", Text("Size"), (ScorePart("merged_changes", 3, "linear", 10), ScorePart("opened_issues", 1, "linear", 4))),),
        evaluations=(Evaluation("own", Text("Own"), items=(
            EvaluationItem("lead", Text("It is led"), "governance", declares="lead", required=True),
            EvaluationItem("quick", Text("It answers"), "operation", indicator="change_first_response", at_most=48),
            EvaluationItem("issues", Text("Issues"), "operation", indicator="issue_first_response", at_most=48),
            EvaluationItem("licence", Text("Licence"), "norms", file="LICENSE"),
            EvaluationItem("safe", Text("Safe"), "norms", file="SECURITY.md"),
        ), answers=(HandAnswer("safe", met=True, day=date(2024, 6, 1), by="bo", url="https://example.org/s"),)),),
        alerts=(
            Alert("fewer", AlertRule(below=5), Text("Few changes"), "merged_changes", window="12m"),
            Alert("slow", AlertRule(promise=48), Text("Slow"), each="group", window="12m"),
            Alert("old", AlertRule(stale=3), Text("Stale")),
        ),
    )  # fmt: skip
    return homes_of(tmp_path / "lake", EVENTS, charter=charter, coverage=TOLD)


def test_each_target_says_how_far_it_is(homes):
    rows = by(asking(homes)("targets", year="all"), "id")
    assert {name: (row["value"], row["state"]) for name, row in rows.items()} == {
        "goal": (None, "behind"),
        "merged": (3, "behind"),
        "models": (2, "behind"),
        "roles": (2, "reached"),
        "hand": (3, "ahead"),
        "issues": (None, "unknown"),
        "later": (None, "not_begun"),
        "typo": (None, "unknown"),
    }
    assert rows["merged"]["share"] == pytest.approx(0.25)
    assert rows["merged"]["expected"] == pytest.approx(12 * 167 / 366)
    assert rows["merged"]["owner_name"] == "Bo Maintainer"
    assert rows["issues"]["why"].en == "Nothing was read that would tell it."
    assert [row["id"] for row in rows.values()][:4] == ["goal", "merged", "models", "issues"]


def test_the_sentence_says_how_the_targets_will_end(homes):
    answer = asking(homes)("targets", year="all")
    leaves = [row for row in answer.rows if not row["sum"]]
    hardly = [row for row in leaves if row["likely"] == "hardly" and row["state"] not in ("reached", "missed")]
    assert answer.sentence.en.startswith(f"Of {len(leaves)} targets, ")
    assert f"{len(hardly)} will hardly be met ({hardly[0]['title'].en}" in answer.sentence.en
    assert f"{len(hardly)} 项预计难以达成（" in answer.sentence.zh


def test_a_forecast_is_from_whole_months_and_may_be_worked_by_hand(homes):
    """January to May brought 1, 0, 1, 0, 1: mean 0.6; 199 days of 30.44 are left."""
    row = by(asking(homes)("targets"), "id")["merged"]
    assert row["forecast"] == pytest.approx(3 + 0.6 * 199 / 30.44)
    assert (row["likely"], row["low"] >= 3) == ("hardly", True)


def test_one_target_shows_its_months_and_those_below_it(homes):
    answer = asking(homes)("targets", id="merged")
    assert [row["value"] for row in answer.parts["months"].rows] == [1, 1, 2, 2, 3]
    assert [row["id"] for row in asking(homes)("targets", id="goal").rows] == ["goal", "merged", "models", "issues"]
    with pytest.raises(BadQuestion, match="Did you mean: merged"):
        asking(homes)("targets", id="mergd")


def test_a_score_says_its_parts_and_what_is_unknown(homes):
    rows = by(asking(homes)("scores"), "thing")
    kit = rows["compiler"]
    assert (kit["points"], kit["merged_changes"], kit["opened_issues"]) == (pytest.approx(30), pytest.approx(0.3), None)
    assert kit["unknown"] == [asking(homes)("indicator", name="opened_issues").title]
    assert rows["writing"]["points"] is None or rows["writing"]["points"] <= kit["points"]


def test_an_evaluation_keeps_the_unknown_apart(homes):
    answer = asking(homes)("evaluation", group="compiler")
    states = {row["id"]: row["state"] for row in answer.rows}
    assert states == {"lead": "met", "quick": "not_met", "issues": "unknown", "licence": "unknown", "safe": "met"}
    assert answer.about["verdict"] == "met"
    dimension = by(answer.parts["dimensions"], "dimension")
    assert (dimension["operation"]["share"], dimension["operation"]["unknown"]) == (0.0, 1)
    assert dimension["technical"]["share"] is None
    assert "Bo Maintainer" in by(answer, "id")["safe"]["evidence"].en


def test_scores_and_evaluations_of_a_past_day_know_nothing_later(homes):
    """
    until 1 April two changes were merged, the first answered within ten hours; who looked, looked in June
    """
    answer = asking(homes)("scores", on="2024-04-01")
    assert by(answer, "thing")["compiler"]["points"] == pytest.approx(20)
    assert answer.sentence.en.startswith("On 2024-04-01: ")
    rows = by(asking(homes)("evaluation", group="compiler", on="2024-02-01"), "id")
    assert (rows["quick"]["state"], rows["safe"]["state"]) == ("met", "unknown")
    assert asking(homes)("scores", on="2099-01-01").rows == asking(homes)("scores").rows


def test_alerts_are_raised_silent_or_unknown(homes):
    rows = {(row["id"], row["thing"]): row["state"] for row in asking(homes)("alerts").rows}
    assert rows[("fewer", "")] == "raised"
    assert rows[("slow", "compiler")] == "raised"
    assert rows[("slow", "sleepy")] == "unknown"
    assert rows[("old", "")] == "silent"


def test_attention_tells_why_and_takes_nothing_for_granted(homes):
    rows = by(asking(homes)("attention"), "group")
    assert "sleepy" not in rows  # it is dormant
    assert "90 days to 2024-06-" in asking(homes)("attention").sentence.en
    kit = rows["compiler"]
    assert kit["waiting"] == 2
    assert {reason["kind"] for reason in kit["reasons"]} >= {"waiting"}
    assert rows["writing"]["level"] in ("watch", "fine")


def test_attention_of_a_past_day_knows_nothing_of_later_days(homes):
    told = asking(homes)("attention", on="2024-03-12")
    assert "90 days to 2024-03-12" in told.sentence.en
    rows = by(told, "group")
    assert rows["compiler"]["people"] == 3
    assert rows["compiler"]["events"] == 4


def test_who_stayed_in_a_month_that_nobody_read_is_unknown(tmp_path: Path) -> None:
    """
    2024-03-10T00:00  commit.authored  kit@1  ann
    2024-04-10T00:00  commit.authored  kit@2  ann
    """
    words = test_who_stayed_in_a_month_that_nobody_read_is_unknown.__doc__ or ""
    read = tuple(replace(one, read_at=datetime(2024, 5, 1), until_at=datetime(2024, 5, 1)) for one in TOLD)
    homes = homes_of(tmp_path / "lake", words, coverage=read)
    curve = by(asking(homes)("indicator", name="retained_share", since="6m"), "month")
    assert {month: row["value"] for month, row in curve.items() if month >= "2024-04"} == {
        "2024-04": 1.0, "2024-05": None, "2024-06": None,
    }  # fmt: skip
