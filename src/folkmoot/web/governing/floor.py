"""What the reader may do to a motion, and what a chair writes down for those in the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.jobs import moving, voting
from folkmoot.model.actor import Actor
from folkmoot.model.motion import CHOICES, OPEN, Outcome
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_votes as say
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.words import language


def voting_form(homes: Homes, number: int, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return what the reader may do to a motion at this moment; nothing once it is over."""
    found = moving.seen(number, now)
    motion, standing = found.motion, found.standing
    running = standing.word == OPEN and not standing.due
    mine = moving.own_elector(homes, motion, actor, moving.spoken(found)) if actor.people else None
    able = mine is not None and mine.votes and mine.person not in standing.recused
    group = homes.charter.group_by_slug.get(motion.group)
    manages = (
        bool(group) and actor.name != "" and group is not None and may_manage(actor, group, moving.day_of(homes, now))
    )
    who = mine.person if mine else ""
    everybody = standing.channel == "mail" and 0 < standing.count.electors == standing.count.here
    voted = who in {vote.elector for vote in standing.votes} or (motion.secret and who in _sealed(found))
    return {
        "over": found.acts[-1].verb in ("close", "withdraw") if found.acts else False, "running": running,
        "may_vote": running and able and not (motion.secret and voted), "listed": mine is not None, "able": able,
        "vote": next((vote.choice for vote in standing.votes if vote.elector == who), ""), "voted": voted,
        "objects": who in {one.elector for one in standing.objections}, "recused": who in standing.recused and who != "",
        "may_withdraw": running and actor.name != "" and (manages or actor.name == motion.opened_by),
        "may_end": running and manages and (standing.channel == "live" or everybody), "live": standing.channel == "live",
        "may_write": running and manages and standing.channel == "live", "secret": motion.secret,
        "choices": [(key, say.CHOICES[key]) for key in CHOICES],
    }  # fmt: skip


def _sealed(found: moving.Seen) -> frozenset[str]:
    from folkmoot.ledger.boxes_of_motions import secret_of

    return secret_of(found.motion, found.acts)[0]


def told_of(outcome: Outcome) -> str:
    """Say what came of ending a stage."""
    if outcome.word == OPEN:
        return _("Too few were there: the vote goes on in the next stage.")
    said = _("The motion is closed: %(word)s. %(why)s")
    return said % {"word": say.WORDS[outcome.word].said_in(language()), "why": outcome.why.said_in(language())}


def written_down(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    """Record the roll call of a live motion, and the votes of those in the room where they changed; say how many."""
    actor, found = actor_of(request), moving.seen(number, now)
    electors = {homes.faces.id_of(one.person): one for one in found.motion.electors if one.votes}
    there = [one.person for shown, one in electors.items() if request.POST.get(f"here-{shown}")]
    known = {vote.elector: vote.choice for vote in found.standing.votes}
    said = {one.person: request.POST.get(f"choice-{shown}", "") for shown, one in electors.items()}
    voting.roll_call(homes, number, there, actor=actor, now=now)
    changed = {who: choice for who, choice in said.items() if choice and known.get(who) != choice}
    for who, choice in changed.items():
        voting.vote(homes, number, choice, actor=actor, now=now, elector=who)
    told = ngettext("%(count)s elector is there.", "%(count)s electors are there.", len(there)) % {"count": len(there)}
    if not changed:
        return told
    votes = ngettext("%(count)s vote written down.", "%(count)s votes written down.", len(changed))
    return f"{told} {votes % {'count': len(changed)}}"
