"""What is due by itself: rounds, reviews, release stages, groups to be founded or changed, targets, dormant groups; who and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.jobs import lifecycle
from folkmoot.lake.lake import Lake
from folkmoot.model.actor import Actor
from folkmoot.model.inactivity import InactivityPlan
from folkmoot.model.ladder import Clause, Count, Ladder, LadderStep
from folkmoot.model.release import ReleasePlan, Stage
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.text import Text
from folkmoot.reports.ask import ask, load
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from tests.jobs.meetings import ANN, CHARTER

pytestmark = pytest.mark.django_db
load()
TODAY = date(2026, 3, 12)
COUNT = Count(("change.merged",), events=1)
WHOLE = replace(
    CHARTER,
    ladders=(Ladder("all", groups=("kit",), steps=(LadderStep("reviewer", all=(Clause(count=COUNT),)),)),),
    rounds=(RoundPlan("spring", "kit", ("reviewer",), "2026-03-01", "2026-03-20"),),
    inactivity=(InactivityPlan("half", any=(Clause(count=COUNT),)),),
    releases=(
        ReleasePlan(
            "kit-1", Text("Kit 1"), group="kit", owner="bo", planned_on=date(2026, 3, 30), development_since=date(2026, 1, 1),
            stages=(
                Stage(date(2026, 3, 2), Text("Freeze", "冻结")), Stage(date(2026, 3, 3), Text("Notes"), actual=date(2026, 3, 3)),
                Stage(date(2026, 3, 20), Text("Branch")), Stage(date(2026, 5, 1), Text("Videos")),
            ),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(WHOLE, lake)


def found(homes: Homes, today: date = TODAY, **said: str) -> dict[str, dict]:
    return {row["key"]: row for row in ask(homes, question_of(homes.charter, "due", said, today)).rows}


def test_a_round_that_nobody_has_opened_is_overdue(homes):
    row = next(row for row in found(homes).values() if row["kind"] == "rounds")
    assert (row["overdue"], row["owner"], row["why"].en) == (
        True, "Bo Example", "it is declared, its first day has come, and nobody has opened it",
    )  # fmt: skip
    assert not any(row["kind"] == "rounds" for row in found(homes, date(2026, 2, 1)).values())


def test_stages_past_their_day_and_those_to_come(homes):
    rows = {str(row["title"]): row for row in found(homes, kind="releases").values()}
    assert rows.keys() == {
        "Kit 1",
        "Kit 1: Freeze",
        "Kit 1: Branch",
    }  # what was done, and what is far away, waits for nobody
    late = rows["Kit 1: Freeze"]
    assert (late["overdue"], late["owner"], late["why"].en, late["url"]) == (
        True, "Bo Example", "nobody has said whether it was done", "/releases/kit-1/",
    )  # fmt: skip
    assert rows["Kit 1: Branch"]["why"].en == "it begins within two weeks"


def test_a_group_without_a_review_for_half_a_year(homes):
    row = found(homes)["reviews"]
    assert (str(row["title"]), row["owner"], row["why"].zh) == ("Kit", "Bo Example", "半年未做不活跃复核")


@pytest.mark.parametrize(
    ("today", "keys"),
    [
        (date(2026, 3, 12), {"targets:2026", "report:2025"}),
        (date(2026, 4, 1), {"targets:2026"}),
        (date(2026, 11, 1), {"targets:2027"}),
    ],
)
def test_targets_and_reports_in_their_season(homes, today, keys):
    rows = found(homes, today, kind="targets")
    assert rows.keys() == keys
    assert rows[min(keys, key=lambda key: key != "report:2025")]["owner"] == "Bo Example"


def test_a_change_of_a_group_waits_for_its_committee_and_the_group(homes):
    now = datetime(2026, 3, 1, 9)
    why = "Nobody has met for a year, and the work goes on elsewhere."
    lifecycle.ask(homes, "kit", {"what": "archive", "why": why}, actor=ANN, now=now)
    early = found(homes, date(2026, 3, 2), kind="lifecycle")["lifecycle:1"]
    assert (early["overdue"], early["url"], early["why"].en) == (
        False, "/lifecycle/1/", "It is open for discussion until 2026-03-08.",
    )  # fmt: skip
    ready = found(homes, kind="lifecycle", group="kit")["lifecycle:1"]
    assert (ready["overdue"], ready["why"].en) == (True, "ready for a vote")
    lifecycle.withdraw(1, actor=Actor("ann", people=("ann",)), now=now + timedelta(days=1))
    assert found(homes, kind="lifecycle") == {}


def test_a_group_sees_its_own_only(homes):
    kinds = {row["kind"] for row in found(homes, group="tsc").values()}
    assert {"rounds", "releases", "targets", "proposals"} <= kinds
    other = replace(homes, charter=replace(WHOLE, groups=(*WHOLE.groups, replace(WHOLE.groups[1], slug="other"))))
    assert {row["kind"] for row in found(other, group="other").values()} == {"reviews", "targets"}
