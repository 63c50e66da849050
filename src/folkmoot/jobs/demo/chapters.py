"""The demo's chapters: where each is and how to reach it, a company's chapter, and an AI club with teams and a learning path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from folkmoot.jobs.demo.world import World
from folkmoot.model.chapter import Chapter, Direction, PathStep, Spot
from folkmoot.model.dormancy import DormancyRule
from folkmoot.model.groups import Channel, Group, Kind, Term
from folkmoot.model.link import Link
from folkmoot.model.text import Text

COMPANY, CLUB = "brightwater", "lakemere-ai-club"
EDGE, KERNELS = "ai-club-edge", "ai-club-kernels"
UNIVERSITY = "lakemere-university"
HANGZHOU = Spot(Text("Hangzhou", "杭州"), "CN", 30.27, 120.15)
CONTACT = Text(
    "Write to the list; somebody answers within three days. What you tell us stays with those who organise the chapter.",
    "请发邮件至邮件列表，三日内答复；所提供的信息仅组织者可见。",
)
BLOCKS: Mapping[str, Chapter] = {
    "hangzhou": Chapter("city", HANGZHOU, "Asia/Shanghai", contact=CONTACT),
    "shenzhen": Chapter("city", Spot(Text("Shenzhen", "深圳"), "CN", 22.54, 114.06), "Asia/Shanghai", contact=CONTACT),
    UNIVERSITY: Chapter("university", HANGZHOU, "Asia/Shanghai", Text("Lakemere University", "澜湖大学"), CONTACT),
    "berlin": Chapter("city", Spot(Text("Berlin", "柏林"), "DE", 52.52, 13.4), "Europe/Berlin", contact=CONTACT),
}
PATH = (
    PathStep(
        "come", Text("Come to a lab night", "参加一次实验之夜"), "event",
        Text("See what the teams build, and bring a question.", "了解各团队在做什么，并带来一个问题。"),
    ),
    PathStep(
        "environment", Text("Docker, Linux and a GPU server", "Docker、Linux 与 GPU 服务器"), "word",
        Text("Train the handwriting model on the club's server, and show your log to a mentor.",
             "在社团服务器上训练手写识别模型，并向导师展示日志。"),
        (Link("The first hour", "https://docs.lantern.example/first-hour"),),
    ),
    PathStep(
        "first-change", Text("A first merged change", "首个合入的变更"), "merged",
        Text("Pick a good first issue; a mentor reviews with you.", "挑选一个新手问题单，导师陪你检视。"),
        (Link("How to contribute", "https://docs.lantern.example/contribute"),),
    ),
    PathStep(
        "task", Text("A task of the batch", "完成一项社区任务"), "task",
        Text("Claim a task, and deliver it before its day.", "认领一项任务并按时交付。"),
    ),
    PathStep(
        "talk", Text("Explain an operator to the club", "向社团讲解一个算子"), "word",
        Text("Twenty minutes at the board, with your own code.", "用自己的代码在白板前讲二十分钟。"),
    ),
)  # fmt: skip
DIRECTIONS = (
    Direction("edge", Text("Edge and embedded AI", "端侧与嵌入式 AI"), Text("Models on small boards.", "把模型部署到小型开发板。")),
    Direction("kernels", Text("Operators and kernels", "算子与内核"), Text("What runs below a model.", "模型之下的计算。")),
    Direction("compilers", Text("AI compilers", "AI 编译器"), Text("From a graph to fast code.", "从计算图到高效代码。")),
)  # fmt: skip
QUIET = DormancyRule(
    "quiet-chapter", Text("No event and no meeting for half a year", "半年无活动、无例会"), kinds=(Kind.CHAPTER,), within="6m", events=1,
    meetings=1, leads=0, shows=("event.attended", "event.hosted", "event.presented"),
)  # fmt: skip
"""When a chapter looks dormant."""


def with_block(group: Group) -> Group:
    """Return a group with what it says as a chapter, if it is one of the demo's."""
    return replace(group, chapter=BLOCKS[group.slug]) if group.slug in BLOCKS else group


def chapters_of(world: World) -> list[Group]:
    """Return the chapters and teams that have no meetings of their own: their people serve elsewhere too."""
    since = world.plan.until - timedelta(days=min(200, world.plan.days // 2))
    students, workers = _serving(world, UNIVERSITY), _serving(world, "shenzhen")
    students = [*students, *(one for one in _serving(world, "hangzhou") if one not in students)][:6]
    mail = f"@lists.{world.layout.domain}"
    company = Group(
        Kind.CHAPTER, COMPANY, Text("Brightwater engineers", "明川科技分会"), created=since,
        mission=Text("Engineers of Brightwater who use the project at work.", "明川科技的工程师交流工作中的使用经验。"),
        roles=_terms(workers[:4], since), channels=(Channel("mail", f"{COMPANY}{mail}"),),
        chapter=Chapter(
            "company", Spot(Text("Shenzhen", "深圳"), "CN", 22.6, 114.2), "Asia/Shanghai", Text("Brightwater", "明川科技"), CONTACT
        ),
    )  # fmt: skip
    club = Group(
        Kind.CHAPTER, CLUB, Text("Lakemere AI club", "澜湖 AI 社"), created=since,
        mission=Text(
            "Students who build with AI, from the first notebook to operators and boards.", "从第一个笔记本到算子与开发板，一起动手做 AI 的学生。"
        ),
        roles=_terms(students[:3], since), channels=(Channel("mail", f"{CLUB}{mail}"),), joining="application",
        chapter=Chapter(
            "club", replace(HANGZHOU, latitude=30.31, longitude=120.09), "Asia/Shanghai", Text("Lakemere University", "澜湖大学"), CONTACT,
            DIRECTIONS, tuple(students[1:2]), PATH,
        ),
    )  # fmt: skip
    teams = [
        Group(Kind.TEAM, slug, name, mission=says, created=since, parent=CLUB, roles=_terms(people, since), joining="closed")
        for slug, name, says, people in (
            (EDGE, Text("Edge team", "端侧开发组"), Text("Ports models to development boards.", "把模型移植到开发板。"), students[1:4]),
            (KERNELS, Text("Kernel team", "算子开发组"), Text("Writes operators, and measures them.", "编写算子并测量性能。"), students[2:6]),
        )
    ]  # fmt: skip
    return [company, club, *teams]


def _serving(world: World, slug: str) -> list[str]:
    last = world.plan.until
    return list(
        dict.fromkeys(world.names[term.person].login for term in world.ranks.of(slug) if term.holds(last, last))
    )


def _terms(people: list[str], since: date) -> tuple[Term, ...]:
    members = tuple(Term(one, "member", since=since, cause="joined") for one in people)
    return (Term(people[0], "lead", since=since, cause="founding"), *members) if people else ()
