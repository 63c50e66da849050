"""The demo's camps and complaint conferences as they are declared: one over, one that runs, and what is complained about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from folkmoot.jobs.demo.world import World
from folkmoot.model.camp import CampDay, CampPlan
from folkmoot.model.complaint import ComplaintArea, ConferencePlan
from folkmoot.model.text import Text

OVER, SPRINT, LATEST = "mushrooms-21", "first-change-21", "operators-21"
BEGINS = {
    OVER: -64,
    SPRINT: -4,
    LATEST: 13,
}  # days from the demo's end: so one of the last two runs on any day of the month
TUCAO, EARLIER = "tucao", "tucao-spring"
LENGTH = 21
DAYS = (
    CampDay(Text("Install", "安装"), Text("Install it and say what went wrong.", "安装并写下遇到的问题。")),
    CampDay(Text("First picture", "第一张图"), Text("Recognise one mushroom.", "识别一张蘑菇图片。")),
    CampDay(Text("The data set", "数据集"), Text("Look at fifty pictures and describe three.", "浏览五十张图片并描述三张。")),
    CampDay(Text("A model of one layer", "单层模型"), Text("Train it for an epoch.", "训练一轮。"), proof="none"),
    CampDay(Text("Your notebook", "你的笔记"), Text("Share your notebook.", "分享你的 notebook。"), proof="link"),
    CampDay(Text("Reading errors", "读懂报错"), Text("Provoke one error and explain it.", "制造一个报错并解释。")),
    CampDay(Text("A rest", "休整"), proof="none"),
    CampDay(Text("Augmentation", "数据增强"), Text("Turn, crop and colour.", "旋转、裁剪与调色。")),
    CampDay(Text("A deeper model", "更深的模型")),
    CampDay(Text("Poisonous or not", "有毒与否"), Text("What costs more, a miss or a false alarm?", "漏报与误报哪个代价更高？")),
    CampDay(Text("Your first issue", "第一个问题单"), Text("Report one thing that is unclear.", "提一个说不清楚的地方。"), proof="link", coach=True),
    CampDay(Text("Saving and loading", "保存与加载")),
    CampDay(Text("Speed", "速度"), Text("Measure before and after.", "前后各测一次。")),
    CampDay(Text("A rest", "休整"), proof="none"),
    CampDay(Text("On a phone", "手机部署")),
    CampDay(Text("Somebody else's code", "读他人代码"), Text("Read a change and ask a question.", "阅读一个变更并提问。")),
    CampDay(Text("A small change", "小变更"), Text("Mend a sentence of the guide.", "修正指南中的一句话。"), proof="change"),
    CampDay(Text("Review", "检视")),
    CampDay(Text("Tell others", "分享"), Text("Write about it.", "写一篇心得。"), proof="link"),
    CampDay(Text("Ask anything", "答疑"), proof="none"),
    CampDay(Text("What comes next", "下一步"), Text("Choose a task of a group.", "选择小组的一个任务。")),
)  # fmt: skip


def camps_of(world: World) -> tuple[CampPlan, ...]:
    """Return the camps; a demo of few months has none that is over."""
    until, zone = world.plan.until, world.plan.zone
    group = world.layout.groups[0].slug
    fits = world.plan.days > -BEGINS[OVER] + 10
    over = CampPlan(
        OVER, Text("21 days of mushrooms", "21 天识菇训练营"), _day(until, BEGINS[OVER]), group=group, length=LENGTH, zone=zone, days=DAYS,
        need=17, late=1, make_ups=3, grace=3, certificate=True, indicator="new_people",
        says=Text("Three weeks from the first picture to the first change.", "三周，从第一张图片到第一个变更。"),
    )  # fmt: skip
    sprint = replace(
        over, id=SPRINT, title=Text("21 days to the first change", "21 天首个变更训练营"), begins=_day(until, BEGINS[SPRINT]),
        says=Text("For students: a task a day, and a coach who answers.", "面向学生：每天一个任务，教练答疑。"),
    )  # fmt: skip
    latest = replace(
        over, id=LATEST, title=Text("21 days of operators", "21 天算子训练营"), begins=_day(until, BEGINS[LATEST]),
        says=Text("For whoever has merged a change already.", "面向已合入过变更的开发者。"),
    )  # fmt: skip
    plans = (over, sprint, latest)
    return plans if fits else plans[1:]


def conferences_of(world: World) -> tuple[ConferencePlan, ...]:
    """Return the complaint conferences."""
    until, zone = world.plan.until, world.plan.zone
    slugs = [group.slug for group in world.layout.groups]
    leads = sorted(
        {world.names[term.person].login for term in world.ranks.terms if term.role in ("maintainer", "chair")}
    )[:2]
    areas = (
        ComplaintArea("install", Text("Installation", "安装"), slugs[0]),
        ComplaintArea("docs", Text("Documents", "文档"), slugs[1 % len(slugs)]),
        ComplaintArea("errors", Text("Error messages", "报错信息"), slugs[2 % len(slugs)]),
        ComplaintArea("ci", Text("CI", "门禁"), slugs[3 % len(slugs)]),
    )
    name = world.layout.name
    running = ConferencePlan(
        TUCAO, Text(f"{name.en} complaint conference", f"{name.zh}吐槽大会"), _day(until, -12), _day(until, 40), zone=zone, areas=areas,
        organizers=tuple(leads), says=Text("What makes you sigh? Say it; somebody answers.", "有什么让你叹气的？说出来，有人答复。"),
    )  # fmt: skip
    before = ConferencePlan(
        EARLIER, Text("Spring complaints", "春季吐槽"), _day(until, -100), _day(until, -86), zone=zone, areas=areas, organizers=tuple(leads),
    )  # fmt: skip
    return (before, running) if world.plan.days > 110 else (running,)


def _day(until: date, offset: int) -> str:
    return (until + timedelta(days=offset)).isoformat()
