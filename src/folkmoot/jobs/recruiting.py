"""Recruitment rounds of chapters: opened, changed, closed; applications to a team, answered as every other one who asks to join."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from folkmoot.jobs import joining
from folkmoot.jobs import recruiting_refusals as refusals
from folkmoot.jobs.gatherings import may_organise
from folkmoot.ledger import petitions
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.petition import Petition
from folkmoot.model.programme import Act
from folkmoot.model.recruiting import Recruitment, Wanted
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import chapter_of, family_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.recruiting import PROGRAMME, applications
from folkmoot.rules.gatherings import in_utc
from folkmoot.rules.recruiting import folded, plain
from folkmoot.rules.recurrence import zone_of

TRIES, TITLE, SAYS, WHY = 30, 200, 10_000, 2000


def seen(homes: Homes, ident: str, now: datetime) -> Recruitment:
    """Return a round as it stands. Errors: BadInput when there is none of that id."""
    return folded(ident, _acts(homes, ident), now)


def open_round(homes: Homes, said: Wanted, *, actor: Actor, now: datetime) -> str:
    """Open a recruitment round of a chapter and return its id. Errors: NotAllowed for who does not lead it; BadInput for a wrong field."""
    group = _chapter(homes, said.group)
    _must_organise(homes, group, actor, now)
    _must_be_sound(homes, group, said)
    if (in_utc(said.ends, said.zone) or now) <= now:
        raise refusals.IN_THE_PAST.bad()
    stem = f"{group.slug}-{said.begins[:7]}"
    for number in range(1, TRIES):
        ident = stem if number == 1 else f"{stem}-{number}"
        if not ledger.acts(PROGRAMME, ident):
            try:
                ledger.record(PROGRAMME, ident, (), "open", actor=actor, now=now, **plain(said))
            except ledger.Overtaken:
                continue
            return ident
    raise refusals.AT_ONCE.bad()


def change(homes: Homes, ident: str, said: Wanted, *, actor: Actor, now: datetime) -> None:
    """Say anew what a round is. Errors: as of ``open_round``; BadInput for one that is over."""

    def does(it: Recruitment) -> dict[str, Any]:
        group = _chapter(homes, it.group)
        if said.group != it.group:
            raise refusals.NO_CHAPTER.bad(group=said.group[:100])
        _must_be_sound(homes, group, said)
        return plain(said)

    _recorded(homes, ident, "change", does, actor, now)


def close(homes: Homes, ident: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """End a round before its end. Errors: NotAllowed; BadInput for one that is over."""
    _recorded(homes, ident, "close", lambda _it: {}, actor, now, why[:WHY])


def apply_to(  # noqa: PLR0913 — each part is named at the call
    homes: Homes, ident: str, *, team: str, why: str, direction: str = "", answer: str = "", accounts: Iterable[str] = (),
    name: str = "", actor: Actor, now: datetime,
) -> Petition:  # fmt: skip
    """Apply to a team in a round, once. Only those who answer read it.

    Errors: BadInput before it opens, after its end, for another team or direction, and without a word why; as of ``joining.ask``.
    """
    it = seen(homes, ident, now)
    if it.stage != "open":
        raise refusals.NOT_OPEN.bad()
    if team not in it.wanted.teams:
        raise refusals.NO_TEAM.bad(team=team[:60])
    group = _chapter(homes, it.group)
    known = [one.id for one in group.chapter.directions] if group.chapter else []
    if direction and direction not in known:
        raise refusals.NO_DIRECTION.bad(direction=direction[:60])
    if not why.strip():
        raise refusals.NO_WHY.bad()
    if len(answer) > WHY:
        raise refusals.TOO_LONG.bad(most=f"{WHY:,}")
    if any(_is_own(one, actor) and one.state in ("asked", "accepted", "done") for one in applications(ident)):
        raise refusals.APPLIED.bad()
    more = {"recruitment": ident, "direction": direction, "answer": answer.strip()}
    return joining.ask(homes, team, actor=actor, accounts=accounts, name=name, now=now, why=why, more=more)


def answer(homes: Homes, number: int, verb: str, *, actor: Actor, now: datetime, why: str) -> Petition:
    """Answer an application with words, also a welcome. Errors: as of ``joining.answer``; BadInput without words."""
    if not why.strip():
        raise refusals.NO_WORDS.bad()
    return joining.answer(homes, number, verb, actor=actor, now=now, why=why)


def may_read(homes: Homes, one: Petition, actor: Actor, now: datetime) -> bool:
    """Return whether somebody may read an application: who answers it, and who wrote it."""
    group = homes.charter.group_by_slug.get(one.group)
    return _is_own(one, actor) or (group is not None and joining.may_answer(homes, group, actor, now))


def _is_own(one: Petition, actor: Actor) -> bool:
    return bool(actor.name) and (one.person in actor.people or one.by == actor.name)


def withdraw(number: int, *, actor: Actor, now: datetime) -> Petition:
    """Take one's application back. Errors: NotAllowed for anybody else's; BadInput for what is decided."""
    if not _is_own(petitions.one("join", number), actor):
        raise refusals.NOT_YOURS.barred()
    return joining.withdraw(number, actor=actor, now=now)


def _acts(homes: Homes, ident: str) -> tuple[Act, ...]:
    found = ledger.acts(PROGRAMME, ident)
    if not found or found[0].content.get("group") not in homes.charter.group_by_slug:
        raise refusals.NO_ROUND.bad(ident=ident[:100])
    return found


def _recorded(
    homes: Homes, ident: str, verb: str, does: Callable[[Recruitment], dict[str, Any]], actor: Actor, now: datetime, why: str = ""
) -> None:  # fmt: skip
    found = _acts(homes, ident)
    it = folded(ident, found, now)
    _must_organise(homes, _chapter(homes, it.group), actor, now)
    if it.stage == "over":
        raise refusals.OVER.bad()
    ledger.record(PROGRAMME, ident, found, verb, actor=actor, now=now, why=why, **does(it))


def _chapter(homes: Homes, slug: str) -> Group:
    group = homes.charter.group_by_slug.get(slug)
    if group is None or chapter_of(homes, group) is not group:
        raise refusals.NO_CHAPTER.bad(group=slug[:100])
    return group


def _must_organise(homes: Homes, group: Group, actor: Actor, now: datetime) -> None:
    if not may_organise(homes, group, actor, now):
        raise _barred(actor, group)


def _barred(actor: Actor, group: Group) -> NotAllowed:
    return refusals.NOT_LEADING.barred(who=actor.name or refusals.NOBODY, group=group.slug)


def _must_be_sound(homes: Homes, group: Group, said: Wanted) -> None:
    if not str(said.title).strip():
        raise refusals.NO_TITLE.bad()
    _must_be_short(said.title, TITLE)
    _must_be_short(said.says, SAYS)
    _must_be_short(said.asks, SAYS)
    if zone_of(said.zone) is None:
        raise refusals.NO_ZONE.bad(zone=said.zone[:60])
    begins, ends = (in_utc(one, said.zone) for one in (said.begins, said.ends))
    for at, words in ((begins, said.begins), (ends, said.ends)):
        if at is None:
            raise refusals.NO_MOMENT.bad(said=words[:60], zone=said.zone)
    if begins is not None and ends is not None and ends <= begins:
        raise refusals.ENDS_FIRST.bad()
    for team in said.teams:
        if team not in family_of(homes, group):
            raise refusals.NO_TEAM.bad(team=team[:60])
    if not said.teams:
        raise refusals.NO_TEAMS.bad()


def _must_be_short(words: Text, most: int) -> None:
    if max(len(words.en), len(words.zh)) > most:
        raise refusals.TOO_LONG.bad(most=f"{most:,}")
