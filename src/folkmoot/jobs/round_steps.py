"""What every verb of a selection round does: find whom it is about, look at the round as it is, and record one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.rounds import Candidacy, RoundAct
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen, seen

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 12  # times that a verb looks again when somebody was quicker
WHY_LETTERS = 2000


def candidate(it: Seen, person: str, role: str) -> Candidacy:
    """Return the candidacy of somebody for a role. Errors: BadInput when there is none."""
    for one in it.course.candidacies:
        if it.same(one.person) == it.same(person) and one.role == role:
            return one
    raise BadInput(Text("there is no such candidate in this round.", "本次选拔没有这位候选人。"))


def known(homes: Homes, said: str) -> str:
    """Return the declared id of what somebody wrote: an id, an account, or a name that only one person has. Errors: BadInput."""
    wanted = said.lstrip("@").lower()
    if said in homes.charter.person_by_id:
        return said
    found = [
        one.id for one in homes.charter.people
        if wanted in {one.id.lower(), one.name.lower(), *one.accounts, *(each.partition(":")[2] for each in one.accounts)}
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    what = "more than one person is" if found else "nobody is"
    zh = f"不止一人名为“{said[:100]}”。" if found else f"没有名为“{said[:100]}”的人员。"
    raise BadInput(
        Text(f"{what} known as '{said[:100]}'.", zh),
        mend=Text("Write the id under which the charter lists them.", "请填写章程中的标识。"),
    )


def again(homes: Homes, number: int, now: datetime, act: Callable[[Seen], RoundAct]) -> RoundAct:
    """Do it to the round as it is; when somebody was quicker, look again and do it to what it is then."""
    for _attempt in range(TRIES - 1):
        try:
            return act(seen(homes, number, now))
        except ledger.Overtaken:
            continue
    return act(seen(homes, number, now))


def append(it: Seen, actor: Actor, verb: str, person: str, role: str, content: dict[str, Any], why: str) -> RoundAct:
    """Record one act in a round after those that were seen. Errors: BadInput for too many words; Overtaken when somebody was quicker."""
    draft = RoundAct(it.last + 1, it.now, verb, actor.name, person, role, short(why), content)
    return ledger.append("round", it.round.number, draft, actor)


def short(why: str) -> str:
    """Return words without space around them. Errors: BadInput for too many."""
    if len(why) > WHY_LETTERS:
        raise BadInput(
            Text(f"this is too long: at most {WHY_LETTERS:,} letters.", f"内容过长：最多 {WHY_LETTERS:,} 字。")
        )
    return why.strip()
