"""What is one campaign to move, how far is it, and what did it really bring?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.attribution import Panel
from folkmoot.model.campaign import AUDIENCES, METHODS, STAGES, UNITS
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.campaign_course import Course, course_of
from folkmoot.reports.campaign_people import STAYS, codes_of, entrants_of, levels_of, stayed, views_of
from folkmoot.reports.campaign_pieces import CONTENT, TASKS, content_of, events_of, tasks_of
from folkmoot.reports.campaigns import cost_words, effect_words, is_summed, row_of, sentence_of, weeks_of
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, number, unit_beside
from folkmoot.reports.gauges import gauge
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.rules import telling_campaigns as say
from folkmoot.rules.attribution_controls import past_needed as past_beside
from folkmoot.rules.attribution_series import past_needed as past_alone
from folkmoot.rules.campaigns import cost_of, per_retained, retained

TITLE = Text("Campaign", "活动")
OPTIONS = {"id": Text("Which campaign.", "活动标识。")}
SERIES = (
    Column("period", Text("Week of", "所在周")), Column("touched", Text("Touched", "开展单元"), "number"),
    Column("controls", Text("Controls, on its level", "对照（折算）"), "number"),
    Column("expected", Text("Would have been", "若无活动"), "number"), Column("during", Text("During it", "活动期间"), "mark"),
)  # fmt: skip
PLACEBOS = (
    Column("kind_name", Text("Where nothing was done", "未开展活动处")), Column("name", Text("Which", "哪一个")),
    Column("share", Text("Moved by", "变化"), "share"), Column("ratio", Text("Of its usual swings", "相当于平常波动的倍数"), "ratio"),
)  # fmt: skip
CODES = (
    Column("title", Text("Where it stands", "位置")), Column("code", Text("Code", "来源码")),
    columns.count("hits", Text("Visits", "访问")), columns.count("came", Text("Known to have come", "已知来者"), unit="people"),
    columns.count("accounts", Text("New accounts", "新账号"), unit="people"),
    columns.count("signed", Text("Signed up", "报名"), unit="people"), columns.count("new", Text("Contributed first", "首次贡献"), unit="people"),
)  # fmt: skip
REACH = (Column("what", Text("What", "项目")), columns.count("amount", Text("How many", "数量")))
LEVELS = (
    Column("level", Text("Level", "级别")), columns.count("everywhere", Text("New in its days", "期间新增"), unit="people"),
    columns.count("touched", Text("Of those it touched", "其中所触达"), unit="people"),
    columns.count("came", Text("Of those by code", "其中凭来源码"), unit="people"),
)  # fmt: skip
STAYING = (
    Column("who", Text("Newcomers of its days", "期间的新人")), columns.count("people", Text("People", "人数"), unit="people"),
    Column("share", Text(f"Still there after {STAYS} days", f"{STAYS} 天后仍在"), "share"), Column("low", Text("At least", "下限"), "share"),
    Column("high", Text("At most", "上限"), "share"),
)  # fmt: skip
GUARDS = (
    Column("title", Text("Indicator", "指标"), opens="indicator?name={name}"), Column("before", Text("Before", "之前"), "number"),
    Column("value", Text("During it", "期间"), "number"), Column("moved", Text("Moved by", "变化"), "share"),
    Column("says", Text("Which is", "评价")),
)  # fmt: skip


@report("campaign", TITLE, options=OPTIONS, recorded=True)
def campaign(homes: Homes, question: Question) -> Answer:
    """What is one campaign to move, how far is it, and what did it really bring?"""
    course = course_of(homes, question.option("id"), question.today)
    begun = course.stage in ("running", "over", "reviewed")
    parts = {"series": _series(homes, question, course)} if course.panel else {}
    for name, title, shown, rows in (
        ("content", Text("Content", "内容"), CONTENT, content_of(course)),
        ("tasks", Text("Tasks", "任务"), TASKS, tasks_of(course)),
    ):
        if rows:
            parts[name] = _part(homes, question, title, shown, rows)
    if begun:
        parts["reach"] = _part(homes, question, Text("Reach", "触达"), REACH, _reach(course))
        parts["codes"] = _part(homes, question, Text("By code", "来源码"), CODES, codes_of(course))
        if course.plan.sort == "conversion":
            parts |= _converted(homes, question, course)
    return fill(
        homes, question, course.plan.title, _sentence(course), SERIES, parts["series"].rows if "series" in parts else (),
        total=None, unit=course.indicator.unit.en if course.indicator else "", parts=parts, about=_about(course),
    )  # fmt: skip


def _part(
    homes: Homes, question: Question, title: Text, shown: tuple[Column, ...], rows: list[dict[str, Any]]
) -> Answer:
    return fill(homes, question, title, Text(), shown, rows, total=len(rows), name=f"campaign-{title.en.lower()}")


def _sentence(course: Course) -> Text:
    plan = course.plan
    if course.stage == "planned":
        what = course.indicator.title if course.indicator else Text("being known", "知名度")
        return Text(
            f"It begins on {plan.begins} and is to move: {what.en}.",
            f"{plan.begins} 开始，要推动：{what.zh or what.en}。",
        )
    if course.stage == "cancelled":
        return say.WHY["cancelled"]
    if plan.sort == "brand":
        return Text("A brand campaign: it makes no claim that anybody did anything for it; only its reach is told.",
                    "品牌活动：不声称有人因此做了什么，只说明触达。")  # fmt: skip
    if course.stage == "running":
        return Text(
            f"It runs until {plan.ends}; what it brings is judged when it is over.",
            f"进行至 {plan.ends}；结束后才作判断。",
        )
    return sentence_of(course)


def _about(course: Course) -> dict[str, Any]:
    plan, homes = course.plan, course.homes
    over = course.stage in ("over", "reviewed")
    names, actors = homes.faces, Actors(homes)
    cost, spent = cost_of(plan, course.log)
    about = {
        **row_of(course), "says": plan.says, "owner": names.name_of(plan.owner) if plan.owner else "", "owner_id": plan.owner,
        "audience": AUDIENCES[plan.audience], "method": METHODS[plan.comparison.method], "of": UNITS[plan.comparison.of],
        "treated": [_named(course, one) for one in plan.comparison.treated], "controls": [_named(course, one) for one in plan.comparison.controls],
        "lasts": plan.lasts, "expects": plan.expects, "unit": course.indicator.unit if course.indicator else Text(), "cost": cost_words(course),
        "spent": spent, "steps": _steps(course),
        "lessons": [{"at": one.at, "by": actors.name(one.by), "says": one.says} for one in course.log.lessons],
        "declared_lessons": plan.lessons, "reviewed": course.log.reviewed.why if course.log.reviewed else "",
        "reviewed_by": actors.name(course.log.reviewed.by) if course.log.reviewed else "",
        "contests": [_contest(course, one) for one in plan.contests],
        "gatherings": [{"id": one.id, "title": homes.faces.masked(one.announced.title)} for one in events_of(course)],
        "pace": _pace(course) if course.stage == "running" else None,
        "place": str(plan.place), "currency": cost.currency if cost else "CNY",
        "amount": cost.amount if cost else 0, "hours": cost.hours if cost else 0,
    }  # fmt: skip
    return about | (_outcome(course) if over and plan.sort == "conversion" else {"outcome": None})


def _outcome(course: Course) -> dict[str, Any]:
    found = course.found
    inside, _outside = stayed(course)
    kept = retained(found, inside, counts_people=course.plan.indicator == "new_people")
    cost, _spent = cost_of(course.plan, course.log)
    each = per_retained(cost, kept)
    method = (
        course.plan.comparison.method if found.method == "none" else found.method
    )  # not compared yet: as it was declared
    return {
        "outcome": {
            "verdict": found.verdict, "verdict_name": say.VERDICTS[found.verdict], "evidence": found.evidence,
            "evidence_name": say.EVIDENCE[found.evidence], "effect_words": effect_words(course), "effect": found.effect, "low": found.low,
            "high": found.high, "share": found.share, "chance": found.chance, "why": list(say.reasons(found)), "helps": list(_helps(course)),
            "method": say.METHODS[method], "errors": say.ERRORS[found.errors], "assumed": list(say.ASSUMED[found.method]),
            "trend_chance": found.trend_chance, "smallest": found.smallest, "before": found.before, "weeks": weeks_of(course),
            "summed": is_summed(course), "retained": kept, "per_retained": each, "currency": cost.currency if cost else "",
            "expects": course.plan.expects,
        }
    }  # fmt: skip


def _helps(course: Course) -> tuple[Text, ...]:
    """Return what would have made it tellable."""
    found, panel = course.found, course.panel
    length = panel.ends - panel.begins if panel else 0
    needed = past_beside if found.method == "controls" else past_alone
    return say.helps(found, length=length, needed=needed(length), beside=past_beside(length))


def _named(course: Course, name: str) -> Text | str:
    if course.plan.comparison.of in ("groups", "chapters"):
        group = course.homes.charter.group_by_slug.get(name)
        return group.name if group else name
    if course.plan.comparison.of == "indicators":
        return INDICATORS[name].title if name in INDICATORS else name
    return name


def _contest(course: Course, ident: str) -> dict[str, Any]:
    found = course.homes.charter.contest_by_id.get(ident)
    return {"id": ident, "title": found.title if found else Text(ident, ident)}


def _steps(course: Course) -> list[dict[str, Any]]:
    """Return the stages of a campaign with their days; the one that it is in is marked."""
    plan, reviewed = course.plan, course.log.reviewed
    days: dict[str, date | None] = {
        "planned": None, "running": plan.begins, "over": plan.ends + timedelta(days=1),
        "reviewed": local_day(reviewed.at, course.zone) if reviewed else None,
    }  # fmt: skip
    order = list(days)
    here = order.index(course.stage) if course.stage in order else -1
    return [
        {"name": STAGES[one], "day": day, "now": place == here, "done": place < here} for place, (one, day) in enumerate(days.items())
    ]  # fmt: skip


def _pace(course: Course) -> dict[str, Any] | None:
    """Return what the touched units have counted in the whole weeks so far, and in as many weeks before. It is no verdict."""
    panel = course.panel
    if panel is None or not panel.counts:
        return None
    done = [
        place
        for place in range(panel.begins, panel.ends)
        if all(one.values[place] is not None for one in panel.treated)
    ]
    if not done:
        return None
    so_far = sum(one.values[place] or 0 for one in panel.treated for place in done)
    earlier = [one.values[place - len(done)] for one in panel.treated for place in done]
    known = [one for one in earlier if one is not None]
    return {
        "weeks": len(done),
        "of": panel.ends - panel.begins,
        "so_far": so_far,
        "unit": _unit(course, so_far),
        "before": sum(known) if len(known) == len(earlier) else None,
    }


def _unit(course: Course, amount: float) -> Text:
    """Return the indicator's unit as it stands behind a number."""
    unit = course.indicator.unit if course.indicator else Text()
    return Text(unit_beside(number(amount), unit.en), unit.zh)


def _series(homes: Homes, question: Question, course: Course) -> Answer:
    """Return the weeks: the touched units together, the controls on their level, and what would have been."""
    panel, found = course.panel, course.found
    rows = _weeks(panel, found.expected) if panel else []
    return fill(homes, question, Text("Week by week", "逐周"), Text(), SERIES, rows, total=len(rows), name="campaign-series",
                unit=course.indicator.unit.en if course.indicator else "")  # fmt: skip


def _weeks(panel: Panel, expected: tuple[float | None, ...]) -> list[dict[str, Any]]:
    scale = _scale(panel)
    offset = panel.ends - len(expected)
    rows = []
    for place, first in enumerate(panel.periods):
        touched, beside = _together(panel, place, treated=True), _together(panel, place, treated=False)
        would = expected[place - offset] if expected and offset <= place < panel.ends else None
        rows.append({
            "period": first.isoformat(), "touched": touched, "controls": beside * scale if beside is not None and scale else None,
            "expected": would if would is not None and place >= panel.begins - 1 else None, "during": panel.begins <= place < panel.ends,
        })  # fmt: skip
    known = next((place for place, row in enumerate(rows) if row["touched"] is not None), len(rows))
    return rows[known:]


def _together(panel: Panel, place: int, *, treated: bool) -> float | None:
    found = [one.values[place] for one in (panel.treated if treated else panel.controls)]
    known = [one for one in found if one is not None]
    if not found or len(known) < len(found):
        return None
    return sum(known) if panel.counts else sum(known) / len(known)


def _scale(panel: Panel) -> float | None:
    """Return by what the controls together are multiplied to stand on the level of the touched units before it."""
    pairs = [
        (_together(panel, place, treated=True), _together(panel, place, treated=False)) for place in range(panel.begins)
    ]
    both = [(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None]
    theirs = sum(other for _mine, other in both)
    return sum(mine for mine, _other in both) / theirs if theirs else None


def _reach(course: Course) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"what": Text(f"Views of {one.subject}", f"{one.subject} 的浏览量"), "amount": views_of(course, one)}
        for one in course.plan.views
    ]
    events = {one.id: course.homes.faces.masked(one.announced.title) for one in events_of(course)}
    for ident, people in entrants_of(course).items():
        contest = course.homes.charter.contest_by_id.get(ident)
        title = contest.title if contest else events[ident]
        rows.append(
            {"what": Text(f"Signed up: {title.en or title.zh}", f"报名：{title.zh or title.en}"), "amount": len(people)}
        )
    if course.plan.touch:
        rows.append(
            {
                "what": Text("Visits by code", "来源码访问"),
                "amount": sum(course.hits(one.code) for one in course.plan.touch),
            }
        )
    return rows


def _converted(homes: Homes, question: Question, course: Course) -> dict[str, Answer]:
    inside, outside = stayed(course)
    who = (Text("whom it touched", "活动所触达"), Text("all others", "其他新人"))
    staying = [
        {"who": name, "people": one.people, "share": one.share, "low": one.low, "high": one.high}
        for name, one in zip(who, (inside, outside), strict=True)
    ]
    placebos = [
        {"kind_name": Text("At another time", "其他时段") if one.kind == "time" else Text("In a control", "对照单元"),
         "name": one.name if one.kind == "time" else _named(course, one.name), "share": one.share, "ratio": one.ratio}
        for one in course.found.placebos
    ]  # fmt: skip
    return {
        "levels": _part(homes, question, Text("New people", "新增人数"), LEVELS, levels_of(course)),
        "staying": _part(homes, question, Text("Who stayed", "留下的人"), STAYING, staying),
        "guards": _part(homes, question, Text("Other goals", "其他目标"), GUARDS, _guards(homes, question, course)),
        "placebos": _part(homes, question, Text("Placebos", "安慰剂检验"), PLACEBOS, placebos),
    }


def _guards(homes: Homes, question: Question, course: Course) -> list[dict[str, Any]]:
    rows = []
    for name in course.plan.guards:
        indicator = INDICATORS.get(name)
        if indicator is None:
            continue
        asked = Question("campaign", course.window, question.today)
        told = gauge(homes, asked, indicator, curve=False)
        rows.append({"name": name, "title": indicator.title, "value": told.value, "before": told.before, "moved": told.moved,
                     "says": _judged(told.moved, indicator.better), "shows": indicator.shows})  # fmt: skip
    return rows


def _judged(moved: float | None, better: str) -> Text:
    if moved is None or not better:
        return Text("unknown", "未知") if moved is None else Text("", "")
    if abs(moved) < 0.05:
        return Text("much the same", "基本不变")
    good = (moved > 0) == (better == "up")
    return Text("better", "变好") if good else Text("worse", "变差")
