"""The demo's release plans: the last minor releases as they were published, the one in development, and the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from folkmoot.jobs.demo.world import World
from folkmoot.model.release import Component, ExitCriterion, PlannedItem, ReleasePlan, Stage, StageKind
from folkmoot.model.text import Text

DAYS = 30  # from the first day of coding to the day of the release
KEPT, ENDED = timedelta(days=180), timedelta(days=365)
_STAGES: tuple[tuple[int, int, StageKind, str, str], ...] = (
    (1, 4, "coding", "Coding", "开发"),
    (5, 5, "review", "Release notes are reviewed", "评审发布说明"),
    (7, 9, "coding", "Coding", "开发"),
    (10, 10, "testing", "First pre-release test", "第一轮预发布测试"),
    (11, 15, "bugfix", "Coding and bug fixing", "开发与问题修复"),
    (16, 16, "video", "Videos are begun", "启动发布视频制作"),
    (17, 17, "branch", "The branch is cut", "拉取发布分支"),
    (17, 17, "testing", "Second pre-release test", "第二轮预发布测试"),
    (18, 23, "bugfix", "Bug fixing", "问题修复"),
    (24, 24, "testing", "Third pre-release test", "第三轮预发布测试"),
    (25, 29, "bugfix", "Bug fixing", "问题修复"),
    (30, 30, "publish", "Publish", "发布"),
    (31, 31, "video", "Videos are published", "发布视频上线"),
)
_ITEMS = (
    ("Dynamic shapes on every backend", "各后端支持动态 shape", True), ("Faster checkpoints", "更快的断点保存", False),
    ("Operator fusion by cost", "基于代价的算子融合", True), ("A profiler for memory", "内存分析器", False),
    ("A lightweight serving module", "轻量级推理服务", True), ("Tutorials in both languages", "中英文教程", False),
)  # fmt: skip


def release_plans(world: World) -> tuple[ReleasePlan, ...]:
    """Return the plans: two published releases, one in development with a stage that slipped, one that is only planned."""
    minors = [one for one in world.seasons.releases if one.version.endswith(".0")]
    return tuple(_plans(world, [(one.version, one.day) for one in minors[-2:]]))


def _plans(world: World, published: list[tuple[str, int]]) -> Iterator[ReleasePlan]:
    since, until = world.plan.since, world.plan.until
    before = ""
    for number, (version, day) in enumerate(published):
        out = since + timedelta(days=day)
        yield _plan(world, version, before, out - timedelta(days=number), released=out)
        before = version
    if not before:
        return
    first, minor, _ = (*before.split("."), "0", "0")[:3]
    ahead = until + timedelta(days=24)
    yield _plan(world, f"{first}.{int(minor) + 1}.0", before, ahead, today=until)
    yield _plan(world, f"{first}.{int(minor) + 2}.0", f"{first}.{int(minor) + 1}.0", ahead + timedelta(days=91))


def _plan(
    world: World, version: str, previous: str, out: date, *, released: date | None = None, today: date | None = None
) -> ReleasePlan:
    begins = out - timedelta(days=DAYS)
    stages = tuple(
        Stage(
            begins + timedelta(days=first), Text(english, chinese), kind,
            begins + timedelta(days=last) if last > first else None,
        )
        for first, last, kind, english, chinese in _STAGES
    )  # fmt: skip
    stages = tuple(_gone(stage, released or today, late=bool(today)) for stage in stages)
    manager = next((world.names[one.person].login for one in world.ranks.of("release") if one.holds(out, out)), "")
    title = Text(f"{world.layout.name.en} {version}", f"{world.layout.name.zh} {version}")
    told = Text("Models with changing shapes run everywhere", "动态 shape 模型可在各后端运行")
    return ReleasePlan(
        f"{world.layout.slug}-{version}", title, version=version, previous=previous,
        branch=f"r{version.rpartition('.')[0]}", repos=(world.layout.repos[0],), group="release", owner=manager,
        planning_since=begins - timedelta(days=30), development_since=begins + timedelta(days=1),
        released_on=released, unmaintained_on=out + KEPT, eol_on=out + ENDED, stages=stages,
        components=tuple(_components(world, done=released is not None, begun=today is not None)),
        exit=_exit(world, manager, released), highlights=(told,) if released or today else (),
    )  # fmt: skip


def _gone(stage: Stage, known: date | None, *, late: bool) -> Stage:
    """Return a stage with what is known of it by ``known``; of the running release, tests slip by two days."""
    if known is None:
        return stage
    slip = timedelta(days=2 if late and stage.kind == "testing" else 0)
    if stage.day + slip > known:
        return stage
    over = stage.ends + slip
    why = Text("The build machines were down.", "构建机故障。") if slip else Text()
    return replace(stage, actual=stage.day + slip, actual_until=over if over <= known else None, note=why)


def _components(world: World, *, done: bool, begun: bool) -> Iterator[Component]:
    names = {group.slug: group for group in world.layout.groups}
    for number, slug in enumerate([slug for slug in ("compiler", "data", "serving", "docs") if slug in names]):
        group = names[slug]
        items = tuple(
            PlannedItem(Text(english, chinese), done=True if done or (begun and place % 2 == 0) else False if begun else None,
                        highlight=told)
            for place, (english, chinese, told) in enumerate(_ITEMS) if place % 4 == number
        )  # fmt: skip
        repos = tuple(world.layout.repos[place] for place in _repos_of(world, slug))
        yield Component(group.name, repos=repos, group=slug, items=items)


def _repos_of(world: World, slug: str) -> list[int]:
    place = next(number for number, group in enumerate(world.layout.groups) if group.slug == slug)
    return sorted(
        {int(repo) for repo, group in zip(world.parcel_repo, world.parcel_group, strict=True) if int(group) == place}
    )


def _exit(world: World, manager: str, released: date | None) -> tuple[ExitCriterion, ...]:
    repo = world.layout.repos[0]
    return (
        ExitCriterion(Text("No performance issue is open", "没有未关闭的性能问题"), label="performance", repos=(repo,), at_most=0),
        ExitCriterion(Text("Builds pass", "构建通过"), indicator="build_pass_rate", repos=(repo,), window="30d", at_least=0.8),
        ExitCriterion(Text("The notes are reviewed", "发布说明已评审"), met=True if released else None, by=manager if released else "",
                      on=released),
    )  # fmt: skip
