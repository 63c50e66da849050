"""The digest of a week: what moved, what waits, what comes; and a week that nobody read is unknown, not quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.board import Board
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import Coverage
from folkmoot.model.identity import Correction
from folkmoot.model.targets import Activity, CountedEvents, Target
from folkmoot.model.text import Text
from tests.reports.facts import BEGAN, CHARTER, DOCS, KIT, READ, asking, homes_of

EVENTS = """
2024-06-01T00:00  change.merged  kit!1  ann
2024-06-03T00:00  change.merged  kit!2  cy
2024-06-08T10:00  change.opened  kit!5  cy  title="Mend_it"
2024-06-09T10:00  change.opened  kit!6  cy  title="Answered_in_time"
2024-06-09T12:00  change.reviewed  kit!6  bo
2024-06-09T10:00  issue.opened  kit#7  ann  title="Answered_late"
2024-06-13T10:00  issue.commented  kit#7  bo
2024-06-10T10:00  issue.opened  kit#8  dora  title="Dora_asks"
2024-06-10T11:00  issue.opened  docs#9  cy  title="Taken_back"
2024-06-10T12:00  issue.closed  docs#9  cy
2024-06-01T10:00  change.opened  kit!4  cy  title="Passed_it_the_week_before"
2024-06-14T10:00  change.opened  kit!9  cy  title="Too_young"
2024-06-02T00:00  repo.starred  kit  u0
2024-06-09T01:00  repo.starred  kit  u1
2024-06-09T02:00  repo.starred  kit  u2
2024-06-09T03:00  repo.starred  kit  u3
2024-06-09T04:00  repo.starred  kit  u4
2024-06-09T05:00  repo.starred  kit  u5
2024-06-09T06:00  repo.starred  kit  u6
2024-06-09T07:00  repo.starred  kit  u7
2024-06-09T08:00  repo.starred  kit  u8
2024-06-09T09:00  repo.starred  kit  u9
"""
WORDS = (
    "commit.authored", "change.opened", "change.merged", "change.reviewed", "issue.opened", "issue.commented", "issue.closed",
    "repo.starred", "repo.unstarred",
)  # fmt: skip
YEAR = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
TARGETS = (
    Target("goal", Text("Grow"), sum=True, **YEAR),
    Target(
        "two", Text("Two merged changes"), 2, events=CountedEvents(("change.merged",)), owner="bo", parent="goal",
        activities=(
            Activity(Text("Sprint", "冲刺"), "https://example.org/sprint", date(2024, 6, 20)),
            Activity(Text("Long past"), day=date(2024, 5, 1)),
            Activity(Text("Far off"), day=date(2024, 9, 1)),
        ), **YEAR,
    ),
    Target("nine", Text("Nine merged changes"), 9, events=CountedEvents(("change.merged",)), vanity=True, group="compiler", **YEAR),
    Target("over", Text("Over long ago"), 9, events=CountedEvents(("change.merged",)), year=2023),
)  # fmt: skip


def told(read: datetime = READ) -> tuple[Coverage, ...]:
    return tuple(Coverage("test", repo, kind, BEGAN, read, read) for repo in (KIT, DOCS) for kind in WORDS)


@pytest.fixture
def charter():
    return replace(
        CHARTER, targets=TARGETS, board=Board(tiles=("merged_changes", "new_stars", "downloads")),
        alerts=(Alert("few", AlertRule(below=5), Text("Few changes", "变更少"), "merged_changes", window="12m"),),
    )  # fmt: skip


@pytest.fixture
def asked(tmp_path, charter):
    return asking(homes_of(tmp_path / "lake", EVENTS, charter=charter, coverage=told()))


def names(answer, part):
    return [row["title"].en for row in answer.parts[part].rows]


def test_it_is_of_the_seven_days_before_today_or_of_a_week_of_the_community(asked):
    """Asked on Saturday 15 June; the community's digest is on Mondays."""
    assert asked("digest").about["first"] == date(2024, 6, 8)
    assert asked("digest").about["last"] == date(2024, 6, 14)
    said = asked("digest", week="2024-06-05").about
    assert (said["first"], said["last"]) == (date(2024, 6, 3), date(2024, 6, 9))
    assert asked("digest", week="2024-06-12").about["first"] == date(2024, 6, 8), "that week is not over"
    for day in ("2024-06-16", "all"):
        with pytest.raises(BadQuestion, match="no day that has been"):
            asked("digest", week=day)


def test_targets_that_moved_come_first_and_then_those_behind(asked):
    """On 2 June one change of two was merged; by the 9th both were: reached. Nine are far away in both weeks."""
    rows = asked("digest", week="2024-06-05").parts["targets"].rows
    assert [(row["id"], row["moved"], row["behind"]) for row in rows] == [
        ("two", True, False), ("goal", True, False), ("nine", False, True),
    ]  # fmt: skip
    assert rows[0]["says"].en.startswith("on pace → reached; 2, goal 2")
    assert rows[0]["says"].en.endswith("owner Bo Maintainer")
    assert rows[2]["says"].zh.endswith("其上升未必代表有人受益")


def test_numbers_that_moved_by_more_than_chance_and_rose_alone(asked):
    """New stars: 9 after 1, while D1 people ... merged changes: 0 after 1 is chance. Downloads were never read."""
    answer = asked("digest")
    row = next(iter(answer.parts["numbers"].rows))
    assert (row["name"], row["value"], row["before"]) == ("new_stars", 9, 1)
    assert row["says"].en.startswith("9 stars, 1 the week before (+800%)")
    assert names(answer, "numbers") == ["New stars"]
    assert answer.parts["numbers"].sentence.en.endswith("Unknown: Downloads.")
    assert INDICATORS["new_stars"].vanity


def test_a_number_that_rises_alone_is_marked_in_words(tmp_path, charter):
    """Nobody opened anything, and nine stars came."""
    words = "\n".join(line for line in EVENTS.splitlines() if "starred" in line or "merged" in line)
    answer = asking(homes_of(tmp_path / "lake", words, charter=charter, coverage=told()))("digest")
    row = answer.parts["numbers"].rows[0]
    assert row["alone"]
    assert "be wary: D1 developers did not rise with it" in row["says"].en
    assert "Be wary of what rose alone: New stars." in answer.sentence.en
    assert "警惕独自上升的指标：新增点赞。" in answer.sentence.zh


def test_what_passed_the_promise_this_week_and_still_waits(asked):
    """48 hours are promised. kit!5 and kit#8 wait, kit#7 was answered late; the others in time, before, or not yet due."""
    part = asked("digest").parts["waiting"]
    assert [row["subject"] for row in part.rows] == [f"{KIT}!5", f"{KIT}#8"]
    assert part.sentence.en == "This week 3 passed the promised 48 hours; 2 of them still wait."
    assert part.rows[0]["says"].en == f"change in {KIT} by Cy Outsider, waits for 6 days"
    assert part.rows[0]["url"] == f"https://gitee.com/{KIT}!5"
    assert asked("digest", group="writing").parts["waiting"].rows == ()


def test_somebody_hidden_is_not_named_and_no_link_leads_to_them(tmp_path, charter):
    hide = (Correction("1", "hide", "dora"),)
    part = asking(homes_of(tmp_path / "lake", EVENTS, charter=charter, coverage=told(), corrections=hide))("digest")
    row = part.parts["waiting"].rows[1]
    assert (row["title"].en, row["url"], row["subject"]) == ("issue", "", "")
    assert "dora" not in str(row).lower()


def test_a_group_that_came_to_be_at_risk(tmp_path):
    """
    The one who leads compiler does nothing: to be watched. Since 10 June something waits too long there, too: a risk.
    """
    words = """
    2024-06-08T10:00  change.opened  kit!5  cy
    """
    asked = asking(homes_of(tmp_path / "lake", words, coverage=told()))
    part = asked("digest").parts["attention"]
    assert [(row["group"], row["state"]) for row in part.rows] == [("compiler", "new")]
    assert (
        "newly at risk; 1 waits without an answer for longer than promised; no activity of its lead"
        in part.rows[0]["says"].en
    )
    assert part.sentence.zh.startswith("2 个小组中 1 个有风险（编译器），新增 1 个。")
    assert asked("digest", week="2024-06-05").parts["attention"].rows == ()


def test_what_was_answered_since_did_wait_a_week_ago(tmp_path):
    """On 2 June kit!4 had waited since 28 May: at risk. It was answered on the 5th: no longer, and not newly later on."""
    words = """
    2024-05-28T10:00  change.opened  kit!4  cy
    2024-06-05T10:00  change.reviewed  kit!4  ann
    """
    asked = asking(homes_of(tmp_path / "lake", words, coverage=told()))
    part = asked("digest", week="2024-06-05").parts["attention"]
    assert [(row["group"], row["state"], row["says"].zh) for row in part.rows] == [("compiler", "over", "不再有风险")]


def test_what_comes_in_two_weeks(asked):
    coming = asked("digest").parts["coming"]
    assert [(row["title"].en, row["says"].en) for row in coming.rows] == [
        ("Sprint", "Thu 20 Jun, for: Two merged changes"),
        ("Compiler: Weekly", "Tue 18 Jun 19:00, Tue 25 Jun 19:00"),
    ]
    assert coming.sentence.zh == "截至 2024-06-28：1 项目标活动，2 场会议。"


def test_alerts_that_are_raised_and_only_the_groups_asked_for(asked):
    assert names(asked("digest"), "alerts") == ["Few changes"]
    assert names(asked("digest", group="writing"), "alerts") == []


def test_a_week_that_was_not_read_is_unknown_and_not_quiet(tmp_path, charter):
    asked = asking(homes_of(tmp_path / "lake", EVENTS, charter=charter, coverage=told(datetime(2024, 6, 4, 3))))
    answer = asked("digest")
    assert answer.sentence.en.endswith("Nothing was read after 2024-06-03, so what moved this week is unknown.")
    assert not any(answer.parts[name].rows for name in ("numbers", "waiting", "attention"))
    assert not any(row["moved"] for row in answer.parts["targets"].rows)
    assert "unknown" in answer.parts["numbers"].sentence.en


def test_nothing_declared_and_nothing_read_says_so(tmp_path):
    answer = asking(homes_of(tmp_path / "lake", "", charter=replace(CHARTER, groups=()), read=()))("digest")
    assert answer.sentence.en == "2024-06-08 to 2024-06-14: nothing was read yet, so the week is unknown."
    assert answer.parts["targets"].sentence.en == "None is declared."
