"""Disputes: what somebody says is wrong about themselves, or claims without proof; and how operators ruled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from folkmoot.ledger.audit import note
from folkmoot.ledger.facts import FactQuerySet
from folkmoot.ledger.models import Dispute, IdentityCorrection, Ruling, User
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

KINDS = frozenset({"claim", "merge", "affiliation"})
MOST_OPEN = 20  # of one person: more is a mistake, or mischief
LONGEST = 2000  # letters of a reason


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute as its person and the operators see it. ``granted`` is None while nobody has ruled."""

    id: str
    by: str
    kind: str
    person: str
    about: str
    why: str
    at: datetime
    granted: bool | None = None
    ruled_by: str = ""
    ruled_at: datetime | None = None
    reason: str = ""
    correction: str = ""


def record(name: str, kind: str, *, person: str, about: str, why: str, actor: Actor) -> Case:
    """Record a dispute with its audit row. Errors: BadInput for one without a reason, twice, or too many at once."""
    about, why = about.strip(), why.strip()[:LONGEST]
    must_be_words(about, why, person)
    if kind not in KINDS or not about or len(about) > 500:
        raise BadInput(Text("there is nothing of that kind to dispute.", "没有可以提出异议的此类内容。"))
    if len(why) < 3:
        raise BadInput(
            Text("a dispute needs a reason.", "提出异议须说明理由。"),
            mend=Text("Say what is wrong, in a few words.", "请简要说明哪里不对。"),
        )
    user = User.objects.get(username=name)
    mine = Dispute.objects.filter(user=user, ruling=None)
    if mine.filter(kind=kind, about=about).exists():
        raise BadInput(
            Text("you have said so already; operators have not decided yet.", "你已提出过该异议，运营人员尚未处理。")
        )
    if mine.count() >= MOST_OPEN:
        raise BadInput(
            Text(f"{MOST_OPEN} of your disputes are open already.", f"你已有 {MOST_OPEN} 个未处理的异议。"),
            mend=Text("Wait until some are decided.", "请等待其中一些处理完毕。"),
        )
    with transaction.atomic():
        row = Dispute.objects.create(
            user=user, kind=kind, person=person[:500], about=about, why=why, at=timezone.now(), who=actor.name
        )
        note(actor, f"dispute.{kind}", about, after={"id": row.pk, "person": person[:500]}, why=why)
    return _case(row)


def rule(case: str, *, granted: bool, why: str, actor: Actor, correction: str = "") -> Case:
    """Record what an operator has decided. Errors: NotAllowed; BadInput when there is none open, or no reason."""
    actor.must_operate()
    row = Dispute.objects.filter(pk=int(case)).first() if case.isdecimal() else None
    if row is None:
        raise BadInput(Text(f"there is no dispute {case!r}.", f"没有编号为 {case!r} 的异议。"))
    must_be_words(why)
    if len(why.strip()) < 3:
        raise BadInput(
            Text("a ruling needs a reason.", "裁定须说明理由。"),
            mend=Text("Say why, in a few words: the person will read it.", "请简要说明原因，当事人会看到。"),
        )
    made = IdentityCorrection.objects.get(pk=int(correction)) if correction else None
    try:
        with transaction.atomic():
            Ruling.objects.create(
                dispute=row, granted=granted, correction=made, at=timezone.now(), who=actor.name, why=why.strip()
            )
            note(actor, "dispute.grant" if granted else "dispute.refuse", row.about, after={"id": row.pk}, why=why)
    except IntegrityError as error:
        raise BadInput(Text(f"dispute {case} is decided already.", f"异议 {case} 已有裁定。")) from error
    return one(case)


def one(case: str) -> Case:
    """Return a dispute. Errors: BadInput when there is none."""
    row = _found().filter(pk=int(case)).first() if case.isdecimal() else None
    if row is None:
        raise BadInput(Text(f"there is no dispute {case!r}.", f"没有编号为 {case!r} 的异议。"))
    return _case(row)


def open_cases() -> tuple[Case, ...]:
    """Return the disputes that wait for a ruling, oldest first."""
    return tuple(_case(row) for row in _found().filter(ruling=None).order_by("pk"))


def cases_of(name: str) -> tuple[Case, ...]:
    """Return somebody's disputes, newest first, with what was decided."""
    return tuple(_case(row) for row in _found().filter(user__username=name).order_by("-pk"))


def _found() -> FactQuerySet[Dispute]:
    """Rows with what ``_case`` reads of others."""
    return Dispute.objects.select_related("user", "ruling")


def _case(row: Dispute) -> Case:
    ruling = getattr(row, "ruling", None)
    ruled = {} if ruling is None else {
        "granted": ruling.granted, "ruled_by": ruling.who, "ruled_at": ruling.at.astimezone(UTC).replace(tzinfo=None),
        "reason": ruling.why, "correction": str(ruling.correction_id or ""),
    }  # fmt: skip
    at = row.at.astimezone(UTC).replace(tzinfo=None)
    return Case(str(row.pk), row.user.username, row.kind, row.person, row.about, row.why, at, **ruled)
