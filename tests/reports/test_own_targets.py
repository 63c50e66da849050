"""Targets of groups' own pages stand beside the declared ones, and a past day is judged as it looked then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from folkmoot.model.groups import YearTarget
from folkmoot.model.targets import Target
from folkmoot.model.text import Text
from tests.reports.facts import CHARTER, COMPILER, asking, by, homes_of

OWN = replace(
    COMPILER,
    targets=(
        YearTarget(2024, Text("Two changes merged", "合入两个变更"), indicator="merged_changes", amount=2),
        YearTarget(2024, Text("Be known everywhere", "广为人知")),
        YearTarget(2023, Text("Long ago", "很久以前")),
    ),
)
WHOLE = replace(
    CHARTER,
    groups=(OWN, *CHARTER.groups[1:]),
    targets=(Target("merged", Text("Four changes", "四个变更"), goal=4, year=2024, indicator="merged_changes"),),
)


@pytest.fixture
def asked(request, tmp_path):
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", charter=WHOLE))


def test_targets_of_a_groups_page_are_shown_with_progress_only_where_something_measures_them(asked):
    """
    2024-02-04T00:00  change.merged  kit!1   ann
    2024-03-04T00:00  change.merged  kit!2   ann
    2024-04-04T00:00  change.merged  docs!3  ann
    """
    answer = asked("targets")
    rows = by(answer, "id")
    assert list(rows) == ["merged", "compiler-2024-1", "compiler-2024-2"]
    assert (rows["merged"]["value"], rows["compiler-2024-1"]["value"], rows["compiler-2024-1"]["state"]) == (
        3,
        2,
        "reached",
    )
    told = rows["compiler-2024-2"]
    assert (told["group"], told["value"], told["share"], told["state"]) == ("compiler", None, None, "unknown")
    assert told["why"].en == "It is declared in words; nothing says how it is counted."
    assert answer.sentence.en.startswith("Of 2 targets, ")
    assert answer.sentence.en.endswith("1 more is in words alone.")
    assert [row["id"] for row in asked("targets", id="compiler-2024-2").rows] == ["compiler-2024-2"]
    assert [row["id"] for row in asked("targets", year="2023").rows] == ["compiler-2023-3"]


def test_a_past_day_is_judged_as_it_looked_then(asked):
    """
    2024-02-04T00:00  change.merged  kit!1  ann
    2024-03-04T00:00  change.merged  kit!2  ann
    2024-05-04T00:00  change.merged  kit!3  ann
    """
    then, now = by(asked("targets", on="2024-02"), "id"), by(asked("targets"), "id")
    assert (then["merged"]["value"], now["merged"]["value"]) == (1, 3)
    assert (then["compiler-2024-1"]["state"], now["compiler-2024-1"]["state"]) == ("ahead", "reached")
    assert then["merged"]["expected"] == pytest.approx(4 * 60 / 366)
    assert asked("targets", on="2024-02").sentence.en.startswith("On 2024-02-29, of 2 targets, ")
    assert asked("targets", on="2030").sentence == asked("targets").sentence


def test_a_targets_number_opens_as_many_as_it_says(asked):
    """
    2023-12-04T00:00  change.merged  kit!0   ann
    2024-02-04T00:00  change.merged  kit!1   ann
    2024-03-04T00:00  change.merged  docs!2  ann
    """
    rows = by(asked("targets"), "id")
    assert rows["merged"]["opens"] == "events?since=2024-01-01&until=2024-06-15&of=merged"
    for row in (rows["merged"], rows["compiler-2024-1"]):
        said = dict(one.split("=") for one in row["opens"].partition("?")[2].split("&"))
        assert asked("events", **said).found == row["value"]
