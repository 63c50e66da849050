"""Motions in the ledger: opened with everything that decides them, then only acts that follow one another, up to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.claims import one_at_a_time
from folkmoot.ledger.models import Motion as MotionRow
from folkmoot.ledger.models import MotionAct
from folkmoot.ledger.motion_tables import ENDS
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.motion import OPEN, Act, Motion, Outcome
from folkmoot.model.motion_plain import frozen_plain, motion_of, outcome_of
from folkmoot.model.text import Text

LONGEST = 20_000  # letters of a motion's text
SHORT = 500
TRIES = 20


class Overtaken(BadInput):
    """Somebody else did something to the motion since it was read: look again."""


def open_motion(motion: Motion, *, actor: Actor, now: datetime) -> int:
    """Record a motion and return its number: one more than the last, whoever opens another at the same moment.

    Errors: BadInput while another motion about the same thing is open.
    """
    must_be_words(motion.title.en, motion.title.zh, motion.text, motion.about, motion.why)
    for _try in range(TRIES):
        last = MotionRow.objects.aggregate(last=models.Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                _must_be_alone_about(motion.about)
                _write(motion, last + 1, actor, now)
        except IntegrityError:
            continue
        return last + 1
    raise Overtaken(
        Text("too many motions are opened at this moment.", "当前发起的动议过多。"), mend=Text("Try again.", "请重试。")
    )


def _must_be_alone_about(key: str) -> None:
    if not key:
        return
    one_at_a_time(f"motion {key}")
    ended = MotionAct.objects.filter(verb__in=ENDS).values("motion_id")
    other = MotionRow.objects.filter(about=key).exclude(pk__in=ended).first()
    if other is not None:
        raise BadInput(
            Text(f"motion {other.number} about the same is still open.", f"同一事项的动议 {other.number} 仍在表决。"),
            mend=Text("Wait for it, or withdraw it first.", "请等待其结束，或先撤回。"),
        )


def _write(motion: Motion, number: int, actor: Actor, now: datetime) -> None:
    MotionRow.objects.create(
        at=now.replace(tzinfo=UTC), who=actor.name, why=motion.why, number=number, group=motion.group, kind=motion.kind,
        title_en=motion.title.en, title_zh=motion.title.zh, text=motion.text[:LONGEST], about=motion.about,
        secret=motion.secret, first_ends_at=motion.first_ends_at.replace(tzinfo=UTC) if motion.first_ends_at else None,
        frozen=frozen_plain(motion),
    )  # fmt: skip
    if motion.secret:
        from folkmoot.ledger.boxes_of_motions import new_box

        new_box(number, actor=actor, now=now)
    voters = [one.person for one in motion.electors if one.votes]
    after = {"group": motion.group, "kind": motion.kind, "rule": motion.rule.name, "electors": voters}
    note(actor, "motion.open", f"motion {number}", after=after, why=motion.why)


def append(
    number: int, after: int, verb: str, *, elector: str = "", content: Mapping[str, Any] | None = None, actor: Actor,
    now: datetime, why: str = "",
) -> Act:  # fmt: skip
    """Record what happens to a motion next, with its audit row. ``after``: the ordinal of the last act that was seen.

    Errors: Overtaken when something else happened since, also by somebody who does it at this very moment.
    """
    must_be_words(why, elector)
    said = dict(content or {})
    try:
        with alone(number, after) as row:
            made = MotionAct.objects.create(
                motion=row, ordinal=after + 1, verb=verb, elector=elector, content=said, at=now.replace(tzinfo=UTC),
                who=actor.name, why=why,
            )  # fmt: skip
            note(actor, f"motion.{verb}", f"motion {number}", after={"elector": elector, **_told(said)}, why=why)
    except IntegrityError as error:
        raise _overtaken(number) from error
    return _act(made)


@contextmanager
def alone(number: int, after: int) -> Iterator[MotionRow]:
    """Hold a motion, in a transaction in which nobody else acts on it; SQLite has one writer anyway.

    Errors: Overtaken when something happened to it after the act with the ordinal ``after``; BadInput when there is none.
    """
    with transaction.atomic():
        row = MotionRow.objects.select_for_update().filter(number=number).first()
        if row is None:
            raise _unknown(number)
        if row.acts.filter(models.Q(ordinal__gt=after) | models.Q(verb__in=ENDS)).exists():
            raise _overtaken(number)
        yield row


def _told(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the audit trail keeps of an act: all but the ballots, which the act itself holds."""
    return {name: value for name, value in content.items() if name != "ballots"}


def _overtaken(number: int) -> Overtaken:
    return Overtaken(
        Text(f"something else happened to motion {number} at the same moment.", f"动议 {number} 同时另有操作。"),
        mend=Text("Look again, then repeat it.", "请重新查看后再试。"),
    )


def motion(number: int) -> Motion:
    """Return a motion as it was opened. Errors: BadInput when there is none."""
    return _motion(_row(number))


def acts(number: int) -> tuple[Act, ...]:
    """Return what has happened to a motion, in its order."""
    return tuple(_act(row) for row in MotionAct.objects.filter(motion__number=number).order_by("ordinal"))


def about(key: str) -> tuple[Motion, ...]:
    """Return the motions about a thing, the oldest first."""
    return tuple(_motion(row) for row in MotionRow.objects.filter(about=key).order_by("number")) if key else ()


def every() -> tuple[tuple[Motion, tuple[Act, ...]], ...]:
    """Return every motion, the newest first, with what has happened to it; of a closed one only the close, which says it all.

    Three queries.
    """
    closed = MotionAct.objects.filter(verb="close")
    happened: dict[int, list[Act]] = {}
    for row in (*closed, *MotionAct.objects.exclude(motion_id__in=closed.values("motion_id")).order_by("ordinal")):
        happened.setdefault(row.motion_id, []).append(_act(row))
    rows = MotionRow.objects.order_by("-number")
    return tuple((_motion(row), tuple(happened.get(row.pk, ()))) for row in rows)


def unfinished() -> tuple[int, ...]:
    """Return the numbers of the motions that nobody has closed or withdrawn, the oldest first."""
    ended = MotionAct.objects.filter(verb__in=ENDS).values("motion_id")
    return tuple(MotionRow.objects.exclude(pk__in=ended).order_by("number").values_list("number", flat=True))


def newest() -> datetime:
    """Return the moment of the newest fact about any motion; long ago for none."""
    moments = [model.objects.aggregate(at=models.Max("at"))["at"] for model in (MotionRow, MotionAct)]
    known = [at.astimezone(UTC).replace(tzinfo=None) for at in moments if at is not None]
    return max(known, default=datetime(1970, 1, 1))


def outcome(number: int) -> Outcome | None:
    """Return what came of a motion as it is recorded, ``open`` while nothing is; None when there is no such motion."""
    row = MotionRow.objects.filter(number=number).first()
    return None if row is None else recorded(acts(number))


def recorded(happened: Sequence[Act]) -> Outcome:
    """Return the recorded outcome among what has happened to a motion."""
    for act in happened:
        if act.verb == "close":
            return outcome_of(act.content["outcome"])
        if act.verb == "withdraw":
            said = act.why
            return Outcome("withdrawn", Text(f"Withdrawn: {said}", f"已撤回：{said}"), at=act.at)
    return Outcome(OPEN, Text("It is still open.", "仍在进行中。"))


def _row(number: int) -> MotionRow:
    row = MotionRow.objects.filter(number=number).first()
    if row is None:
        raise _unknown(number)
    return row


def _unknown(number: int) -> BadInput:
    return BadInput(
        Text(f"there is no motion {number}.", f"没有动议 {number}。"),
        mend=Text("See the list: moot motion list.", "请查看列表：moot motion list。"),
    )


def _motion(row: MotionRow) -> Motion:
    ends = row.first_ends_at
    said = {
        **row.frozen, "number": row.number, "group": row.group, "kind": row.kind,
        "title": {"en": row.title_en, "zh": row.title_zh}, "text": row.text, "about": row.about, "why": row.why,
        "secret": row.secret, "opened_at": _plain(row.at), "opened_by": row.who, "first_ends_at": _plain(ends) if ends else None,
    }  # fmt: skip
    return motion_of(said)


def _plain(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat()


def _act(row: MotionAct) -> Act:
    said = dict(row.content)
    people: Iterable[str] = said.pop("people", ())
    return Act(
        row.ordinal, row.at.astimezone(UTC).replace(tzinfo=None), row.verb, row.who, row.elector,
        str(said.pop("choice", "")), str(said.pop("channel", "")), row.why, tuple(people), said,
    )  # fmt: skip
