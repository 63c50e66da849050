"""Checks of tasks and of points; how tasks are read from a charter and written into one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks import run
from folkmoot.charter.reader import read_charter
from folkmoot.model.community import Community
from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import Person
from folkmoot.model.task import PointRule, Task, TaskBatch, span_of
from folkmoot.model.text import Text

TASK = Task(
    "quickstart",
    Text("Quick start"),
    Decimal(20),
    mentor="ann",
    criteria=(Text("It runs."),),
    issue="gitee:kit/kit#I4RS73",
)
GOOD = TaskBatch("autumn", Text("Autumn"), "2026-Q4", (TASK,), group="docs")
RULE = PointRule("talk", "meeting.presented", Decimal(5), groups=("docs",))


def said(batch: TaskBatch = GOOD, *rules: PointRule) -> list[str]:
    group = Group(Kind.SIG, "docs", Text("Docs"))
    charter = Charter(
        Community(Text("Kit")), people=(Person("ann", "Ann"),), groups=(group,), tasks=(batch,), points=rules
    )
    return [one.check for one in run.check(charter) if one.check.startswith(("task-", "point-"))]


def test_a_good_batch_and_a_good_rule_have_nothing_to_mend():
    assert said(GOOD, RULE, replace(RULE, id="contests", kind="contest", groups=())) == []


@pytest.mark.parametrize(
    ("batch", "found"),
    [
        (replace(GOOD, window="2026-12-20/2026-10-01"), "task-window"),
        (replace(GOOD, window="2026-02-31/2026-03-01"), "task-window"),
        (replace(GOOD, tasks=(replace(TASK, due=date(2027, 1, 1)),)), "task-due"),
        (replace(GOOD, tasks=(TASK, TASK)), "task-names"),
        (replace(GOOD, group="dcos"), "task-people"),
        (replace(GOOD, tasks=(replace(TASK, mentor="nobody"),)), "task-people"),
        (replace(GOOD, group="", tasks=(replace(TASK, mentor=""),)), "task-people"),
        (replace(GOOD, tasks=(replace(TASK, issue="https://example.org/tasks/7"),)), "task-issue"),
        (replace(GOOD, tasks=(replace(TASK, issue="gitee:kit/kit!7"),)), "task-issue"),
        (replace(GOOD, tasks=(replace(TASK, repo="kit"),)), "task-issue"),
        (replace(GOOD, tasks=(replace(TASK, points=Decimal(0)),)), "task-worth"),
        (replace(GOOD, tasks=(replace(TASK, criteria=()),)), "task-worth"),
    ],
)
def test_each_fault_of_a_batch_is_found_alone(batch: TaskBatch, found: str):
    assert said(batch) == [found]


@pytest.mark.parametrize(
    "rule",
    [
        replace(RULE, kind="talk.given"),
        replace(RULE, kind="task.delivered"),
        replace(RULE, groups=("dcos",)),
        replace(RULE, since=date(2026, 2, 1), until=date(2026, 1, 1)),
    ],
)
def test_each_fault_of_a_rule_of_points_is_found(rule: PointRule):
    assert said(GOOD, rule) == ["point-rules"]


def test_an_address_that_goes_on_is_an_issue_all_the_same():
    address = "https://gitee.com/Kit/kit/issues/I55YWL?from=project-issue"
    assert said(replace(GOOD, tasks=(replace(TASK, issue=address),))) == []


def test_quarters_and_days():
    assert span_of("2026-Q1") == (date(2026, 1, 1), date(2026, 3, 31))
    assert span_of("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert span_of("2026-11-01/2026-11-30") == (date(2026, 11, 1), date(2026, 11, 30))
    assert span_of("2026-02-30/2026-03-01") is None


def test_what_a_charter_says_is_read_and_what_is_wrong_in_it_is_told(tmp_path):
    words = """\
community: {name: Kit}
people: [{id: ann, name: Ann}]
tasks:
- id: autumn
  title: {en: Autumn, zh: 秋季}
  kind: internship
  window: 2026-Q4
  tasks:
  - {id: quickstart, title: Quick start, points: 12.50, mentor: ann, due: 2026-12-20, criteria: [It runs.], difficulty: easy}
  - {id: negative, title: Negative, points: -1, mentor: ann, criteria: [It runs.]}
points:
- {id: talk, kind: meeting.presented, points: 5}
"""
    (tmp_path / "community.yaml").write_text(words, "utf-8")
    charter = read_charter(tmp_path)
    task = charter.batch_by_id["autumn"].task("quickstart")
    assert task is not None
    assert (task.points, task.due, task.difficulty) == (Decimal("12.50"), date(2026, 12, 20), "easy")
    assert charter.points[0].points == Decimal(5)
    assert [str(one.place) for one in charter.findings] == ["community.yaml:10"], "points are never negative"
    assert str(task.place) == "community.yaml:9"
