"""What electors do to a motion: vote and change their vote, object, recuse themselves; and who is in the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from folkmoot.jobs.moving import Seen, day_of, group_of, looking_again, must_be_open, own_elector, seen, short, spoken
from folkmoot.jobs.one_vote import join
from folkmoot.ledger import boxes_of_motions as boxes
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.motion import CHOICES, Act, Elector
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import must_manage


def vote(
    homes: Homes, number: int, choice: str, *, actor: Actor, now: datetime, why: str = "", elector: str = ""
) -> Act:
    """Vote, or change one's vote, while the motion is open; the last vote counts, and all are kept.

    ``elector``: in a live stage whoever leads the group may write down how somebody in the room votes. Errors: NotAllowed for
    somebody without a vote; BadInput for no choice, for a secret motion, and when it is over.
    """
    if choice not in CHOICES:
        raise BadInput(
            Text(f"'{choice}' is no choice.", f"“{choice}”不是可选项。"),
            mend=Text(f"Vote one of: {', '.join(CHOICES)}.", f"可选：{'、'.join(CHOICES)}。"),
        )
    said = short(why)
    join(homes, number, now)

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        if found.motion.secret:
            raise BadInput(
                Text(f"motion {number} is voted on in secret.", f"动议 {number} 为无记名表决。"),
                mend=Text("Put your vote into its box.", "请投入其票箱。"),
            )
        who = _elector(homes, found, actor, elector, now)
        content = {"choice": choice, "channel": found.standing.channel, **({"written": True} if elector else {})}
        return motions.append(
            number, found.last, "vote", elector=who.person, content=content, actor=actor, now=now, why=said
        )

    return looking_again(number, now, act)


def vote_in_secret(homes: Homes, number: int, choice: str, *, actor: Actor, now: datetime) -> str:
    """Put a sealed vote into the motion's box; it cannot be changed. Return the receipt. Errors: as of ``vote``."""
    if choice not in CHOICES:
        raise BadInput(
            Text(f"'{choice}' is no choice.", f"“{choice}”不是可选项。"),
            mend=Text(f"Vote one of: {', '.join(CHOICES)}.", f"可选：{'、'.join(CHOICES)}。"),
        )
    for last in (False, True):
        found = seen(number, now)
        must_be_open(found, now)
        if not found.motion.secret:
            raise BadInput(
                Text(f"motion {number} is voted on openly.", f"动议 {number} 为公开表决。"),
                mend=Text("Vote on its page.", "请在其页面投票。"),
            )
        who = _elector(homes, found, actor, "", now)
        try:
            return boxes.cast(found.motion, found.last, who.person, choice, actor=actor, now=now)
        except motions.Overtaken:
            if last:
                raise
    raise AssertionError("unreachable")


def object_to(homes: Homes, number: int, why: str, *, actor: Actor, now: datetime) -> Act:
    """Object, with a reason. Where silence agrees, or the rule knows vetoes, that stops the motion while it stands."""
    if not short(why):
        raise BadInput(
            Text("an objection needs a reason.", "异议须说明理由。"),
            mend=Text("Say what is wrong, so that it can be mended.", "请说明问题所在，以便改进。"),
        )

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        who = _elector(homes, found, actor, "", now)
        content = {"channel": found.standing.channel}
        return motions.append(
            number, found.last, "object", elector=who.person, content=content, actor=actor, now=now, why=short(why)
        )

    return looking_again(number, now, act)


def retract(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Act:
    """Take one's objection back. Errors: BadInput for who has none."""

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        who = _elector(homes, found, actor, "", now)
        if who.person not in {one.elector for one in found.standing.objections}:
            raise BadInput(Text("you have no objection to take back.", "你没有可撤回的异议。"))
        return motions.append(number, found.last, "retract", elector=who.person, actor=actor, now=now, why=short(why))

    return looking_again(number, now, act)


def recuse(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Act:
    """Leave the electorate of one motion, for good; a vote that was cast before no longer counts."""

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        who = _elector(homes, found, actor, "", now)
        return boxes.recuse(found.motion, found.last, who.person, actor=actor, now=now, why=short(why))

    return looking_again(number, now, act)


def roll_call(homes: Homes, number: int, present: Iterable[str], *, actor: Actor, now: datetime) -> Act:
    """Tell a live motion who is in the room, or represented there; the last roll call holds.

    Edges: ids that are of no elector are left out. Errors: NotAllowed for who does not lead the group; BadInput for a motion
    that is not live.
    """
    wanted = tuple(present)

    def act(found: Seen) -> Act:
        must_be_open(found, now)
        must_manage(actor, group_of(homes, found.motion.group), day_of(homes, now))
        if found.standing.channel != "live":
            raise BadInput(Text(f"motion {number} is not before a meeting.", f"动议 {number} 不在会上表决。"))
        here = [one.person for one in found.motion.electors if {one.person, *one.same} & set(wanted)]
        return motions.append(number, found.last, "present", content={"people": here}, actor=actor, now=now)

    return looking_again(number, now, act)


def _elector(homes: Homes, found: Seen, actor: Actor, said: str, now: datetime) -> Elector:
    """Return the elector for whom the actor acts."""
    motion = found.motion
    if said:
        must_manage(actor, group_of(homes, motion.group), day_of(homes, now))
        if found.standing.channel != "live":
            raise NotAllowed(
                Text("votes of others are written down in a meeting only.", "仅会上可以代为登记他人的投票。"),
                mend=Text("Let them vote themselves.", "请由本人投票。"),
            )
    one = motion.elector(said) if said else own_elector(homes, motion, actor, spoken(found))
    if one is None:
        raise NotAllowed(
            Text(
                f"{repr(said) if said else actor.called} is not of the electorate of motion {motion.number}.",
                f"{said or actor.name or '未登录者'} 不是动议 {motion.number} 的选民。",
            ),
            mend=Text("It was fixed when the motion was opened.", "选民名单在发起时已固定。"),
        )
    if not one.votes or one.person in found.standing.recused:
        raise NotAllowed(
            Text(
                f"'{one.person}' has no vote on motion {motion.number}.",
                f"{one.person} 对动议 {motion.number} 无表决权。",
            ),
            mend=Text("The motion's page says why.", "原因见动议页面。"),
        )
    return one
