"""The people whom the demo's charter lists: their accounts, names and dated affiliations."""

from __future__ import annotations

from datetime import date, timedelta

from folkmoot.jobs.demo.accounts import GITEE, LATER_MAIL, SLOTS
from folkmoot.jobs.demo.lives import FIRMS
from folkmoot.jobs.demo.world import World
from folkmoot.model.people import Affiliation, Person


def declared_people(world: World) -> tuple[Person, ...]:
    """Return the people of the charter, by id."""
    dice = world.dice(61)
    affiliated = (dice.uniform(world.plan.people) < 0.7).tolist()
    aliased = (dice.uniform(world.plan.people) < 0.4).tolist()
    found = []
    for place, declared in enumerate(world.accounts.declared.tolist()):
        if not declared:
            continue
        named = world.names[place]
        found.append(
            Person(
                id=named.login,
                name=named.name,
                accounts=_accounts(world, place),
                affiliations=_affiliations(world, place) if affiliated[place] else (),
                aliases=(named.latin,) if aliased[place] and named.latin != named.name else (),
            )
        )
    return tuple(sorted(found, key=lambda person: person.id))


def _accounts(world: World, place: int) -> tuple[str, ...]:
    """Whoever is linked lists every account; the others forgot all but the first."""
    mine = world.accounts.spelled[place * len(SLOTS) : (place + 1) * len(SLOTS)]
    if not world.accounts.linked[place]:
        return (mine[GITEE],)
    return tuple(mine if world.lives.later_firm[place] >= 0 else mine[:LATER_MAIL])


def _affiliations(world: World, place: int) -> tuple[Affiliation, ...]:
    lives = world.lives
    first, later = int(lives.firm[place]), int(lives.later_firm[place])
    if first < 0:
        return ()
    joined = _day(world, int(lives.joined_at[place]))
    if later < 0:
        return (Affiliation(FIRMS[first].name.en, joined),)
    changed = _day(world, int(lives.changed_at[place]))
    if changed <= joined:
        return (Affiliation(FIRMS[later].name.en, joined),)
    return (
        Affiliation(FIRMS[first].name.en, joined, changed - timedelta(days=1)),
        Affiliation(FIRMS[later].name.en, changed),
    )


def _day(world: World, moment: int) -> date:
    return world.plan.since + timedelta(days=(moment - world.epoch) // 86400)
