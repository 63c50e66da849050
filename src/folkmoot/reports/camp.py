"""How does one camp stand: its days and rule, who has come how far, where people stop, who has completed it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.camp import STAGES, STATES, Walk
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.camp_course import Camp, camp_of, name_of
from folkmoot.reports.contest_course import AT
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules import camps as rules
from folkmoot.rules import telling_camps as say
from folkmoot.rules.authority import leads_on

OPTIONS = {"id": Text("Which camp.", "哪期训练营。"), "at": AT}
DEFINITION = Text(
    "A day counts when it was checked in by the camp's rule and, where the rule asks for it, shown by the sources or confirmed by a "
    "coach. A streak is days in a row that count; days that are open, or wait for a proof, do not end it. Only people who agreed "
    "to be named, and did not hide themselves, stand on the board; all are counted.",
    "按规则打卡且（规则要求时）已由数据来源核实或教练确认的日子计为完成。连续天数指接连完成的天数，可打卡或待确认的日子不中断连续。"
    "榜单只列出同意公开姓名且未隐藏的人，人数统计包含所有人。",
)
DAYS = (
    Column("number", Text("Day", "第几天"), "number"), Column("day", Text("Date", "日期"), "date"),
    Column("title", Text("About", "主题")), Column("task", Text("Task", "任务")), Column("proof_name", Text("Proof", "证明方式")),
    columns.count("people", Text("Checked in", "打卡人数"), unit="people"), Column("share", Text("Of all", "占比"), "share"),
    columns.count("gone", Text("Had stopped by then", "此前已停止"), unit="people"),
)  # fmt: skip
DONE = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("completed_on", Text("Completed", "完成日期"), "date"), columns.count("counted", Text("Days", "天数")),
    columns.count("longest", Text("Longest streak", "最长连续")), Column("person", Text("Id", "标识")),
)  # fmt: skip


@report("camp", Text("Camp", "训练营"), options=OPTIONS, recorded=True)
def camp(homes: Homes, question: Question) -> Answer:
    """How does one camp stand, and who has come how far?"""
    it = camp_of(homes, question.option("id"))
    at = moment_asked(homes, question)
    walks = [one for one in it.walks(at) if not one.left]
    named = sorted(
        (one for one in walks if is_named(homes, one)),
        key=lambda one: (-one.counted, name_of(homes, one.person), one.person),
    )
    length, stage = rules.length_of(it.plan), it.stage(at)
    shown = (
        Column("name", Text("Person", "人员"), "person", opens="person?id={person}"),
        columns.count("counted", Text("Days", "天数")), columns.count("streak", Text("Streak", "连续天数")),
        Column("done_name", Text("State", "状态")),
        *(Column(f"d{day}", Text(str(day), str(day))) for day in range(1, length + 1)), Column("person", Text("Id", "标识")),
    )  # fmt: skip
    rows = [_row(homes, one) for one in named]
    parts = {"days": _days(it, question, walks, at), "completed": _completed(it, question, named)}
    about = _about(it, walks, len(named), at)
    return fill(
        homes, question, homes.faces.masked(it.plan.title), _sentence(stage, walks, about), shown, rows, total=len(walks),
        unit="people", found=len(rows), about=about, parts=parts, coverage=(), definition=DEFINITION,
    )  # fmt: skip


def is_named(homes: Homes, walk: Walk) -> bool:
    """Return whether others may read somebody's name: they agreed to it, and are not hidden."""
    return walk.named and not homes.faces.is_hidden(walk.person)


def _row(homes: Homes, walk: Walk) -> dict[str, Any]:
    public = homes.faces.id_of(walk.person) if not walk.person.startswith("user:") else ""
    return {
        "name": name_of(homes, walk.person), "person": public, "counted": walk.counted, "streak": walk.streak,
        "done": walk.complete, "done_name": DONE_NAME if walk.complete else UNDER_WAY if walk.can else OUT_OF_REACH,
        "marks": [{"number": one.number, "state": one.state, "name": STATES[one.state]} for one in walk.marks],
        **{f"d{one.number}": STATES[one.state] for one in walk.marks},
    }  # fmt: skip


DONE_NAME = Text("completed", "已结营")
UNDER_WAY = Text("under way", "进行中")
OUT_OF_REACH = Text("cannot be completed any more", "已无法完成")


def _about(it: Camp, walks: Sequence[Walk], named: int, at: datetime) -> dict[str, Any]:
    plan, homes = it.plan, it.homes
    group = homes.charter.group_by_slug.get(plan.group)
    indicator = INDICATORS.get(plan.indicator)
    leads = leads_on(group, it.today(at)) if group else frozenset()
    return {
        "id": plan.id, "says": homes.faces.masked(plan.says), "stage": it.stage(at), "stage_name": STAGES[it.stage(at)], "zone": it.zone,
        "first_on": rules.first_of(plan), "last_on": rules.last_of(plan), "closes_on": rules.closes_on(plan),
        "length": rules.length_of(plan), "need": rules.need_of(plan), "rule": say.rule_words(plan), "group": plan.group,
        "group_name": group.name if group else Text(plan.group, plan.group), "people": len(walks), "named": named,
        "unnamed": len(walks) - named, "completed": sum(one.complete for one in walks), "sign_up": rules.sign_up_open(plan, it.today(at)),
        "sign_up_until": plan.sign_up_until, "certificate": plan.certificate, "place": str(plan.place),
        "coaches": [{"id": homes.faces.id_of(one), "name": homes.faces.name_of(one)} for one in sorted({*plan.coaches, *leads})],
        "indicator": plan.indicator, "indicator_name": indicator.title if indicator else Text(plan.indicator, plan.indicator),
        "changed": it.changed,
        "today": (it.today(at) - rules.first_of(plan)).days + 1, "over": it.stage(at) in ("over", "cancelled"),
    }  # fmt: skip


def _sentence(stage: str, walks: Sequence[Walk], about: dict[str, Any]) -> Text:
    people, done = len(walks), about["completed"]
    if stage == "cancelled":
        return Text("It is called off.", "已取消。")
    if stage == "announced":
        return Text(
            f"It begins on {about['first_on']}; {many(people, 'person has', 'people have')} signed up.",
            f"{about['first_on']} 开始，已有 {number(people)} 人报名。",
        )
    if stage == "running":
        return Text(
            f"Day {about['today']} of {about['length']}; {many(people, 'person takes', 'people take')} part, "
            f"{number(done)} of them have completed it.",
            f"第 {about['today']} 天（共 {about['length']} 天），{number(people)} 人参加，其中 {number(done)} 人已完成。",
        )
    return Text(
        f"{number(done)} of {many(people, 'person', 'people')} completed it.",
        f"{number(people)} 人参加，{number(done)} 人完成。",
    )


def _days(it: Camp, question: Question, walks: Sequence[Walk], at: datetime) -> Answer:
    """Return the days with their tasks, and how many are still there on each; of days ahead nobody knows."""
    today, homes, rows = it.today(at), it.homes, []
    for day, here, gone in rules.curve(walks, rules.length_of(it.plan)):
        task, come = rules.task_of(it.plan, day), rules.date_of(it.plan, day) <= today
        rows.append({
            "number": day, "day": rules.date_of(it.plan, day), "title": homes.faces.masked(task.title),
            "task": homes.faces.masked(task.task), "links": [{"title": one.title, "url": one.url} for one in rules.web_links(task)],
            "proof": task.proof, "proof_name": say.proof_words(task), "people": here if come else None,
            "share": here / len(walks) if come and walks else None, "gone": gone if come and rules.date_of(it.plan, day) < today else None,
        })  # fmt: skip
    words = _curve_words(rows, len(walks))
    return fill(
        homes, question, Text("Day by day", "每日进展"), words, DAYS, rows, name="camp-days", coverage=(), unit="people"
    )


def _curve_words(rows: Sequence[dict[str, Any]], people: int) -> Text:
    passed = [row for row in rows if row["gone"] is not None]
    if not passed or not people:
        return Text("No day is over yet.", "尚无已结束的一天。")
    drops = [(now["gone"] - before["gone"], now["number"]) for before, now in pairwise(passed)]
    lost, day = max(drops, default=(0, 0), key=lambda one: (one[0], -one[1]))
    left = people - passed[-1]["gone"]
    first = Text(
        f"{left} of {people} were still there on day {passed[-1]['number']}",
        f"第 {passed[-1]['number']} 天仍有 {left}/{people} 人在坚持",
    )
    if lost < 1:
        return Text(f"{first.en}.", f"{first.zh}。")
    return Text(
        f"{first.en}; most stopped before day {day} ({lost}).",
        f"{first.zh}；停止最多的是第 {day} 天之前（{lost} 人）。",
    )


def _completed(it: Camp, question: Question, named: Sequence[Walk]) -> Answer:
    homes = it.homes
    rows = [
        {
            "name": name_of(homes, one.person), "person": _row(homes, one)["person"], "counted": one.counted, "longest": one.longest,
            "completed_on": it.today(one.completed_at) if one.completed_at else None,
        }
        for one in named if one.complete
    ]  # fmt: skip
    words = Text(
        f"{many(len(rows), 'person who agreed to be named has', 'people who agreed to be named have')} completed it.",
        f"同意公开姓名者中有 {len(rows)} 人完成。",
    )
    return fill(
        homes,
        question,
        Text("Completed", "完成名单"),
        words,
        DONE,
        rows,
        name="camp-completed",
        coverage=(),
        found=len(rows),
    )
