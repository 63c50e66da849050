"""The demo's tasks: a batch that is over, two that run and one to come, each of a group, with mentors from its roster; what gives points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from folkmoot.jobs.demo.flows.invitations import INVITED, subject_of
from folkmoot.jobs.demo.world import World
from folkmoot.model.task import Difficulty, PointRule, Task, TaskBatch
from folkmoot.model.text import Text

OVER, INTERNS, EVERYBODY, NEXT = "interns-last", "interns-now", "community-now", "interns-next"
DAYS = {OVER: (150, 62), INTERNS: (48, -42), EVERYBODY: (48, -42), NEXT: (-43, -133)}
"""Of each batch: how many days before the demo's end it begins and ends."""
RULES = (
    PointRule("talk", "meeting.presented", Decimal(5), Text("Talk given", "技术分享"), most_a_month=2),
    PointRule("host", "meeting.hosted", Decimal(3), Text("Meeting organised", "组织会议"), most_a_month=4),
    PointRule("contests", "contest", Decimal("0.1"), Text("Contest", "大赛")),
)


@dataclass(frozen=True, slots=True)
class Idea:
    """What a task is about."""

    id: str
    title: Text
    area: str
    difficulty: Difficulty
    points: int
    criteria: tuple[Text, ...]
    talk: bool = False  # proven by the reviewer's word


IDEAS = (
    Idea("windows-quickstart", Text("Rewrite the quick start for Windows", "重写 Windows 快速入门"), "docs", "easy", 10,
         (Text("Every command was run on a fresh machine", "所有命令均在全新环境中验证"), Text("It fits on one page", "不超过一页"))),
    Idea("flaky-tests", Text("Mend three flaky tests", "修复三个不稳定的测试"), "tests", "easy", 15,
         (Text("They pass a hundred times in a row", "连续通过一百次"),)),
    Idea("error-messages", Text("Error messages that say how to mend the fault", "让报错信息说明修复方法"), "usability", "easy", 15,
         (Text("Ten messages, each tried by somebody new", "改进十条报错，并由新人试用"),)),
    Idea("peak-memory", Text("Show peak memory in the profiler", "在性能分析器中显示峰值内存"), "tools", "medium", 35,
         (Text("The figure agrees with the system's within 5 %", "与系统数值误差不超过 5%"), Text("A test covers it", "有测试覆盖"))),
    Idea("image-model", Text("Bring an image model to the new release", "将一个图像模型适配到新版本"), "models", "medium", 40,
         (Text("Accuracy as before", "精度与此前一致"), Text("The README says how to run it", "README 说明运行方法"))),
    Idea("sparse-kernel", Text("Speed up the sparse kernel by a fifth", "稀疏算子提速两成"), "performance", "hard", 60,
         (Text("Measured on two kinds of hardware", "在两种硬件上实测"),)),
    Idea("data-types", Text("Type hints for the data pipeline", "为数据处理模块补充类型标注"), "tools", "easy", 15,
         (Text("The type checker is silent", "类型检查无报错"),)),
    Idea("broken-checkpoint", Text("Resume training from a broken checkpoint", "支持从损坏的检查点恢复训练"), "runtime", "hard", 60,
         (Text("Kill it at any moment: it goes on", "任意时刻中断后均可继续"),)),
    Idea("model-cards", Text("Write model cards for five models", "为五个模型编写模型卡"), "docs", "medium", 25,
         (Text("Data, limits and licence are named", "写明数据、局限与许可证"),)),
    Idea("tutorial-video", Text("Record a ten-minute tutorial", "录制十分钟教程视频"), "docs", "easy", 20,
         (Text("Subtitles in both languages", "提供双语字幕"),), talk=True),
    Idea("nightly-benchmarks", Text("Publish nightly benchmarks", "发布每日性能基准"), "performance", "hard", 50,
         (Text("A page shows the last ninety days", "页面展示最近九十天"),)),
    Idea("faq", Text("Translate the frequent questions", "翻译常见问题"), "docs", "easy", 10,
         (Text("A native speaker has read it", "由母语者校对"),), talk=True),
)  # fmt: skip
CHOSEN = {OVER: (11, 1, 4, 8), INTERNS: (0, 3, 4, 5, 6, 7, 2, 8), EVERYBODY: (1, 2, 9, 0, 11, 10), NEXT: (4, 10, 9)}
TITLES = {
    OVER: Text("Internship, last season", "上季开源实习"), INTERNS: Text("Internship, this season", "本季开源实习"),
    EVERYBODY: Text("Community tasks, this season", "本季社区任务"), NEXT: Text("Internship, next season", "下季开源实习"),
}  # fmt: skip
SAYS = Text(
    "Claim one, talk to its mentor, and deliver with a merged change. Ask before you begin: mentors answer within two days.",
    "认领后请先联系导师，以合入的变更请求交付。动手前请先询问，导师会在两天内回复。",
)


ISSUES = {(INTERNS, "error-messages"): 0, (INTERNS, "model-cards"): 1, (EVERYBODY, "faq"): 2}
"""The issues behind tasks, by their place among those that invite newcomers."""


def batches_of(world: World) -> tuple[TaskBatch, ...]:
    """Return the batches as they are declared; a demo of few months has none that is over."""
    return tuple(_batch(world, name) for name in DAYS if _fits(world, name))


def _fits(world: World, name: str) -> bool:
    return bool(world.layout.groups) and world.plan.days > DAYS[name][0] + 10


def group_of(world: World, name: str) -> str:
    """Return the group of a batch: interns work for the first one, everybody for the second."""
    groups = world.layout.groups
    return groups[min(1, len(groups) - 1) if name == EVERYBODY else 0].slug


def _batch(world: World, name: str) -> TaskBatch:
    until, (begins, ends), slug = world.plan.until, DAYS[name], group_of(world, name)
    first, last = until - timedelta(days=begins), until - timedelta(days=ends)
    mentors = list(_mentors(world, slug))
    tasks = [_task(world, IDEAS[idea], mentors, place, last, name) for place, idea in enumerate(CHOSEN[name])]
    kind: Literal["internship", "community"] = "community" if name == EVERYBODY else "internship"
    return TaskBatch(
        name, TITLES[name], f"{first}/{last}", tuple(tasks), kind, slug, SAYS, claims=2 if name == EVERYBODY else 1, claim_days=14,
        indicator="new_people",
    )  # fmt: skip


def _task(world: World, idea: Idea, mentors: list[str], place: int, last: date, batch: str) -> Task:
    early = last - timedelta(days=14) if batch == INTERNS and place % 3 == 1 else None
    issue = ISSUES.get((batch, idea.id))
    return Task(
        idea.id, idea.title, Decimal(idea.points), area=idea.area, difficulty=idea.difficulty,
        mentor=mentors[place % len(mentors)] if mentors else "", due=early, criteria=idea.criteria,
        issue="" if issue is None else subject_of(world, INVITED[issue]), proof="review" if idea.talk else "change",
    )  # fmt: skip


def _mentors(world: World, slug: str) -> Iterator[str]:
    """Yield who may help: those who hold a leading role at the end, by id."""
    day = world.plan.until
    for term in world.ranks.of(slug):
        if term.role in ("maintainer", "lead", "committer") and term.holds(day, day):
            yield world.names[term.person].login
