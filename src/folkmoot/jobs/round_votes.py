"""How a candidate of a selection round is put to the vote: the motions, by the ladder's rules, and exceptions with their reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.jobs import moving
from folkmoot.jobs.round_steps import ROBOT, append, candidate, short
from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds import Candidacy
from folkmoot.model.text import Text
from folkmoot.reports.clauses import role_title
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen, seen
from folkmoot.rules.authority import must_manage
from folkmoot.rules.rounds import about, must_be_in


def put(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> tuple[int, ...]:
    """Put a candidate to the vote and return the numbers of the motions.

    Somebody whose frozen evidence is not enough is put only where the round allows exceptions, and with a reason that everybody
    reads. Errors: NotAllowed for who does not lead the group, or is the candidate; BadInput for who cannot be put.
    """
    it = seen(homes, number, now)
    must_manage(actor, it.group, moving.day_of(homes, now))
    must_be_in(it.course, "voting", "decided", "closed")
    one = candidate(it, person, role)
    if one.state == "short":
        _must_be_an_exception(it, one, actor, why)
    elif one.state != "ready":
        raise BadInput(
            Text(
                "there is nothing to vote on: look again where this candidate stands.",
                "没有可表决的内容，请查看该候选人的状态。",
            )
        )
    numbers = tuple(_moved(it, one, vote, place, why) for place, vote in enumerate(_votes(one)))
    while not {*numbers} <= {*candidate(it, person, role).motions}:
        try:
            append(it, actor, "put", one.person, role, {"motions": list(numbers)}, why)
        except ledger.Overtaken:
            it = seen(homes, number, now)
            continue
        break
    return numbers


def _must_be_an_exception(it: Seen, one: Candidacy, actor: Actor, why: str) -> None:
    if not it.round.plan.exceptions:
        raise BadInput(
            Text(
                "the frozen evidence does not meet the ladder, and this round allows no exceptions.",
                "冻结的依据未满足晋升条件，且本次选拔不允许例外。",
            ),
            mend=Text("The next round is open to them.", "可以参加下一次选拔。"),
        )
    if it.is_me(actor.people, one.person):
        raise NotAllowed(
            Text("nobody makes an exception for themselves.", "不能为自己提出例外。"),
            mend=Text("Another lead does.", "请由另一位负责人处理。"),
        )
    if not short(why):
        raise BadInput(
            Text("an exception needs a reason.", "例外须说明原因。"),
            mend=Text("Say why, in a few words: everybody will read it.", "请简要说明原因，所有人可见。"),
        )


def _votes(one: Candidacy) -> list[dict[str, Any]]:
    asks = list(one.evidence["asks"]) if one.evidence else []
    return asks or [{"rule": "", "group": "", "recused": True}]


def _moved(it: Seen, one: Candidacy, vote: dict[str, Any], place: int, why: str) -> int:
    """Open the motion on a candidate, or return the one that somebody else has just opened."""
    from folkmoot.ledger import motions

    key = about(it.round.number, one, place)
    for other in reversed(motions.about(key)):
        if motions.recorded(motions.acts(other.number)).word != "withdrawn":
            return other.number
    title = role_title(it.ladder, one.role) if it.ladder else Text(one.role, one.role)
    ids = it.ids_of(one.person)
    name, group = it.homes.charter.person_by_id[one.person].name or one.person, it.group.name
    return moving.move(
        it.homes, group=vote["group"] or it.round.group, kind="promotion", about=key, rule=vote["rule"],
        title=Text(f"{name} becomes {title.en} of {group.said_in('en')}", f"{name} 担任{group.said_in('zh')}的{title.zh or title.en}"),
        text=_told(it, one, why), recused=ids if vote["recused"] else (), actor=ROBOT, now=it.now, why=short(why),
        authorises={"round": str(it.round.number), "person": one.person, "role": one.role, "group": it.round.group},
    )  # fmt: skip


def _told(it: Seen, one: Candidacy, why: str) -> str:
    """Return what the motion says of the candidate: where the evidence stands, and why an exception is asked for."""
    lines = [f"The evidence stands in selection round {it.round.number} / 依据见第 {it.round.number} 次选拔。", ""]
    lines += [f"> {one.words}", ""] if one.words else []
    if one.word == Verdict.NOT_MET:
        lines += [
            "The frozen evidence does not meet the ladder / 冻结的依据未满足晋升条件。",
            "",
            f"> {short(why)}",
            "",
        ]
    elif one.word == Verdict.UNKNOWN:
        lines += ["Part of the evidence is unknown / 部分依据未知。", ""]
    return "\n".join(lines)
