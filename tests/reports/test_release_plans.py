"""Release plans read beside the lake: the day of the tag, items by their issues, criteria, what went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.release import Component, ExitCriterion, PlannedItem, ReleasePlan, Stage
from folkmoot.model.text import Text
from folkmoot.press.release_notes import highlights_of, notes_of
from tests.reports.facts import BEGAN, CHARTER, KIT, READ, asking, homes_of

KINDS = (
    "release.published",
    "change.opened",
    "change.merged",
    "issue.opened",
    "issue.closed",
    "issue.labeled",
    "change.commented",
)
PLAN = ReleasePlan(
    "kit-2", Text("Kit 2", "工具 2"), version="2.0.0", previous="1.0.0", repos=(KIT,), group="compiler", owner="bo",
    eol_on=date(2025, 6, 1),
    stages=(Stage(date(2024, 5, 1), Text("Coding"), "coding", date(2024, 5, 20)), Stage(date(2024, 6, 1), Text("Publish"), "publish")),
    components=(
        Component(Text("Kit"), repos=(KIT,), items=(
            PlannedItem(Text("Shapes"), issue="gitee:example/kit#1", highlight=True),
            PlannedItem(Text("Speed"), issue="gitee:example/kit#2"),
            PlannedItem(Text("Far"), issue="gitee:example/kit#99"),
            PlannedItem(Text("Told"), done=True),
        )),
    ),
    exit=(
        ExitCriterion(Text("No blocker"), label="Blocker", at_most=0),
        ExitCriterion(Text("Read elsewhere"), label="blocker", repos=("gitee:example/docs",)),
        ExitCriterion(Text("Reviewed"), met=True, by="bo", on=date(2024, 6, 1)),
        ExitCriterion(Text("Unsaid")),
    ),
)  # fmt: skip
STORY = """
2024-04-01T00:00  release.published  kit@v1.0.0  bo  version="1.0.0"
2024-03-01T00:00  change.opened      kit!1  ann  title="Old"
2024-03-20T00:00  change.merged      kit!1  ann  title="Old"
2024-05-01T00:00  change.opened      kit!2  ann  title="feat:shapes"
2024-05-02T00:00  change.commented   kit!2  bo
2024-05-02T01:00  change.commented   kit!2  bo
2024-05-02T02:00  change.commented   kit!2  bo
2024-05-03T00:00  change.merged      kit!2  ann  title="feat:shapes"
2024-05-04T00:00  change.opened      kit!3  cy   title="fix:leak"
2024-05-05T00:00  change.merged      kit!3  cy   title="fix:leak"
2024-05-01T00:00  issue.opened       kit#1  ann  title="Shapes"
2024-05-06T00:00  issue.closed       kit#1  ann
2024-05-01T00:00  issue.opened       kit#2  ann  title="Speed"
2024-05-02T00:00  issue.labeled      kit#2  ci-bot  label="blocker"
"""


@pytest.fixture
def homes(tmp_path):
    """Return the small community with a plan, of whose repository everything was read."""

    def made(more: str = "", plan: ReleasePlan = PLAN):
        coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in KINDS)
        return homes_of(tmp_path / "lake", STORY + more, charter=replace(CHARTER, releases=(plan,)), coverage=coverage)

    return made


def test_before_its_tag_a_release_is_in_development_and_late_by_now(homes):
    asked = asking(homes())
    row = asked("release-plans").rows[0]
    assert (row["phase"], row["planned_on"], row["released_on"], row["late"]) == (
        "development",
        date(2024, 6, 1),
        None,
        14,
    )
    answer = asked("release-plan", id="kit-2")
    assert [one["state"] for one in answer.rows] == ["not_met", "unknown", "met", "unknown"]
    assert [one["state"] for one in answer.parts["components"].rows] == ["done", "open", "unknown", "done"]
    assert answer.sentence.en == (
        "Development; planned for 2024-06-01, 14 days late by now; 1 of 4 exit criteria not met, 2 unknown; "
        "2 of 4 planned items done; 2 changes merged."
    )


def test_its_tag_publishes_it_and_criteria_are_judged_as_of_that_day(homes):
    asked = asking(homes(
        """
        2024-06-03T00:00  issue.closed       kit#2  ann
        2024-06-03T12:00  release.published  kit@v2.0.0  bo  version="2.0.0"
        2024-06-04T00:00  issue.opened       kit#3  ann  title="Later"
        2024-06-04T01:00  issue.labeled      kit#3  ci-bot  label="blocker"
        """
    ))  # fmt: skip
    answer = asked("release-plan", id="2.0.0")
    assert answer.about["group_name"] == Text("Compiler", "编译器")
    assert (answer.about["phase"], answer.about["released_on"], answer.about["late"]) == (
        "maintained",
        date(2024, 6, 3),
        2,
    )
    assert answer.rows[0]["state"] == "met"


def test_what_went_in_begins_behind_the_version_before(homes):
    answer = asking(homes())("release-plan", id="kit-2")
    assert [(row["category"], row["title"], row["said"], row["first"]) for row in answer.parts["notes"].rows] == [
        ("feature", "shapes", 3, False), ("fix", "leak", 0, True),
    ]  # fmt: skip
    told = highlights_of(answer)
    assert [one.en for one in told["declared"]] == ["Shapes"]
    assert [row["title"] for row in told["talked"]] == ["shapes"]
    notes = notes_of(answer, "en")
    assert "## Kit\n\n### New\n\n- shapes (gitee:example/kit!2, by Ann Author)" in notes
    assert "## First contributions" in notes
    assert notes_of(answer, "zh").startswith("# 工具 2")


def test_names_in_notes_are_no_markup(homes):
    answer = asking(homes("2024-05-07T00:00  change.opened  kit!4  ann  title=\"fix:<b>*x*</b>\"\n"
                          "2024-05-08T00:00  change.merged  kit!4  ann"))("release-plan", id="kit-2")  # fmt: skip
    assert "\\<b\\>\\*x\\*\\</b\\>" in notes_of(answer, "en")


def test_a_plan_that_is_not_there_is_told(homes):
    with pytest.raises(BadQuestion, match="no release plan 'kit-9'"):
        asking(homes())("release-plan", id="kit-9")
