"""What people do about an election: stand, endorse, ask for an exception, vote; opened, counted and certified in its time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from folkmoot.ledger import boxes
from folkmoot.ledger import elections as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.box import OpenBallot
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.reports.election_course import Seen, ballots_of, box_of, counting_of, seen, to_freeze
from folkmoot.reports.homes import Homes
from folkmoot.rules.ballots import ballots_of_marks
from folkmoot.rules.electing import candidate_of, is_sound, must_be_in
from folkmoot.rules.election_record import result_as_said
from folkmoot.rules.tallies import count

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 4
LETTERS = 5000  # of a statement
WHY_LETTERS = 2000
BEFORE_VOTING = ("upcoming", "nominations", "between")


def nominate(homes: Homes, name: str, person: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Nominate somebody, or oneself, who then stands at once.

    Errors: BadInput when nominations are not going on, for somebody unknown, an officer, or who may not stand.
    """
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    must_be_in(it.course, "nominations")
    person = _known(it, person.strip() or me)
    if it.same(person) in {it.same(one) for one in it.election.officers}:
        raise BadInput(
            Text("an election officer cannot stand.", "选举官不能参选。"),
            mend=Text("Nominate somebody else.", "请提名其他人。"),
        )
    there = candidate_of(it.course, person, it.same)
    if there is not None and there.state in ("nominated", "standing"):
        raise BadInput(Text("somebody has nominated them already.", "此人已被提名。"))
    right = it.may_stand((person,))
    if right is not None and right.word == "not met":
        raise BadInput(
            Text(
                f"'{person}' may not stand: {'; '.join(one.says.en for one in right.proofs if one.word == 'not met')}.",
                f"{person} 不符合参选资格：{'；'.join(one.says.said_in('zh') for one in right.proofs if one.word == 'not met')}。",
            )
        )
    accepted = it.same(person) in {it.same(one) for one in actor.people}
    _append(it, "nominate", actor, person=person, content={"accepted": accepted, "by": me}, why=why)


def answer(homes: Homes, name: str, verb: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept or decline one's nomination, or withdraw. Errors: BadInput after voting has begun, or for nobody's candidacy."""
    it = seen(homes, name, now)
    must_be_in(it.course, "nominations" if verb == "accept" else "upcoming", *BEFORE_VOTING)
    mine = _own(it, actor)
    wanted = {"accept": ("nominated",), "decline": ("nominated",), "withdraw": ("standing",)}[verb]
    if mine.state not in wanted:
        raise BadInput(
            Text(
                "there is nothing to answer: look again where your candidacy stands.",
                "没有需要答复的提名，请重新查看你的参选状态。",
            )
        )
    _append(it, verb, actor, person=mine.person, why=why)


def state(homes: Homes, name: str, en: str, zh: str, *, actor: Actor, now: datetime) -> None:
    """Say what one stands for, in one language or both. Errors: BadInput after voting has begun, or for a long statement."""
    it = seen(homes, name, now)
    must_be_in(it.course, "upcoming", *BEFORE_VOTING)
    mine = _own(it, actor)
    en, zh = en.strip(), zh.strip()
    if not en and not zh:
        raise BadInput(
            Text("there is no statement.", "竞选陈述为空。"),
            mend=Text("Write it in one of the languages, or in both.", "请用一种或两种语言填写。"),
        )
    if max(len(en), len(zh)) > LETTERS:
        raise BadInput(
            Text(f"a statement has at most {LETTERS:,} letters.", f"竞选陈述最多 {LETTERS:,} 个字符。"),
            mend=Text("Shorten it.", "请缩短。"),
        )
    _append(it, "statement", actor, person=mine.person, content={"en": en, "zh": zh})


def endorse(homes: Homes, name: str, person: str, *, actor: Actor, now: datetime) -> None:
    """Endorse a candidate. Errors: NotAllowed for who may not vote; BadInput for oneself, twice, or no candidate."""
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    must_be_in(it.course, "nominations")
    if not it.entries_of(actor.people):
        raise NotAllowed(
            Text("only those who may vote may endorse.", "仅选民可以附议。"),
            mend=Text("Ask for an exception first.", "请先申请例外。"),
        )
    candidate = candidate_of(it.course, person, it.same)
    if candidate is None or candidate.state not in ("nominated", "standing"):
        raise BadInput(Text("there is no such candidate.", "没有这位候选人。"))
    if it.same(person) == it.same(me):
        raise BadInput(Text("nobody endorses themselves.", "不能为自己附议。"))
    if it.same(me) in candidate.endorsed_by:
        raise BadInput(Text("you have endorsed them already.", "你已为此人附议。"))
    _append(it, "endorse", actor, person=candidate.person, content={"by": me})


def request(homes: Homes, name: str, why: str, *, actor: Actor, now: datetime) -> None:
    """Ask to vote though the rule says no. Errors: BadInput without a reason, too late, twice, or without need."""
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    if now >= it.course.moments.exceptions_until:
        raise BadInput(Text("the time for exceptions is over.", "例外申请已截止。"))
    if it.entries_of(actor.people):
        raise BadInput(Text("you may vote already.", "你已有投票资格，无需申请例外。"))
    if len(why.strip()) < 3:
        raise BadInput(
            Text("an exception needs a reason.", "申请例外须说明理由。"),
            mend=Text("Say what you did that was not counted.", "请说明哪些贡献未被计入。"),
        )
    if any(it.same(case.person) == it.same(me) and case.granted is None for case in it.course.cases):
        raise BadInput(
            Text("you have asked already; the officers have not decided yet.", "你已申请例外，选举官尚未决定。")
        )
    _append(it, "request", actor, person=me, why=why.strip()[:WHY_LETTERS])


def decide(homes: Homes, name: str, person: str, *, granted: bool, why: str, actor: Actor, now: datetime) -> None:
    """Grant or refuse an exception. Errors: NotAllowed for who is no officer; BadInput without a reason, or after voting."""
    it = seen(homes, name, now)
    must_be_officer(it, actor)
    must_be_in(it.course, "upcoming", *BEFORE_VOTING, "voting")
    case = next((one for one in it.course.cases if one.person == person and one.granted is None), None)
    if case is None:
        raise BadInput(Text("nobody of that name waits for a decision.", "此人没有待决定的申请。"))
    if it.same(person) in {it.same(one) for one in actor.people}:
        raise BadInput(
            Text("nobody decides about themselves.", "不能决定自己的申请。"),
            mend=Text("Another officer does.", "请由其他选举官决定。"),
        )
    if len(why.strip()) < 3:
        raise BadInput(
            Text("a decision needs a reason.", "决定须说明理由。"),
            mend=Text("Say why, in a few words: the person will read it.", "请简要说明，申请人会看到。"),
        )
    _append(it, "grant" if granted else "refuse", actor, person=person, why=why.strip()[:WHY_LETTERS])


def vote(homes: Homes, name: str, marks: Mapping[str, int | None], *, actor: Actor, now: datetime) -> str:
    """Cast a secret ballot; return its receipt, which is kept nowhere. ``marks``: by candidate's id.

    Errors: NotAllowed for who is not on the roll; BadInput outside of voting, for marks that are none, or a second ballot.
    """
    it = opened(homes, name, now)
    must_be_in(it.course, "voting")
    actor.must_be_somebody()
    mine = it.entries_of(actor.people)
    if not mine:
        raise NotAllowed(
            Text("you are not on the roll of this election.", "你不在本次选举的选民名册上。"),
            mend=Text("See on its page why, and ask for an exception.", "原因见选举页面，你可以申请例外。"),
        )
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    ballot = ballots_of_marks(candidates, [marks], str(it.course.frozen["counting"]["method"]))
    if all(mark is None for mark in marks.values()):
        raise BadInput(
            Text("your ballot says nothing.", "选票为空。"),
            mend=Text("Give at least one candidate a mark.", "请至少标记一位候选人。"),
        )
    if boxes.has_voted(box_of(name)).intersection(mine):
        raise BadInput(
            Text("you have voted already; a sealed ballot cannot be taken back.", "你已投票，密封的选票不能撤回。")
        )
    said = [mark if mark >= 0 else None for mark in ballot.marks[0].tolist()]
    return boxes.cast(box_of(name), mine[0], {"marks": said}, actor=actor, now=now)


def opened(homes: Homes, name: str, now: datetime) -> Seen:
    """Return the election, with its roll frozen and its box opened if voting has begun and nobody has done so yet."""
    for _try in range(TRIES):
        it = seen(homes, name, now)
        if it.course.roll is not None or it.course.stage not in ("voting", "closed"):
            return it
        boxes.open_box(box_of(name), actor=ROBOT, now=now)
        with suppress(ledger.Overtaken):  # somebody else did so, or an exception was decided at this moment
            _append(it, "open", ROBOT, content=to_freeze(it))
    return seen(homes, name, now)


def close(homes: Homes, name: str, *, actor: Actor, now: datetime) -> None:
    """Count the ballots of an election whose voting is over. Errors: NotAllowed for who is no officer; BadInput before."""
    it = opened(homes, name, now)
    if actor != ROBOT:
        must_be_officer(it, actor)
    must_be_in(it.course, "closed")
    boxes.count(box_of(name), actor=actor, now=now)
    result = result_of(it, ballots_of(name))
    _append(it, "close", actor, content={"voted": len(boxes.has_voted(box_of(name))), **result})


def result_of(it: Seen, ballots: tuple[OpenBallot, ...]) -> dict[str, Any]:
    """Count opened ballots; return the digest of the ballots and what was found."""
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    method = str(it.course.frozen["counting"]["method"])
    marks = (dict(zip(candidates, one.content["marks"], strict=True)) for one in ballots)
    table = ballots_of_marks(candidates, marks, method)
    tally = count(table, counting_of(it.course, table.digest))
    return {"digest": table.digest, "result": result_as_said(tally)}


def certify(homes: Homes, name: str, why: str, *, actor: Actor, now: datetime) -> None:
    """Certify a counted result. Errors: NotAllowed for who is no officer; BadInput before it is counted."""
    it = seen(homes, name, now)
    must_be_officer(it, actor)
    must_be_in(it.course, "counted")
    digest = it.course.counted["digest"] if it.course.counted else ""
    content = {"digest": digest, "by": actor.people[0] if actor.people else ""}
    _append(it, "certify", actor, content=content, why=why.strip()[:WHY_LETTERS])


def due(homes: Homes, now: datetime) -> tuple[tuple[str, str], ...]:
    """Open what has begun and count what is over; return each election with what was done. Done twice it does nothing more."""
    done = []
    for election in filter(is_sound, homes.charter.elections):
        before = seen(homes, election.id, now)
        if before.course.stage not in ("voting", "closed"):
            continue
        it = opened(homes, election.id, now)
        if it.last != before.last:
            done.append((election.id, "open"))
        if it.course.stage == "closed":
            close(homes, election.id, actor=ROBOT, now=now)
            done.append((election.id, "close"))
    return tuple(done)


def must_be_officer(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed for who is no officer of the election."""
    if not it.is_officer(actor.people, operator=actor.operator):
        officers = it.election.officers
        raise NotAllowed(
            Text("only election officers may do this.", "仅选举官可以这样做。"),
            mend=Text(
                f"They are: {', '.join(officers) or 'the operators'}.", f"选举官：{'、'.join(officers) or '运营人员'}。"
            ),
        )


def _own(it: Seen, actor: Actor) -> Any:
    actor.must_be_somebody()
    mine = next((found for one in actor.people if (found := candidate_of(it.course, one, it.same))), None)
    if mine is None:
        raise BadInput(
            Text("nobody has nominated you.", "你尚未被提名。"), mend=Text("Nominate yourself.", "你可以自荐参选。")
        )
    return mine


def _known(it: Seen, said: str) -> str:
    """Return the declared id that somebody wrote: an id, an account, or a name that only one person has."""
    charter, wanted = it.homes.charter, said.lstrip("@").lower()
    if said in charter.person_by_id:
        return said
    found = [
        one.id for one in charter.people
        if wanted in {one.id.lower(), one.name.lower(), *one.accounts, *(each.partition(":")[2] for each in one.accounts)}
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    what, zh = ("more than one person is", "不止一人名为") if found else ("nobody is", "章程中没有")
    raise BadInput(
        Text(f"{what} known as '{said[:100]}'.", f"{zh}“{said[:100]}”。"),
        mend=Text("Write the id under which the charter lists them.", "请填写其在章程中的 id。"),
    )


def _append(it: Seen, verb: str, actor: Actor, **more: Any) -> None:
    ledger.append(it.election.id, it.last, verb, actor=actor, now=it.now, **more)
