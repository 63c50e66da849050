"""The demo's partners: a dozen universities, companies, foundations and projects, in every stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from folkmoot.jobs.demo.vocabulary import CHAPTERS, COMPANIES, UNIVERSITIES, Firm
from folkmoot.jobs.demo.world import World
from folkmoot.model.partner import Agreement, Case, Course, PartnerPlan, Sort, Stage, Step
from folkmoot.model.text import Text

COURSE = Text("Deep learning from the first matrix", "从第一个矩阵开始的深度学习")
NEXT = (
    Text("Name a teacher for next term", "确定下学期任课教师"), Text("Send the draft of the agreement", "发送协议草案"),
    Text("Show the case at the meeting", "在例会上分享案例"), Text("Ask how the course went", "了解课程开设情况"),
    Text("Agree on a date for the visit", "商定来访日期"),
)  # fmt: skip
FOUNDATIONS = (Firm(Text("Open Harbour Foundation", "开港基金会"), "openharbour.example", 1),)
PROJECTS = (Firm(Text("Tinderbox Compiler", "火绒编译器"), "tinderbox.example", 1),)
STAGES: tuple[Stage, ...] = (
    "active",
    "active",
    "active",
    "agreed",
    "talking",
    "lead",
    "active",
    "active",
    "talking",
    "paused",
    "agreed",
    "ended",
)


def partners_of(world: World) -> tuple[PartnerPlan, ...]:
    """Return the partners as they are declared."""
    sorts: Mapping[Sort, Sequence[Firm]] = {
        "university": UNIVERSITIES[:6], "company": COMPANIES[:4], "foundation": FOUNDATIONS, "project": PROJECTS,
    }  # fmt: skip
    firms = [(one, sort) for sort, found in sorts.items() for one in found]
    owner = next(
        (world.names[term.person].login for term in world.ranks.terms if term.role in ("lead", "maintainer")), ""
    )
    return tuple(
        _partner(place, firm, sort, stage, world.plan.until, owner if stage not in ("lead", "ended") else "")
        for place, ((firm, sort), stage) in enumerate(zip(firms, STAGES, strict=True))
    )


def _partner(place: int, firm: Firm, sort: Sort, stage: Stage, until: date, owner: str) -> PartnerPlan:
    slug = firm.domain.partition(".")[0]
    agreed, school = stage in ("agreed", "active", "paused", "ended"), sort == "university"
    began = until - timedelta(days=40 + 70 * place)
    courses = (
        (Course(COURSE, f"https://{firm.domain}/courses/dl", began, 60 + 20 * place),)
        if school and stage == "active"
        else ()
    )
    cases = (
        (Case(Text("Forecasts on a small board", "小型开发板上的预测"), f"https://{firm.domain}/cases/board"),)
        if sort == "company" and agreed
        else ()
    )
    step = (
        Step(NEXT[place % len(NEXT)], until + timedelta(days=(45, -9, 30, 80, 60)[place % 5]))
        if stage not in ("ended", "paused")
        else None
    )
    chapter = tuple(one for one, _name in CHAPTERS if one.startswith(slug))[:1]
    return PartnerPlan(
        slug, firm.name, sort, stage, began, _what(sort), f"https://{firm.domain}/",
        Agreement("memorandum" if school else "contract", began, began + timedelta(days=730)) if agreed else None,
        courses, cases, chapter, (firm.name.en,) if sort in ("university", "company") else (), owner, step,
    )  # fmt: skip


def _what(sort: str) -> Text:
    return {
        "university": Text("A course, a study group, and students who contribute.", "课程、学习小组与贡献社区的学生。"),
        "company": Text(
            "Uses the project in its products and mends what breaks.", "在产品中使用本项目，并修复遇到的问题。"
        ),
        "foundation": Text("Holds the trademarks and pays for the machines.", "持有商标，承担机器费用。"),
        "project": Text("The two projects test each other's releases.", "两个项目互相测试对方的版本。"),
    }[sort]
