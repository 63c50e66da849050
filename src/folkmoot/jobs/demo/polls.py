"""The demo's elections as its charter declares them: one that is over, one in which people vote now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from folkmoot.jobs.demo.ranks import STEERING
from folkmoot.jobs.demo.world import World
from folkmoot.model.election import Election, Entitled
from folkmoot.model.text import Text

WORKERS = Entitled(roles=("reviewer", "committer", "maintainer", "chair"), at_least=10, months=12)
LEADERS = Entitled(roles=("committer", "maintainer"))


def elections_of(world: World) -> tuple[Election, ...]:
    """Return the elections; their officers sit in the committee on the last day."""
    until = world.plan.until
    officers = tuple(
        dict.fromkeys(world.names[one.person].login for one in world.ranks.of(STEERING) if one.holds(until, until))
    )
    return tuple(_elections(world, officers[:2])) if len(officers) > 1 else ()


def _elections(world: World, officers: tuple[str, ...]) -> Iterator[Election]:
    until = world.plan.until

    def day(away: int) -> str:
        return (until + timedelta(days=away)).isoformat()

    yield Election(
        id=f"steering-{until.year}", group=STEERING,
        title=Text(f"Election to the steering committee {until.year}", f"{until.year} 年技术指导委员会选举"),
        office=Text("Member of the committee for two years", "委员会成员，任期两年"),
        says=Text("Rank as many candidates as you like; equal ranks are allowed.", "可对任意多名候选人排序，允许并列。"),
        seats=3, nominations=day(-75), nominations_until=day(-60), exceptions_until=day(-52), opens=day(-50), closes=day(-36),
        term_since=until - timedelta(days=30), term_until=until + timedelta(days=700), per_organization=1, tie="lot",
        seed="the closing word of the committee's last meeting", voters=WORKERS, candidates=LEADERS, officers=officers,
    )  # fmt: skip
    yield Election(
        id=f"delegate-{until.year}", group=STEERING,
        title=Text("Delegate of the contributors in the committee", "委员会贡献者代表选举"),
        office=Text("Delegate for one year", "代表，任期一年"),
        says=Text("The delegate speaks for everybody who contributes without leading a group.", "代表为未担任负责人的贡献者发声。"),
        nominations=day(-24), nominations_until=day(-8), exceptions_until=day(40), opens=day(-4), closes=day(45),
        term_since=until + timedelta(days=60), tie="runoff", voters=Entitled(roles=WORKERS.roles), candidates=LEADERS,
        endorsements=2, officers=officers, publish_from=12,
    )  # fmt: skip
