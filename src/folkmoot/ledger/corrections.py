"""Corrections of identity: recording one, undoing one, and which hold now."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, date

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import IdentityCorrection
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Correction
from folkmoot.model.text import Text

PAIRS = frozenset({"merge", "refuse", "affiliate"})  # verbs that need a second side
VERBS = frozenset({"merge", "split", "refuse", "affiliate", "bot", "human", "hide"})
UNDO = "undo"
LONGEST = 500  # letters of a side


def version() -> str:
    """Return a word that changes with every correction or undoing. One indexed query."""
    # The count is there for PostgreSQL, where a lower number may be committed after a higher one.
    found = IdentityCorrection.objects.aggregate(newest=Max("pk"), number=Count("pk"))
    return f"{found['newest'] or 0}.{found['number']}"


def current() -> tuple[Correction, ...]:
    """Return the corrections that hold, oldest first: all but the undone ones."""
    rows = IdentityCorrection.objects.exclude(verb=UNDO).filter(undoing=None).order_by("pk")
    return tuple(_noun(row) for row in rows)


def log(*, imported: bool = True, newest: int = 0) -> tuple[tuple[Correction, str], ...]:
    """Return every correction and undoing, oldest first, each with the id of the one that it undoes, or "" .

    ``imported``: also those of imports, which may be very many; ``newest``: only so many of the last ones.
    """
    rows = IdentityCorrection.objects.order_by("-pk")
    if not imported:
        rows = rows.filter(batch=None)
    chosen = rows[:newest] if newest else rows
    return tuple((_noun(row), str(row.undoes_id or "")) for row in reversed(chosen))


def undone_among(ids: Iterable[str]) -> frozenset[str]:
    """Return which of these corrections are undone."""
    rows = IdentityCorrection.objects.filter(undoes__in=[int(one) for one in ids]).values_list("undoes", flat=True)
    return frozenset(str(one) for one in rows)


def record(
    verb: str, a: str, b: str = "", *, actor: Actor, why: str, since: date | None = None, until: date | None = None
) -> Correction:
    """Record a correction with its audit row. Errors: NotAllowed; BadInput for a verb or sides that make no sense."""
    actor.must_operate()
    return _noun(write(verb, a, b, actor=actor, why=why, since=since, until=until))


def write(
    verb: str, a: str, b: str = "", *, actor: Actor, why: str, since: date | None = None, until: date | None = None
) -> IdentityCorrection:
    """Record a correction with its audit row; the caller has asked whether the actor may. Errors: BadInput."""
    a, b, why = a.strip(), b.strip(), why.strip()
    must_make_sense(verb, a, b, why, since, until)
    with transaction.atomic():
        b = b or (_word_for(a) if verb == "hide" else "")
        row = IdentityCorrection.objects.create(
            verb=verb, a=a, b=b, since=since, until=until, at=timezone.now(), who=actor.name, why=why
        )
        after = {"id": row.pk, "b": b, "since": since and since.isoformat(), "until": until and until.isoformat()}
        note(actor, f"identity.{verb}", a, after=after, why=why)
    return row


def _word_for(person: str) -> str:
    """Return the random word of somebody's pseudonym: the one they had when they were hidden before, else a new one."""
    before = IdentityCorrection.objects.filter(verb="hide", a=person).exclude(b="").order_by("pk").first()
    return before.b if before else secrets.token_hex(4)


def undo(correction: str, *, actor: Actor, why: str) -> Correction:
    """Record that a correction no longer holds; return it. Errors: NotAllowed; BadInput when there is none to undo."""
    actor.must_operate()
    return take_back(correction, actor=actor, why=why)


def take_back(correction: str, *, actor: Actor, why: str) -> Correction:
    """Record that a correction no longer holds; the caller has asked whether the actor may. Errors: BadInput."""
    must_be_words(why)
    row = IdentityCorrection.objects.filter(pk=int(correction)).first() if correction.isdecimal() else None
    if row is None or row.verb == UNDO:
        raise BadInput(
            Text(f"there is no correction {correction!r}.", f"没有编号为 {correction!r} 的更正。"),
            mend=Text("See: moot people log.", "请查看：moot people log。"),
        )
    try:
        with transaction.atomic():
            IdentityCorrection.objects.create(
                verb=UNDO, a=row.a, b=row.b, undoes=row, at=timezone.now(), who=actor.name, why=why.strip()
            )
            note(actor, "identity.undo", row.a, before={"id": row.pk, "verb": row.verb, "b": row.b}, why=why.strip())
    except IntegrityError as error:
        raise BadInput(
            Text(f"correction {correction} is undone already.", f"更正 {correction} 已被撤销。"),
            mend=Text("See: moot people log.", "请查看：moot people log。"),
        ) from error
    return _noun(row)


def must_make_sense(verb: str, a: str, b: str, why: str, since: date | None, until: date | None) -> None:
    """Errors: BadInput for a verb, sides or days that make no sense, or a missing reason."""
    must_be_words(a, b, why)
    if verb not in VERBS:
        raise BadInput(
            Text(f"'{verb}' is no correction.", f"“{verb}”不是更正操作。"),
            mend=Text(f"Use one of: {', '.join(sorted(VERBS))}.", f"请使用其中之一：{', '.join(sorted(VERBS))}。"),
        )
    if not a or (verb in PAIRS and not b):
        raise BadInput(
            Text(
                f"'{verb}' needs {'two sides' if verb in PAIRS else 'somebody it is about'}.",
                f"“{verb}”需要{'两方' if verb in PAIRS else '指明对象'}。",
            )
        )
    if max(len(a), len(b)) > LONGEST:
        raise BadInput(
            Text(f"a side of a correction has at most {LONGEST} letters.", f"更正的一方最多 {LONGEST} 个字符。")
        )
    if a == b:
        raise BadInput(
            Text(f"both sides are {a}.", f"两方都是 {a}。"),
            mend=Text("Name two different accounts or people.", "请给出两个不同的账号或人员。"),
        )
    if since and until and until < since:
        raise BadInput(
            Text(f"{until} lies before {since}.", f"{until} 早于 {since}。"),
            mend=Text("Give the first day, then the last one.", "请先写起始日，再写结束日。"),
        )
    if len(why) < 3:
        raise BadInput(
            Text("a correction needs a reason.", "更正须说明理由。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )


def _noun(row: IdentityCorrection) -> Correction:
    return Correction(
        id=str(row.pk), verb=row.verb, a=row.a, b=row.b, since=row.since, until=row.until,
        by=row.who, at=row.at.astimezone(UTC).replace(tzinfo=None), why=row.why,
        batch=str(row.batch_id or ""),
    )  # fmt: skip
