"""Correcting who is who: a decision is checked against what is known, then recorded in the ledger."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from folkmoot.ledger import corrections
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Correction, Identity, KnownPerson
from folkmoot.model.people import account_of
from folkmoot.model.text import Text


def correct(
    identity: Identity,
    verb: str,
    a: str,
    b: str = "",
    *,
    actor: Actor,
    why: str,
    since: date | None = None,
    until: date | None = None,
) -> Correction:
    """Record one decision about identity; the next answer follows it.

    ``a`` and ``b`` are accounts, people's ids, mail addresses, or a login that only one forge has.
    Errors: NotAllowed unless ``actor`` operates; BadInput when a side is unknown, or the decision would change nothing.
    """
    actor.must_operate()
    a = side(identity, a)
    if verb in {"merge", "refuse"} or (verb == "split" and b):
        b = side(identity, b)
    if verb == "split":
        b = b or _who_stays(identity, a)
    must_change_something(identity, verb, a, b)
    return corrections.record(verb, a, b, actor=actor, why=why, since=since, until=until)


def undo(correction: str, *, actor: Actor, why: str) -> Correction:
    """Take a decision back: everything is again as if it had never been made. Errors: NotAllowed; BadInput."""
    return corrections.undo(correction, actor=actor, why=why)


def side(identity: Identity, said: str) -> str:
    """Return the account or declared id that somebody means. Errors: BadInput with near matches."""
    said = said.strip()
    if said in identity.person_of:
        return said
    try:
        account = account_of(said)
    except ValueError:
        account = ""
    if account in identity.person_of:
        return account
    login = said.lstrip("@").lower()
    found = sorted(known for known in identity.person_of if login and known.partition(":")[2] == login)
    if len(found) == 1:
        return found[0]
    near = found or get_close_matches(said.lower(), list(identity.person_of), n=3, cutoff=0.75)
    raise BadInput(
        Text(
            f"{'more than one account is' if found else 'nobody is'} known as '{said}'.",
            f"{'有多个账号' if found else '没有人'}名为“{said}”。",
        ),
        mend=Text(f"Did you mean {' or '.join(near)}?", f"是否指 {' 或 '.join(near)}？")
        if near
        else Text("Look it up with: moot ask people --q NAME.", "请查找：moot ask people --q NAME。"),
    )


def person_at(identity: Identity, one: str) -> KnownPerson:
    """Return the person of a known account or declared id."""
    return identity.people[identity.person_of[one]]


def _who_stays(identity: Identity, account: str) -> str:
    """Return what stands for the rest of the account's person: the declared id, else its next best account."""
    person = person_at(identity, account)
    others = [other for other in person.accounts if other != account]
    if person.id != account:
        return person.id
    return min(others, key=lambda other: (other.startswith("mail:"), other)) if others else ""


def must_change_something(identity: Identity, verb: str, a: str, b: str) -> None:
    """Errors: BadInput for a decision that would change nothing, or that an earlier one stands against."""
    person = person_at(identity, a)
    together = b in identity.person_of and identity.person_of[b] == person.id
    if verb == "merge" and together:
        raise BadInput(Text(f"{a} and {b} are one person already.", f"{a} 与 {b} 已是同一人。"))
    if verb == "merge" and (kept := _kept_apart(identity, a, b)):
        raise BadInput(
            Text(f"correction {kept} keeps them apart.", f"更正 {kept} 规定他们不是同一人。"),
            mend=Text(f"Take it back first: moot people undo {kept}.", f"请先撤销：moot people undo {kept}。"),
        )
    if verb == "refuse" and together:
        raise BadInput(
            Text(f"{a} and {b} are one person now.", f"{a} 与 {b} 目前是同一人。"),
            mend=Text(f"Split one off: moot people split {a}.", f"请先拆分：moot people split {a}。"),
        )
    if verb == "split" and ":" not in a:
        raise BadInput(
            Text(f"{a} is a declared person.", f"{a} 是章程中声明的人员。"),
            mend=Text("Name the account that is to leave it.", "请指明要拆出的账号。"),
        )
    if verb == "split" and not together:
        raise BadInput(
            Text(f"{a} is not of the same person as {b}.", f"{a} 与 {b} 不是同一人。")
            if b
            else Text(f"{a} stands alone already.", f"{a} 已是单独的账号。")
        )
    if verb in {"bot", "human"} and person.bot == (verb == "bot"):
        raise BadInput(
            Text(
                f"{a} counts as a {'robot' if person.bot else 'human'} already.",
                f"{a} 已被视为{'机器人' if person.bot else '真人'}。",
            )
        )
    if verb == "hide" and person.hidden:
        raise BadInput(Text(f"{a} is hidden already.", f"{a} 已被隐藏。"))


def _kept_apart(identity: Identity, a: str, b: str) -> str:
    """Return the id of the correction that keeps the people of ``a`` and ``b`` apart, or "" ."""
    sides = {identity.person_of[a], identity.person_of[b]}
    for correction in corrections.current():
        apart = correction.verb in {"split", "refuse"} and {correction.a, correction.b} != {a, b}
        if apart and {identity.person_of.get(correction.a), identity.person_of.get(correction.b)} == sides:
            return correction.id
    return ""
