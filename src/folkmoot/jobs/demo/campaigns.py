"""The demo's campaigns: one that worked, one of which nothing can be told, a brand campaign, one that runs and one to come."""

from __future__ import annotations

from datetime import date, timedelta

from folkmoot.jobs.demo.contests import OVER as CITY_WEEK
from folkmoot.jobs.demo.world import World
from folkmoot.model.campaign import CampaignPlan, Comparison, Cost, Touch, Views
from folkmoot.model.text import Text

WORKED, UNTOLD, BRAND, RUNS, COMES = (
    "docs-summer",
    "first-lecture-tour",
    "metro-posters",
    "onboarding-month",
    "model-spring",
)
# Days before the demo's end on which the one that worked began, the same in a short demo, and how long it lasted.
BEGAN, LATE, LASTED = 189, 42, 21
YEAR, SHORT = 365, 200  # days: with fewer than a year it began late, with fewer still nothing could be told of it
LATE_PAST = 40 * 7  # days of past: too few to foretell anything from
CONTROLS = ("data", "serving", "inspect", "infra", "edge", "modelzoo", "compiler", "runtime", "release", "onboarding")
MOST_CONTROLS = 6


def treated(world: World) -> str:
    """Return the group in which the campaign that worked was held."""
    slugs = [one.slug for one in world.layout.groups]
    return next((one for one in ("docs", "compiler") if one in slugs), slugs[world.layout.sigs - 1])


def has_worked(world: World) -> bool:
    """Return whether the demo is long enough to tell of a campaign that worked."""
    return world.plan.days >= SHORT


def begins_on(world: World) -> date:
    """Return the first day of the campaign that worked."""
    return world.plan.until - timedelta(days=BEGAN if world.plan.days >= YEAR else LATE)


def campaigns_of(world: World) -> tuple[CampaignPlan, ...]:
    """Return the campaigns as they are declared; a demo of few months has fewer."""
    until, domain = world.plan.until, world.layout.domain
    owner = next((world.names[term.person].login for term in world.ranks.terms if term.role == "maintainer"), "")
    contest = (CITY_WEEK,) if world.plan.days > YEAR / 2 else ()
    brand = CampaignPlan(
        BRAND, Text("Posters in the metro", "地铁海报"), until - timedelta(days=61), until - timedelta(days=40), owner=owner, sort="brand",
        says=Text("Two hundred posters with one question and no logo.", "两百张海报，只有一个问题，没有标志。"),
        audience="everybody", budget=Cost(30000, "CNY", 40), cost=Cost(28600, "CNY", 44), views=(Views(f"site:www.{domain}"),),
        touch=(Touch("metro-line-2", Text("Posters on line 2", "二号线海报")), Touch("metro-line-9", Text("Posters on line 9", "九号线海报"))),
    )  # fmt: skip
    runs = CampaignPlan(
        RUNS, Text("Month of the first change", "首个变更月"), until - timedelta(days=10), until + timedelta(days=50), owner=owner,
        says=Text("Everybody who opens a first change gets a mentor within a day.", "每位首次提交变更的人，一天内都有导师。"),
        group="onboarding", indicator="new_people", audience="D0", budget=Cost(6000, "CNY", 120), expects=25,
        comparison=_beside(world, "modelzoo"), guards=("change_first_response",),
        touch=(Touch("first-change-mail", Text("Mail to all who starred", "致点赞者的邮件")),),
    )  # fmt: skip
    comes = CampaignPlan(
        COMES, Text("Model spring", "模型之春"), until + timedelta(days=75), until + timedelta(days=96), owner=owner, group="modelzoo",
        says=Text("Universities reproduce twelve models, each with a mentor.", "高校复现十二个模型，每个配一名导师。"),
        indicator="merged_changes", audience="D1", budget=Cost(15000, "CNY", 200), expects=60, comparison=_beside(world, "modelzoo"),
        guards=("change_first_response", "reviewers"), touch=(Touch("model-spring", Text("Poster in the labs", "实验室海报")),),
    )  # fmt: skip
    worked = (_worked(world, owner, contest),) if has_worked(world) else ()
    return (*worked, _untold(world, owner), brand, runs, comes)


def _worked(world: World, owner: str, contest: tuple[str, ...]) -> CampaignPlan:
    begins, where = begins_on(world), treated(world)
    # Few come new to a small group.
    moves, expects = ("new_people", 20) if world.plan.days >= YEAR else ("active_people", 5)
    return CampaignPlan(
        WORKED, Text("Documentation summer", "文档之夏"), begins, begins + timedelta(days=LASTED - 1), owner=owner, group=where,
        says=Text("Three weeks in which newcomers mend one page each, with somebody who answers within the hour.",
                  "三周内，每位新人改好一页文档，一小时内有人答复。"),
        indicator=moves, audience="users", lasts=7, budget=Cost(9000, "CNY", 90), cost=Cost(8200, "CNY", 96), expects=expects,
        comparison=_beside(world, where), guards=("change_first_response", "merged_changes"),
        touch=(Touch("docs-summer-video", Text("Below the video", "视频简介")), Touch("docs-summer-class", Text("Slides of a lecture", "课堂讲义"))),
        views=(Views(f"site:tutorials.{world.layout.domain}"),), contests=contest,
        lessons=Text("One page for each newcomer is small enough; the list of pages ran dry in the second week.",
                     "每人一页足够小；第二周页面清单就用完了。"),
    )  # fmt: skip


def _untold(world: World, owner: str) -> CampaignPlan:
    first = world.plan.since + timedelta(days=min(LATE_PAST, world.plan.days // 2))
    return CampaignPlan(
        UNTOLD, Text("First lecture tour", "首次高校巡讲"), first, first + timedelta(days=13), owner=owner, indicator="active_people",
        says=Text("Eight lectures in eight cities.", "八座城市，八场讲座。"), audience="users", budget=Cost(42000, "CNY", 300),
        comparison=Comparison("series"), guards=("open_issues",),
    )  # fmt: skip


def _beside(world: World, where: str) -> Comparison:
    known = {one.slug for one in world.layout.groups}
    others = tuple(one for one in CONTROLS if one in known and one != where)[:MOST_CONTROLS]
    return Comparison("controls", "groups", (where,), others)
