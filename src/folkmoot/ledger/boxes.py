"""Secret ballot boxes: opened, voted into, counted once. What is kept leads from no voter to a ballot; see docs/threat-model.md."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from folkmoot.ledger import box_keys, sealing
from folkmoot.ledger.audit import note
from folkmoot.ledger.models import Audit, BallotBox, BoxCount, BoxVoter, SealedBallot
from folkmoot.model.actor import Actor
from folkmoot.model.box import Box, OpenBallot
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

MIXED = 31  # sealed ballots that are laid anew beside each new one
LONGEST = 200
PATIENCE = 20  # seconds for which the count waits for whoever holds the table, such as the database's own cleaning
TURNS = 2  # that the table is written anew after a count


def open_box(key: str, *, actor: Actor, now: datetime) -> Box:
    """Open a box, with its audit row; one that is open already stays as it is. The caller has checked who may."""
    if not key or len(key) > LONGEST:
        raise BadInput(f"a ballot box is called something of at most {LONGEST} letters.")
    if (known := box(key)) is not None:
        return known
    public = sealing.public_of(box_keys.made(key))
    try:
        with transaction.atomic():
            BallotBox.objects.create(at=now.replace(tzinfo=UTC), who=actor.name, key=key, public=public)
            note(actor, "box.open", key, after={"public": public})
    except IntegrityError:  # somebody else opened it meanwhile, with the same key
        pass
    return _known(key)


def box(key: str) -> Box | None:
    """Return a box, or None where nobody has opened it."""
    row = BallotBox.objects.select_related("count").filter(key=key).first()
    return _box(row) if row else None


def cast(key: str, voter: str, content: Mapping[str, Any], *, actor: Actor, now: datetime) -> str:
    """Seal a ballot into a box and mark its voter, both or neither; return the receipt, which is kept nowhere.

    The audit row tells the day and no finer time, and not from where. Errors: BadInput when the box is not open, or the voter has
    voted.
    """
    receipt = sealing.new_receipt()
    with transaction.atomic():
        _leave_no_traces()
        row = _locked(key)
        if BoxCount.objects.filter(box=row).exists():
            raise BadInput(Text("voting is over: the ballots are counted.", "投票已结束，计票已完成。"))
        try:
            with transaction.atomic():
                BoxVoter.objects.create(box=row, voter=voter)
        except IntegrityError as error:
            raise BadInput(
                Text("you have voted already; a sealed ballot cannot be taken back.", "你已投票，密封的选票不能撤回。")
            ) from error
        sealed = sealing.seal(row.public, key, {"mark": sealing.mark_of(receipt), "content": dict(content)})
        _lay(row, sealing.slip_of(receipt), sealed)
        day = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=UTC)
        Audit.objects.create(at=day, who=actor.name, verb="box.cast", about=key, origin="")
    return receipt


def has_voted(key: str) -> frozenset[str]:
    """Return who has voted."""
    return frozenset(BoxVoter.objects.filter(box__key=key).values_list("voter", flat=True))


def lies_in(key: str, receipt: str) -> bool:
    """Return whether the ballot of a receipt lies sealed in the box. Errors: BadInput for what is no receipt."""
    return SealedBallot.objects.filter(box__key=key, slip=sealing.slip_of(receipt)).exists()


def slips(key: str) -> tuple[str, ...]:
    """Return the slips of all sealed ballots in a box, sorted: a voter finds their own among them."""
    return tuple(SealedBallot.objects.filter(box__key=key).order_by("slip").values_list("slip", flat=True))


def count(key: str, *, actor: Actor, now: datetime) -> tuple[Mapping[str, Any], ...]:
    """Close a box, open its ballots, and destroy its key; return what each says, in an order that tells nothing.

    Counted twice it says the same. Errors: BadInput when the box was never opened, when a ballot was changed, or when there are not
    as many ballots as voters; WorkspaceBroken when the key is gone. Nothing is recorded then.
    """
    with transaction.atomic():
        _leave_no_traces(whole=True)
        row = _locked(key)
        if not BoxCount.objects.filter(box=row).exists():
            found = _opened(row)
            voters = BoxVoter.objects.filter(box=row).count()
            if voters != len(found):
                raise BadInput(
                    Text(
                        f"{voters} have voted, but {len(found)} ballots lie in the box: it was tampered with.",
                        f"{voters} 人已投票，票箱中却有 {len(found)} 张选票：票箱遭到篡改。",
                    ),
                    where=key,
                    mend=Text("Put the ledger back from a copy, or vote again.", "请从备份恢复数据，或重新投票。"),
                )
            BoxCount.objects.create(
                box=row,
                at=now.replace(tzinfo=UTC),
                who=actor.name,
                ballots=sorted(found, key=lambda one: str(one["mark"])),
            )
            _lay_all(row)
            note(actor, "box.count", key, after={"ballots": len(found)})
        transaction.on_commit(lambda: box_keys.destroy(key))  # only when it is sure to stay counted
    return tuple(one.content for one in published(key))


def published(key: str) -> tuple[OpenBallot, ...]:
    """Return the ballots of a counted box with their marks, sorted by them; none before it is counted."""
    found = BoxCount.objects.filter(box__key=key).first()
    return tuple(OpenBallot(one["mark"], one["content"]) for one in found.ballots) if found else ()


def mark_of(receipt: str) -> str:
    """Return under what the ballot of a receipt is published. Errors: BadInput for what is no receipt."""
    return sealing.mark_of(receipt)


def _locked(key: str) -> BallotBox:
    """Return a box of which nobody else may change anything before this transaction ends."""
    row = BallotBox.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise BadInput(
            Text("there is no such ballot box.", "没有这个票箱。"),
            where=key,
            mend=Text("Voting has not been opened.", "投票尚未开始。"),
        )
    return row


def _lay(row: BallotBox, slip: str, sealed: bytes) -> None:
    """Lay a sealed ballot among others, which are taken out and laid anew with it.

    Neither the order of rows nor the transaction that wrote them tells which one is new.
    """
    others = _beside(row, slip)
    SealedBallot.objects.filter(box=row, slip__in=[one.slip for one in others]).delete()
    _laid(row, {slip: sealed, **{one.slip: bytes(one.sealed) for one in others}})


def _beside(row: BallotBox, slip: str) -> list[SealedBallot]:
    """Return a new ballot's neighbours by slip, on a ring: it has any place among them, each as likely as the others.

    Neighbours of anything else would not do: the new one would be the one that stands apart from them.
    """
    there = SealedBallot.objects.filter(box=row)
    below = secrets.randbelow(MIXED + 1)
    down, up = there.order_by("-slip"), there.order_by("slip")
    found = _first(below, down.filter(slip__lt=slip), down) + _first(MIXED - below, up.filter(slip__gt=slip), up)
    return list({one.slip: one for one in found}.values()) if len(found) == MIXED else list(there)


def _first(number: int, these: QuerySet[SealedBallot], then: QuerySet[SealedBallot]) -> list[SealedBallot]:
    """Return the first of these, and where they are too few of those on the other side of the ring."""
    found = list(these[:number])
    known = {one.slip for one in found}
    return found + [one for one in then[:number] if one.slip not in known][: number - len(found)]


def _lay_all(row: BallotBox) -> None:
    """Lay all ballots of a box anew, in the order of their slips."""
    there = SealedBallot.objects.filter(box=row)
    ballots = {one.slip: bytes(one.sealed) for one in there}
    there.delete()
    _laid(row, ballots)


def _laid(row: BallotBox, ballots: Mapping[str, bytes]) -> None:
    SealedBallot.objects.bulk_create(
        [SealedBallot(slip=slip, box=row, sealed=ballots[slip]) for slip in sorted(ballots)], batch_size=200
    )


def _opened(row: BallotBox) -> list[dict[str, Any]]:
    rows = SealedBallot.objects.filter(box=row).values_list("sealed", flat=True)
    if not rows.exists():
        return []
    private = box_keys.kept(row.key)
    return [sealing.unseal(private, row.key, bytes(sealed)) for sealed in rows]


def _leave_no_traces(*, whole: bool = False) -> None:
    """Let the database keep neither what was taken out, nor the steps that led to how it is, as soon as nobody reads them.

    ``whole``: PostgreSQL writes the table into a new file, so that nothing of the old one is left.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
        transaction.on_commit(_forget_steps, robust=True)
    elif connection.vendor == "postgresql":
        transaction.on_commit(partial(_forget_rows, whole=whole), robust=True)


def _forget_rows(*, whole: bool) -> None:
    """Remove dead rows, which tell when a ballot was first laid.

    What somebody holds at this moment waits for the next ballot; at the count, after which none comes, it is waited for. Only the
    plain VACUUM removes what a transaction in another database of the server seems to see; FULL then leaves no byte of it.
    """
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            if not whole:
                cursor.execute("VACUUM (SKIP_LOCKED) ledger_sealedballot")
                return
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
            for _turn in range(TURNS):  # who came between the look and the writing is gone the second time
                _nobody_sees_the_past(cursor)
                cursor.execute("VACUUM (FREEZE, DISABLE_PAGE_SKIPPING) ledger_sealedballot")
                cursor.execute("VACUUM (FULL) ledger_sealedballot")
            cursor.execute("RESET lock_timeout")


def _nobody_sees_the_past(cursor: Any) -> None:
    """Wait until no transaction sees this database as it was before: PostgreSQL would keep dead rows for it.

    Edges: a connection that is in no database yet counts as one of this.
    """
    until = time.monotonic() + PATIENCE
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
    now = str(int(cursor.fetchone()[0]) % 2**32)
    while time.monotonic() < until:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity WHERE coalesce(datname, current_database()) = current_database() "
            "AND pid <> pg_backend_pid() AND age(backend_xmin) > age(%s::xid)",
            [now],
        )
        if cursor.fetchone() is None:
            return
        time.sleep(0.1)


def _forget_steps() -> None:
    with connection.cursor() as cursor:
        waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 100")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {int(waits)}")


def _known(key: str) -> Box:
    found = box(key)
    if found is None:
        raise BadInput(Text("there is no such ballot box.", "没有这个票箱。"), where=key)
    return found


def _box(row: BallotBox) -> Box:
    counted = getattr(row, "count", None)
    return Box(
        row.key, row.public, row.at.astimezone(UTC).replace(tzinfo=None),
        counted.at.astimezone(UTC).replace(tzinfo=None) if counted else None,
    )  # fmt: skip
