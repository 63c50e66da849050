"""Checks of tasks and points: windows hold their days, what is named is there, and no name stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.subject import hosts_of, is_change, subject_of
from folkmoot.model.task import CONTEST, Task, TaskBatch, span_of
from folkmoot.model.text import Text


def _each(charter: Charter) -> Iterator[tuple[TaskBatch, Task, Place]]:
    for batch in charter.tasks:
        for task in batch.tasks:
            yield batch, task, nearest(task.place, batch.place)


@check(
    "task-window",
    Severity.ERROR,
    zh="任务批次的时间有效：首日不晚于末日。",
    mend=Text(
        "Write a quarter such as 2026-Q4, or 2026-10-01/2026-12-20.", "请写季度（如 2026-Q4）或 2026-10-01/2026-12-20。"
    ),
)
def task_window(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The window of every batch of tasks is a quarter, or two days that follow one another."""
    for batch in charter.tasks:
        days = span_of(batch.window)
        if days is None or days[1] < days[0]:
            says = Text(
                f"{batch.id}: '{batch.window}' is no window.", f"{batch.id}：“{batch.window}”不是有效的时间范围。"
            )
            yield asks.at(batch.place, says, subject=batch.group)


@check(
    "task-due",
    Severity.ERROR,
    zh="每个任务的截止日都在其批次的时间之内。",
    mend=Text("Move the day into the window, or leave it out.", "请把日期改到批次时间之内，或不写。"),
)
def task_due(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every task is due within the window of its batch."""
    for batch, task, place in _each(charter):
        days = span_of(batch.window)
        if task.due and days and not days[0] <= task.due <= days[1]:
            says = Text(
                f"{batch.id}/{task.id} is due on {task.due}, outside {days[0]} to {days[1]}.",
                f"{batch.id}/{task.id} 的截止日 {task.due} 不在 {days[0]} 至 {days[1]} 之内。",
            )
            yield asks.at(place, says, subject=batch.group)


@check(
    "task-names",
    Severity.ERROR,
    zh="同一批次内任务短名互不相同。",
    mend=Text("Give each task a name of its own.", "请为每个任务取不同的短名。"),
)
def task_names(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No two tasks of a batch have the same name."""
    for batch in charter.tasks:
        for ident, times in Counter(task.id for task in batch.tasks).items():
            if times > 1:
                says = Text(f"{batch.id} has {times} tasks '{ident}'.", f"{batch.id} 有 {times} 个任务“{ident}”。")
                yield asks.at(batch.place, says, subject=batch.group)


@check(
    "task-people",
    Severity.ERROR,
    zh="任务批次的小组与导师均已声明，且有人评审交付。",
    mend=Text("Name a declared group, or people by their ids.", "请写明已声明的小组，或人员的标识。"),
)
def task_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group of a batch and the mentors of its tasks are declared, and somebody reviews what is delivered."""
    for batch in charter.tasks:
        if batch.group and batch.group not in charter.group_by_slug:
            says = Text(f"{batch.id} names the group '{batch.group}', which is not declared.",
                        f"{batch.id} 提到的小组“{batch.group}”未声明。")  # fmt: skip
            yield asks.at(batch.place, says, mend=mend_word(batch.group, charter.group_by_slug))
    for batch, task, place in _each(charter):
        name = f"{batch.id}/{task.id}"
        if task.mentor and task.mentor not in charter.person_by_id:
            says = Text(
                f"The mentor of {name}, {task.mentor}, is not declared.", f"{name} 的导师“{task.mentor}”未声明。"
            )
            mend = mend_word(task.mentor, charter.person_by_id)
            yield asks.at(place, says, subject=batch.group, mend=mend)
        if not task.mentor and not batch.group:
            says = Text(f"Nobody but operators reviews {name}.", f"除运营人员外没有人评审 {name}。")
            mend = Text("Name a mentor, or the group whose leads review.", "请写明导师，或由其负责人评审的小组。")
            yield asks.at(place, says, mend=mend)


@check(
    "task-issue",
    Severity.ERROR,
    zh="任务的问题单写成 forge:owner/name#编号 或其网址；代码仓写成 forge:owner/name。",
    mend=Text(
        "Write gitee:example/kit#I4RS73, or paste its address.", "请写成 gitee:example/kit#I4RS73，或粘贴其网址。"
    ),
)
def task_issue(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The issue of a task is a subject or an address of a forge that is known, and its repository is spelled forge:owner/name."""
    hosts = hosts_of({one.key: one.url for one in charter.community.forges})
    for batch, task, place in _each(charter):
        subject = subject_of(task.issue, hosts)
        if task.issue and (not subject or is_change(subject)):
            says = Text(f"{batch.id}/{task.id}: '{task.issue[:120]}' is no issue.",
                        f"{batch.id}/{task.id}：“{task.issue[:120]}”不是问题单。")  # fmt: skip
            yield asks.at(place, says, subject=batch.group)
        if task.repo and not subject_of(f"{task.repo}#1", hosts):
            says = Text(f"{batch.id}/{task.id}: '{task.repo[:120]}' is no repository.",
                        f"{batch.id}/{task.id}：“{task.repo[:120]}”不是代码仓。")  # fmt: skip
            mend = Text("Write it as gitee:example/kit.", "请写成 gitee:example/kit 的形式。")
            yield asks.at(place, says, subject=batch.group, mend=mend)


@check(
    "task-worth",
    Severity.NOTE,
    zh="每个任务都有积分与验收标准。",
    mend=Text(
        "Say under 'points' what it is worth, and under 'criteria' what must hold.",
        "请在 points 写明积分，在 criteria 写明验收标准。",
    ),
)
def task_worth(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every task is worth points and says what must hold before it is accepted."""
    for batch, task, place in _each(charter):
        if not task.points or not task.criteria:
            says = Text(
                f"{batch.id}/{task.id} {'says not what is accepted' if task.points else 'is worth no points'}.",
                f"{batch.id}/{task.id} {'未写明验收标准' if task.points else '没有积分'}。",
            )
            yield asks.at(place, says, subject=batch.group)


@check(
    "point-rules",
    Severity.ERROR,
    zh="积分规则的事件类型与小组存在，起止日期有序。",
    mend=Text("Correct the rule.", "请改正该规则。"),
)
def point_rules(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Rules of points count kinds of events that there are, in groups that are declared, from a day to a later one."""
    for rule in charter.points:
        if rule.kind not in KINDS and rule.kind != CONTEST:
            says = Text(
                f"{rule.id}: there is no kind of event '{rule.kind}'.", f"{rule.id}：没有事件类型“{rule.kind}”。"
            )
            yield asks.at(rule.place, says, mend=mend_word(rule.kind, (*KINDS, CONTEST)))
        if rule.kind == "task.delivered":
            says = Text(
                f"{rule.id} counts tasks, which have points of their own.",
                f"{rule.id} 重复计算任务积分：任务自带积分。",
            )
            yield asks.at(rule.place, says)
        for group in rule.groups:
            if group not in charter.group_by_slug:
                says = Text(
                    f"{rule.id} names the group '{group}', which is not declared.",
                    f"{rule.id} 提到的小组“{group}”未声明。",
                )
                yield asks.at(rule.place, says, mend=mend_word(group, charter.group_by_slug))
        if rule.since and rule.until and rule.until < rule.since:
            says = Text(f"{rule.id} ends before it begins.", f"{rule.id} 的结束早于开始。")
            yield asks.at(rule.place, says)
