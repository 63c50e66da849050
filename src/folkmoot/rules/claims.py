"""Whether a proven claim of an account may join it to a person by itself, or operators must decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Correction, Identity, KnownPerson
from folkmoot.model.text import Text
from folkmoot.rules.numbers import is_gone, is_number

TAKEN = Text("somebody else of the portal has proven to hold it", "门户中已有他人证明持有该账号")
HANDED_ON = Text("two people have held this login on the forge", "代码平台上先后有两人使用过该用户名")
TWO_DECLARED = Text("the charter declares it for somebody else", "章程仓将该账号声明给了另一人")
KEPT_APART = Text("operators have decided that it is somebody else's", "运营人员曾认定该账号属于他人")


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from a proven claim. ``against``: why operators must decide; None when it may go by itself.

    ``merge_with``: what the account is joined to; empty when it is of the same person already, or the first of theirs.
    """

    merge_with: str = ""
    against: Text | None = None


def judge(
    identity: Identity,
    decided: Iterable[Correction],
    mine: Sequence[str],
    account: str,
    held_by_other: Callable[[str], bool],
    number: str = "",
) -> Judged:
    """Judge the claim of ``account`` by somebody who is ``mine``: declared ids and proven accounts, the best first.

    ``number``: the forge's number of who has proven it, where it was told: a login that was somebody else's before is
    not theirs to have.

    Proof shows who holds a login now. It never takes an account from another user, never joins two declared people,
    and never goes against an operator's decision: those are disputes.
    Errors: BadInput for what cannot be anybody's account.
    """
    if ":" not in account or account.startswith("mail:") or is_gone(account) or is_number(account):
        raise BadInput(
            Text(f"'{account}' is nobody's account.", f"“{account}”不是任何人的账号。"),
            mend=Text("Write it as github:ann.", "请写成 github:ann 的形式。"),
        )
    theirs = _person(identity, account)
    if any(held_by_other(one) for one in (account, *(theirs.accounts if theirs else ()))):
        return Judged(against=TAKEN)
    if not identity.is_of_number(account, number or identity.number_of.get(account, "")):
        return Judged(against=HANDED_ON)
    if not mine:
        return Judged()
    own = _person(identity, mine[0])
    if own is not None and theirs is not None:
        if own.id == theirs.id:
            return Judged()
        if own.declared and theirs.declared:
            return Judged(against=TWO_DECLARED)
    if keeps_apart(identity, decided, mine[0], account):
        return Judged(against=KEPT_APART)
    return Judged(merge_with=mine[0])


def keeps_apart(identity: Identity, decided: Iterable[Correction], a: str, b: str) -> str:
    """Return the id of a correction that keeps the people of ``a`` and ``b`` apart, or "" ."""
    sides = {identity.person_of.get(a, a), identity.person_of.get(b, b)}
    for one in decided:
        said = {identity.person_of.get(one.a, one.a), identity.person_of.get(one.b, one.b)}
        if one.verb in {"split", "refuse"} and said == sides:
            return one.id
    return ""


def _person(identity: Identity, one: str) -> KnownPerson | None:
    return identity.people.get(identity.person_of.get(one, ""))
