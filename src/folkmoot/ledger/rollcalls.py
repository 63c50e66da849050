"""The roll call of a meeting: every mark is kept, and the last one of a person counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import held, stored, told, words
from folkmoot.ledger.models import Meeting, MeetingMark
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.rollcall import STATES, Mark, Span
from folkmoot.model.text import Text

MOST = 2_000  # people at one meeting
Change = Callable[[Mark | None], Mark]
"""What a mark becomes, given the last one of the same person."""


def mark(key: str, group: str, whom: str, change: Change, *, actor: Actor, now: datetime, why: str = "") -> Mark:
    """Record what somebody's mark becomes; ``whom``: a person's id, or ``guest:`` and a name.

    The last mark is read and the next one written while nobody else records about the meeting, so that of two people who
    mark the same one at once both are kept and the last word counts. A mark that changes nothing is not recorded.
    Errors: BadInput for a state that is none, and once the attendance of the meeting is counted.
    """
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        if row.steps.filter(word="count").exists():
            raise BadInput(
                Text(
                    "the attendance of this meeting is counted, so its roll call stands.",
                    "本次会议的出席已计入，点名不再改变。",
                ),
                mend=Text("Say what is wrong in the minutes.", "请在纪要中说明错误。"),
            )
        known = {one.key: one for one in marks_of(row)}
        before = known.get(whom)
        after = change(before)
        if after.state not in STATES or (not after.person and not after.guest):
            raise BadInput(Text("this is no mark of a roll call.", "这不是点名标记。"))
        if before is not None and _said(before) == _said(after):
            return before
        if before is None and len(known) >= MOST:
            raise BadInput(Text(f"{MOST:,} people are marked already.", f"已标记 {MOST:,} 人。"))
        made = _record(row, after, actor, now, why)
        note(actor, f"roll.{after.state}", key, before=_fact(before) if before else None, after=_fact(made), why=why)
    return made


def marks_of(row: Meeting) -> tuple[Mark, ...]:
    """Return every mark of a meeting, oldest first."""
    return tuple(_mark(one) for one in row.marks.order_by("pk"))


def _record(row: Meeting, said: Mark, actor: Actor, now: datetime, why: str) -> Mark:
    guest, organization, why = words(said.guest, said.organization, why, longest=200)
    spans = [[begun.isoformat(), ended.isoformat() if ended else None] for begun, ended in said.spans]
    made = MeetingMark.objects.create(
        meeting=row, person=said.person, guest=guest, organization=organization, state=said.state, holder=said.holder,
        spans=spans, at=stored(now), who=actor.name, why=why,
    )  # fmt: skip
    return _mark(made)


def _mark(row: MeetingMark) -> Mark:
    spans: tuple[Span, ...] = tuple(
        (datetime.fromisoformat(begun), datetime.fromisoformat(ended) if ended else None) for begun, ended in row.spans
    )
    return Mark(
        row.person,
        row.state,
        row.guest,
        row.organization,
        row.holder,
        spans,
        told(row.at),
        row.who,
    )


def _said(one: Mark) -> tuple[object, ...]:
    return one.person, one.guest, one.organization, one.state, one.holder, one.spans


def _fact(one: Mark) -> dict[str, object]:
    return {"person": one.person or one.guest, "state": one.state, "holder": one.holder,
            "spans": [[str(begun), str(ended) if ended else None] for begun, ended in one.spans]}  # fmt: skip
