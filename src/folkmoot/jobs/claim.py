"""What people do about themselves: claim accounts, dispute what is recorded of them, hide and show their name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from folkmoot.jobs.correct import correct, must_change_something, side
from folkmoot.ledger import claims, corrections, disputes
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.identity import Identity
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text
from folkmoot.rules.claims import judge

UNKNOWN = "unknown"  # the organisation of days about which somebody says that the recorded one is wrong


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that somebody holds an account: ``how`` (oauth or key), and what was told on the way."""

    how: str
    uid: str = ""
    nonce: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a claim came to: a merge's id (or "" when none was needed), or the dispute and why it is one."""

    merge: str = ""
    dispute: str = ""
    against: Text | None = None


def claim(
    identity: Identity, mine: Sequence[str], account: str, proof: Proof, *,
    actor: Actor, held_by_other: Callable[[str], bool],
) -> Outcome:  # fmt: skip
    """Record that the actor has proven to hold ``account``: it is joined to their person, or becomes a dispute.

    ``mine``: the declared ids and proven accounts of the actor, the best first. Errors: NotAllowed for somebody signed
    out; BadInput for an account that is theirs already, or a challenge that was answered before.
    """
    _must_be_somebody(actor)
    if account in mine:
        raise BadInput(Text(f"{account} is proven to be yours already.", f"{account} 已证明属于你。"))
    must_be_words(account)
    claims.one_at_a_time(account)
    decided = corrections.current()
    judged = judge(identity, decided, mine, account, held_by_other, proof.uid)
    said = f"proven by {proof.how}" + (f" ({proof.evidence})" if proof.evidence else "")
    if judged.against is not None:
        case = disputes.record(
            actor.name, "claim", person=mine[0] if mine else "", about=account, actor=actor,
            why=f"{said}; {judged.against.en}",
        )  # fmt: skip
        return Outcome(dispute=case.id, against=judged.against)
    merge = claims.record(
        actor.name, account, how=proof.how, uid=proof.uid, nonce=proof.nonce, merge_with=judged.merge_with,
        actor=actor, why=said,
    )  # fmt: skip
    return Outcome(merge=merge)


def ask_for(identity: Identity, mine: Sequence[str], account: str, why: str, *, actor: Actor) -> disputes.Case:
    """Ask operators to confirm an account that cannot be proven. Errors: NotAllowed; BadInput for an unknown one."""
    _must_be_somebody(actor)
    account = side(identity, account)
    if account in mine or (mine and identity.person_of[account] == identity.person_of.get(mine[0])):
        raise BadInput(Text(f"{account} counts as yours already.", f"{account} 已算作你的账号。"))
    return disputes.record(actor.name, "claim", person=mine[0] if mine else "", about=account, why=why, actor=actor)


def dispute(identity: Identity, own: Sequence[str], kind: str, about: str, why: str, *, actor: Actor) -> disputes.Case:
    """Dispute an account or an affiliation of one's own person. Errors: NotAllowed; BadInput for what is not there.

    ``own``: the people that the actor has proven to be.
    """
    _must_be_somebody(actor)
    for person in own:
        known = identity.people[person]
        belongs = {one.organization for one in identity.belongings if one.person == person}
        if about in (known.accounts if kind == "merge" else belongs if kind == "affiliation" else ()):
            return disputes.record(actor.name, kind, person=person, about=about, why=why, actor=actor)
    raise BadInput(
        Text("this is not recorded of you.", "没有关于你的此项记录。"),
        mend=Text("Dispute it from your own page.", "请在你自己的页面上提出异议。"),
    )


def hide(identity: Identity, own: Sequence[str], *, actor: Actor) -> int:
    """Let a pseudonym stand for the actor's own name, everywhere and at once; return how many of their people."""
    _must_be_somebody(actor)
    seen = [person for person in own if not identity.people[person].hidden]
    for person in seen:
        corrections.write("hide", person, actor=actor, why="asked for it on their own page")
    return _some(len(seen), "you are not named already.")


def show(identity: Identity, own: Sequence[str], *, actor: Actor) -> int:
    """Name the actor again; return how many decisions that took back."""
    _must_be_somebody(actor)
    made = [one for one in corrections.current() if one.verb == "hide" and identity.person_of.get(one.a) in own]
    for one in made:
        corrections.take_back(one.id, actor=actor, why="asked for it on their own page")
    return _some(len(made), "you are named already.")


def rule(
    identity: Identity, case: str, *, granted: bool, why: str, actor: Actor,
    organization: str = "", since: date | None = None, until: date | None = None,
) -> disputes.Case:  # fmt: skip
    """Decide a dispute; what is granted is corrected at once, and each correction can be undone.

    A claim joins the account to the person (and takes it from who held it); a disputed merge splits the account off;
    a disputed affiliation is replaced by ``organization``, or by "unknown" where none is given.
    Errors: NotAllowed; BadInput for a dispute that is decided already, or cannot be granted as things are now.
    """
    actor.must_operate()
    found = disputes.one(case)
    if found.granted is not None:
        raise BadInput(Text(f"dispute {case} is decided already.", f"异议 {case} 已有裁定。"))
    made = _granted(identity, found, why, actor, (organization, since, until)) if granted else ""
    return disputes.rule(case, granted=granted, why=why, actor=actor, correction=made)


def _granted(
    identity: Identity, case: disputes.Case, why: str, actor: Actor, instead: tuple[str, date | None, date | None]
) -> str:
    if case.kind == "claim":
        return _give(identity, case, why, actor)
    if case.kind == "merge":
        return correct(identity, "split", case.about, actor=actor, why=why).id
    organization, since, until = instead
    for one in corrections.current():
        known = identity.person_of.get(one.a) == identity.person_of.get(case.person, case.person)
        if one.verb == "affiliate" and known and one.b.casefold() == case.about.casefold() and not organization:
            return corrections.undo(one.id, actor=actor, why=why).id
    said = organization.strip()
    unknown = not said or is_placeholder(said)
    return correct(
        identity, "affiliate", case.person, UNKNOWN if unknown else said, actor=actor, why=why, since=since, until=until
    ).id


def _give(identity: Identity, case: disputes.Case, why: str, actor: Actor) -> str:
    known = case.person in identity.person_of and case.about in identity.person_of
    together = known and identity.person_of[case.person] == identity.person_of[case.about]
    if known and not together:
        must_change_something(identity, "merge", case.person, case.about)
    holder = claims.holder_of(case.about)
    if holder and holder != case.by:
        claims.give_up(holder, case.about, actor=actor, why=why)
    merge_with = case.person if case.person and not together else ""
    return claims.record(case.by, case.about, how="operator", merge_with=merge_with, actor=actor, why=why)


def _must_be_somebody(actor: Actor) -> None:
    if not actor.name:
        raise NotAllowed(
            Text("somebody who is signed out cannot do this.", "未登录者不能这样做。"),
            mend=Text("Sign in first.", "请先登录。"),
        )


def _some(number: int, otherwise: str) -> int:
    if not number:
        raise BadInput(otherwise)
    return number
