"""Claims of accounts: who of the portal holds which account of a forge, how it was proven, and what it joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from folkmoot.ledger import corrections
from folkmoot.ledger.audit import note
from folkmoot.ledger.models import Claim, IdentityCorrection, User
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

HOW = frozenset({"oauth", "key", "operator"})


@dataclass(frozen=True, slots=True)
class Held:
    """An account that somebody has proven to hold. ``correction``: what joined it to their person, or ""."""

    account: str
    how: str
    at: datetime
    correction: str


def claims_of(name: str) -> tuple[Held, ...]:
    """Return the accounts that an account of the portal holds by claim, as last said; undone ones are left out."""
    mine: dict[str, Claim] = {}
    said = Claim.objects.filter(user__username=name).values_list("account", flat=True).distinct()
    for row in _rows(tuple(said)):
        mine[row.account] = row
    return tuple(
        Held(row.account, row.how, row.at.replace(tzinfo=None), str(row.correction_id or ""))
        for _account, row in sorted(mine.items())
        if row.user.username == name and _holds(row)
    )


def holder_of(account: str) -> str:
    """Return who of the portal holds an account by claim, or "" ."""
    last = None
    for row in _rows((account,)):
        last = row
    return last.user.username if last is not None and _holds(last) else ""


def record(
    name: str, account: str, *, how: str, merge_with: str = "", uid: str = "", nonce: str = "", actor: Actor, why: str
) -> str:
    """Record that an account of the portal has proven to hold ``account``; return the id of the merge, or "".

    ``merge_with``: the account or person of theirs that it is joined to. The caller has judged the proof.
    Errors: BadInput when the nonce was used before.
    """
    must_be_words(account, why, uid)
    if how not in HOW:
        raise BadInput(
            Text(f"'{how}' proves nothing.", f"“{how}”不能证明任何内容。"),
            mend=Text(f"Use one of: {', '.join(sorted(HOW))}.", f"请使用其中之一：{', '.join(sorted(HOW))}。"),
        )
    user = User.objects.get(username=name)
    with transaction.atomic():
        if nonce and Claim.objects.filter(nonce=nonce).exists():
            raise BadInput(
                Text("this challenge was answered already.", "该验证文本已使用过。"),
                mend=Text("Ask for a new one.", "请重新获取一份。"),
            )
        row: IdentityCorrection | None = None
        if merge_with:
            row = corrections.write("merge", merge_with, account, actor=actor, why=why)
        Claim.objects.create(
            user=user, account=account, uid=uid, how=how, held=True, nonce=nonce or None, correction=row,
            at=timezone.now(), who=actor.name, why=why,
        )  # fmt: skip
        note(actor, "claim.prove", account, after={"user": name, "how": how, "uid": uid}, why=why)
    return str(row.pk) if row is not None else ""


def give_up(name: str, account: str, *, actor: Actor, why: str) -> None:
    """Record that an account is no longer held, and undo what joined it. Errors: BadInput when it is not held."""
    held = {one.account: one for one in claims_of(name)}.get(account)
    if held is None:
        raise BadInput(Text(f"'{name}' has no claim on {account}.", f"“{name}”没有认领 {account}。"))
    user = User.objects.get(username=name)
    with transaction.atomic():
        if held.correction:
            corrections.take_back(held.correction, actor=actor, why=why)
        Claim.objects.create(
            user=user, account=account, how=held.how, held=False, at=timezone.now(), who=actor.name, why=why
        )
        note(actor, "claim.give-up", account, before={"user": name, "how": held.how}, why=why)


def one_at_a_time(account: str) -> None:
    """Let no other claim of this account be judged until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [account])


def _rows(accounts: tuple[str, ...]) -> list[Claim]:
    rows = Claim.objects.filter(account__in=accounts).select_related("user", "correction__undoing")
    return list(rows.order_by("pk"))


def _holds(row: Claim) -> bool:
    """A claim whose merge was undone no longer holds: somebody has decided against it."""
    return row.held and not (row.correction is not None and hasattr(row.correction, "undoing"))
