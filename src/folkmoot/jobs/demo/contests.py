"""The demo's contests: one that is over and one that runs, the people in them, and how some of them tried to game it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from folkmoot.jobs.demo.world import World
from folkmoot.model.contest import City, ContestPlan, Guard, Prize, ScoringRule
from folkmoot.model.text import Text

OVER, RUNS = "city-week", "bug-hunt"
OVER_DAYS, RUNS_DAYS = (70, 58), (12, -45)  # days before the demo's end on which they begin and end
CITIES = (
    ("shanghai", Text("Shanghai", "上海")), ("beijing", Text("Beijing", "北京")), ("shenzhen", Text("Shenzhen", "深圳")),
    ("hangzhou", Text("Hangzhou", "杭州")), ("wuhan", Text("Wuhan", "武汉")), ("chengdu", Text("Chengdu", "成都")),
)  # fmt: skip
GUARDS = (
    Guard("one-team"), Guard("withdrawn-star", days=7), Guard("reverted", days=7), Guard("self-merged"), Guard("linked-accounts"),
    Guard("first-star"), Guard("fresh-account", days=7),
)  # fmt: skip
STAR = ScoringRule("star", "repo.starred", Decimal(10), Text("Star", "点赞"), most_each=3)
BUG = ScoringRule("bugfix", "change.merged", Decimal(100), Text("Bug fixed", "修复缺陷"), label="bug")
MODEL = ScoringRule("model", "change.merged", Decimal(200), Text("Model", "模型"), label="model", verify="review")


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody of the cast does: on which day of the contest, at which hour; ``merger``: self, lead or none."""

    day: int
    hour: int
    kind: str  # star, unstar, bug, model or revert
    repo: int = 0
    merger: str = "lead"
    second: bool = False  # by their second account


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody of the cast. ``born``: days before the contest on which their account was made; None: nobody has told."""

    login: str
    name: str
    city: str
    over: tuple[Deed, ...]
    runs: tuple[Deed, ...] = ()
    born: int | None = 900
    second: str = ""  # the city for which their second account signed up


CAST = (
    Player("linnea-moss", "Linnea Moss", "shanghai",
           (Deed(0, 2, "star"), Deed(0, 3, "star", 1), Deed(2, 8, "bug"), Deed(4, 8, "bug"), Deed(6, 9, "model")),
           (Deed(1, 3, "bug"), Deed(3, 3, "bug"), Deed(5, 4, "star"))),
    Player("tomas-reed", "Tomas Reed", "shanghai", (Deed(1, 2, "star"), Deed(3, 8, "bug")), (Deed(2, 5, "bug"), Deed(4, 6, "model"))),
    Player("liu-tingyu", "柳听雨", "beijing", (Deed(1, 3, "star"), Deed(2, 9, "bug"), Deed(5, 9, "bug"), Deed(7, 9, "bug")),
           (Deed(1, 8, "bug"), Deed(6, 8, "star"))),
    Player("orla-finch", "Orla Finch", "beijing", (Deed(1, 4, "star"), Deed(2, 4, "unstar"), Deed(3, 4, "star")),
           (Deed(2, 4, "star"), Deed(3, 4, "unstar"))),
    Player("pavel-brook", "Pavel Brook", "shenzhen", (Deed(3, 9, "model"), Deed(5, 3, "bug", merger="self")), (Deed(4, 9, "bug"),)),
    Player("gu-xiaoman", "顾小满", "shenzhen", (Deed(2, 2, "star"), Deed(2, 3, "star", 1)), (Deed(5, 2, "star"),), born=1),
    Player("ines-vale", "Ines Vale", "wuhan", (Deed(3, 4, "bug"), Deed(4, 4, "bug"), Deed(6, 4, "revert")), (Deed(6, 3, "model"),)),
    Player("wen-zimo", "温子墨", "wuhan", (Deed(4, 2, "star"), Deed(4, 3, "star", second=True)), (Deed(3, 6, "star"),), second="chengdu"),
    Player("marek-stone", "Marek Stone", "hangzhou", (Deed(5, 5, "model"), Deed(6, 5, "model", 1)), (Deed(5, 8, "star"),)),
    Player("bai-ruoxi", "白若溪", "hangzhou", (Deed(6, 2, "bug"), Deed(7, 2, "bug", merger="self")), (Deed(7, 2, "bug", merger="none"),),
           born=400),
)  # fmt: skip


def begins_on(world: World, contest: str) -> date:
    """Return the first day of one of the contests."""
    return world.plan.until - timedelta(days=(OVER_DAYS if contest == OVER else RUNS_DAYS)[0])


def contests_of(world: World) -> tuple[ContestPlan, ...]:
    """Return both contests as they are declared; a demo of few months has only the one that runs."""
    name, until = world.layout.name, world.plan.until
    leads = sorted(
        {world.names[term.person].login for term in world.ranks.terms if term.role in ("lead", "maintainer", "chair")}
    )
    over = ContestPlan(
        OVER, Text(f"{name.en} city week", f"{name.zh}城市周"), _day(until, OVER_DAYS[0]), _day(until, OVER_DAYS[1]), (STAR, BUG, MODEL),
        organizers=tuple(leads[:2]), says=Text("Six cities gather points for stars, fixed bugs and models.", "六座城市为点赞、缺陷修复与模型积分。"),
        zone=world.plan.zone, review_until=_day(until, 50), appeals_until=_day(until, 52), teams="city",
        cities=tuple(City(one, title, _day(until, OVER_DAYS[0] - 2 * place)) for place, (one, title) in enumerate(CITIES)),
        ties=("model", "bugfix", "earliest"), guards=GUARDS, indicator="new_people",
        prizes=(Prize(Text("City of the year", "年度城市"), "teams"), Prize(Text("Developer board", "开发板"), "people", 3)),
    )  # fmt: skip
    runs = ContestPlan(
        RUNS, Text(f"{name.en} bug hunt", f"{name.zh}捉虫大赛"), _day(until, RUNS_DAYS[0]), _day(until, RUNS_DAYS[1]), (STAR, BUG, MODEL),
        organizers=tuple(leads[:2]), says=Text("Teams of three hunt bugs; stars count a little.", "三人一队捉虫，点赞略计分。"),
        zone=world.plan.zone, teams="free", team_most=3, cities=tuple(City(one, title) for one, title in CITIES[:3]),
        ties=("bugfix", "earliest"), guards=GUARDS, indicator="merged_changes",
        prizes=(Prize(Text("A weekend with the maintainers", "与维护者共度周末"), "teams"),),
    )  # fmt: skip
    return (over, runs) if _fits(world) else (runs,)


def _day(until: date, before: int) -> str:
    return (until - timedelta(days=before)).isoformat()


def _fits(world: World) -> bool:
    return world.plan.days > OVER_DAYS[0] + 10


def played(world: World) -> tuple[str, ...]:
    """Return the ids of the contests of which the demo tells events."""
    return (OVER, RUNS) if _fits(world) else (RUNS,)
