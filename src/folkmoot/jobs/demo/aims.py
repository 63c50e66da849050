"""The demo's targets: a goal of three years, its years, what each special interest group does for it; some are missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor, log10

import numpy as np

from folkmoot.jobs.demo.ranks import STEERING
from folkmoot.jobs.demo.vocabulary import COMPANIES
from folkmoot.jobs.demo.world import World
from folkmoot.model.targets import Activity, CountedEvents, CountedMeasurement, KeptValue, Target
from folkmoot.model.text import Text

TOP = "carried-by-many"


def declared_targets(world: World) -> tuple[Target, ...]:
    """Return a tree of targets: three years, of which the first is over and the last has hardly anything yet."""
    last = world.plan.until - timedelta(days=1)
    top = Target(
        TOP, Text("Carried by many, chosen by users", "众人共建，用户之选"),
        since=date(last.year - 1, 1, 1), until=date(last.year + 1, 12, 31), sum=True, owner=_lead(world, STEERING),
        sources=(f"https://www.{world.layout.domain}/plans/three-years",),
    )  # fmt: skip
    return (top, *_first_year(world, last.year - 1), *_this_year(world, last.year), *_groups(world, last))


def _lead(world: World, slug: str) -> str:
    """Return whoever leads a group now; empty: nobody does."""
    terms = [one for one in world.ranks.of(slug) if one.role in {"chair", "maintainer", "lead"} and one.until is None]
    return world.names[terms[0].person].login if terms else ""


def _year(world: World, year: int, title: Text) -> Target:
    return Target(
        f"year-{year}", title, year=year, sum=True, parent=TOP, owner=_lead(world, STEERING),
        sources=(f"https://www.{world.layout.domain}/plans/{year}",),
    )  # fmt: skip


def _round(number: float) -> float:
    """Return a goal as people set it: two digits, then zeros; three at least."""
    step = 10.0 ** max(0, floor(log10(max(number, 1.0))) - 1)
    return max(3.0, round(number / step) * step)


def _each_year(world: World, share: float) -> float:
    """Return ``share`` of the events of a year, as a goal."""
    return _round(share * world.plan.events / world.plan.months * 12)


def _first_year(world: World, year: int) -> Iterator[Target]:
    """The year that is over: people came, but less was merged than was hoped."""
    above = _year(world, year, Text(f"{year}: come and be answered", f"{year} 年：欢迎并回应每个人"))
    yield above
    people = _round(0.5 * world.plan.people)
    yield Target(
        f"people-{year}", Text(f"{people:,.0f} active people", f"{people:,.0f} 位活跃贡献者"), people, year,
        indicator="active_people", parent=above.id, weight=2.0,
        activities=(Activity(Text("A mentor for every first change", "为每个首次变更配备导师"),
                             f"https://www.{world.layout.domain}/mentors", date(year, 3, 2),
                             Text("Newcomers stay when somebody answers.", "有人回应，新人才会留下。")), *_campaigns(world, year)),
    )  # fmt: skip
    merged = _each_year(world, 0.055)
    yield Target(
        f"merged-{year}", Text(f"{merged:,.0f} merged changes", f"合入 {merged:,.0f} 个变更"), merged, year,
        indicator="merged_changes", parent=above.id,
    )  # fmt: skip


def _this_year(world: World, year: int) -> Iterator[Target]:
    """The year that runs: among its targets one that can rise without anybody being helped, and is marked so."""
    above = _year(world, year, Text(f"{year}: stand on many legs", f"{year} 年：分散依赖，稳步前行"))
    yield above
    people, merged = _round(0.6 * world.plan.people), _each_year(world, 0.062)
    yield Target(
        f"people-{year}", Text(f"{people:,.0f} active people", f"{people:,.0f} 位活跃贡献者"), people, year,
        indicator="active_people", parent=above.id, weight=2.0, activities=tuple(_campaigns(world, year)),
    )  # fmt: skip
    yield Target(
        f"merged-{year}", Text(f"{merged:,.0f} merged changes", f"合入 {merged:,.0f} 个变更"), merged, year,
        indicator="merged_changes", parent=above.id,
    )  # fmt: skip
    new = _round(0.5 * world.plan.people)
    yield Target(
        f"newcomers-{year}", Text(f"{new:,.0f} new people", f"{new:,.0f} 位新贡献者"), new, year,
        indicator="new_people", parent=above.id,
    )  # fmt: skip
    yield Target(
        f"answers-{year}", Text("Half of the changes answered within a day", "半数变更一天内得到回应"), 24.0, year,
        indicator="change_first_response", better="down", parent=above.id, owner=_lead(world, "triage"),
        activities=(Activity(Text("Rota of first answers", "首次答复轮值"), serves=Text("Somebody is always due.", "始终有人负责。")),),
    )  # fmt: skip
    yield Target(
        f"organizations-{year}", Text("Fifteen organisations take part", "十五个组织参与"), 15.0, year,
        indicator="organization_count", parent=above.id,
    )  # fmt: skip
    firm = COMPANIES[0].name
    outside = _each_year(world, 0.045)
    yield Target(
        f"outside-{year}",
        Text(f"{outside:,.0f} changes from outside {firm.en}", f"{firm.zh}以外合入 {outside:,.0f} 个变更"), outside, year,
        events=CountedEvents(("change.merged",)), outside=(firm.en,), parent=above.id,
    )  # fmt: skip
    stars = _round(20.0 * world.plan.people)
    yield Target(
        f"stars-{year}", Text(f"{stars:,.0f} stars", f"{stars:,.0f} 个 Star"), stars, year,
        measurement=CountedMeasurement("stars"), parent=above.id, weight=0.5, vanity=True, beside="active_people",
    )  # fmt: skip


def _campaigns(world: World, year: int) -> Iterator[Activity]:
    for one in world.seasons.campaigns:
        day = world.plan.since + timedelta(days=one.first)
        if day.year == year:
            yield Activity(one.name, f"https://www.{world.layout.domain}/campaigns/{day}", day)


def _groups(world: World, last: date) -> Iterator[Target]:
    """What special interest groups set themselves for the year."""
    year, above = last.year, f"year-{last.year}"
    lead = _lead(world, "modelzoo")
    zoo = Target(
        f"modelzoo-{year}", Text("Model Zoo: built by its users", "模型库：由用户共建"), year=year, sum=True,
        parent=above, group="modelzoo", owner=lead,
    )  # fmt: skip
    yield zoo
    yield Target(
        f"modelzoo-models-{year}", Text("10+ models from outside", "外部贡献模型 10+"), 10.0, year,
        values=tuple(_models(world, last)), group="modelzoo", parent=zoo.id, owner=lead,
        activities=(Activity(Text("Model reproduction season", "模型复现季"), f"https://www.{world.layout.domain}/campaigns",
                             serves=Text("Each entry that is accepted is a model.", "每个被接收的作品都是一个模型。")),),
    )  # fmt: skip
    yield Target(
        f"modelzoo-questions-{year}", Text("20+ questions solved", "解决问题单 20+"), 20.0, year,
        indicator="closed_issues", group="modelzoo", parent=zoo.id, owner=lead,
    )  # fmt: skip
    yield Target(
        f"modelzoo-reviewers-{year}", Text("5+ reviewers and committers", "评审者与提交者 5+"), 5.0, year,
        roles=("reviewer", "committer"), group="modelzoo", parent=zoo.id, owner=lead,
        activities=(Activity(Text("Half-yearly promotion round", "半年度晋升选拔"), day=date(year, 3, 15)),),
    )  # fmt: skip
    slow = world.layout.groups[int(np.argmax(world.layout.slowness[: world.layout.sigs]))]
    yield Target(
        f"{slow.slug}-answers-{year}",
        Text(f"{slow.name.en}: changes answered within two days", f"{slow.name.zh}：变更两天内得到回应"), 48.0, year,
        indicator="change_first_response", better="down", group=slow.slug, parent=above, owner=_lead(world, slow.slug),
    )  # fmt: skip
    yield Target(
        f"compiler-absence-{year}",
        Text("Compiler: no half of the work hangs on three people", "编译器：一半的贡献不再依赖三个人"), 4.0, year,
        indicator="contributor_absence_factor", group="compiler", parent=above, owner=_lead(world, "compiler"),
    )  # fmt: skip


def _models(world: World, last: date) -> Iterator[KeptValue]:
    """Count by hand at the ends of quarters, and on the last day that is told."""
    ends = [date(last.year, 3, 31), date(last.year, 6, 30), date(last.year, 9, 30)]
    days = [*(day for day in ends if day < last), last]
    gains = world.dice(75).below(3, len(days)).tolist()
    total = 0
    for day, gain in zip(days, gains, strict=True):
        total += 2 + gain
        yield KeptValue(day, float(total), f"https://www.{world.layout.domain}/models/{day}", "Model Zoo minutes")
