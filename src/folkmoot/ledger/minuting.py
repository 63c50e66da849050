"""What is written down of a meeting: notes and decisions while it runs, and versions of its minutes."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import MINUTES, held, stored, told, words
from folkmoot.ledger.models import Meeting, MeetingNote, MinutesText
from folkmoot.model import sitting as noun
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text


def jot(key: str, group: str, kind: str, says: Text, *, ref: str = "", actor: Actor, now: datetime) -> int:
    """Record a note or a decision under a line of the agenda; return its number. Errors: BadInput without words."""
    english, chinese = words(says.en, says.zh)
    if kind not in noun.NOTES or len(ref) > 60:
        raise BadInput(Text("this is neither a note nor a decision.", "这既不是记录也不是决定。"))
    if not english and not chinese:
        raise BadInput(Text("a note needs words.", "记录须有内容。"))
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        made = MeetingNote.objects.create(
            meeting=row, ref=ref, kind=kind, says_en=english, says_zh=chinese, at=stored(now), who=actor.name
        )
        note(actor, f"meeting.{kind}", key, after={"id": made.pk, "ref": ref})
    return int(made.pk)


def strike(key: str, number: int, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Take a note back; both stay recorded. Errors: BadInput when there is none, or it is taken back already."""
    (why,) = words(why)
    with transaction.atomic():
        row = held(key, key.partition("/")[0], actor=actor, now=now)
        found = row.notes.filter(pk=number, undoes=None).first()
        if found is None or row.notes.filter(undoes=found).exists():
            raise BadInput(Text(f"there is no note {number} to take back.", f"没有可撤回的记录 {number}。"))
        MeetingNote.objects.create(
            meeting=row, ref=found.ref, kind=found.kind, undoes=found, at=stored(now), who=actor.name, why=why
        )
        note(actor, "meeting.strike", key, before={"id": number, "says": str(found)}, why=why)


def write(
    key: str, group: str, says: Text, *, after: int, actor: Actor, now: datetime, why: str = ""
) -> noun.MinutesText:
    """Record a version of the minutes that follows version ``after``. The same words again are no new version.

    Errors: BadInput when somebody else has written a version meanwhile: nothing of theirs is written over.
    """
    english, chinese = words(says.en, says.zh, longest=MINUTES)
    (why,) = words(why)
    if not english and not chinese:
        raise BadInput(Text("the minutes are empty.", "纪要为空。"))
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        before = texts_of(row)
        if before and before[-1].says == Text(english, chinese):
            return before[-1]
        if after != len(before):
            raise BadInput(
                Text(
                    f"{before[-1].who if before else 'somebody'} has written version {len(before)} meanwhile.",
                    f"{before[-1].who if before else '他人'} 在此期间写下了第 {len(before)} 版。",
                ),
                mend=Text("Look at it, bring both together, and save again.", "请查看并合并后再保存。"),
            )
        try:
            with transaction.atomic():
                MinutesText.objects.create(
                    meeting=row,
                    number=after + 1,
                    says_en=english,
                    says_zh=chinese,
                    at=stored(now),
                    who=actor.name,
                    why=why,
                )
        except IntegrityError as error:
            raise BadInput(
                Text("somebody else has written this version.", "他人已写下这一版本。"),
                mend=Text("Look at it, and save again.", "请查看后再保存。"),
            ) from error
        note(actor, "minutes.write", key, after={"version": after + 1}, why=why)
    return texts_of(row)[-1]


def notes_of(row: Meeting) -> tuple[noun.Note, ...]:
    """Return the notes that stand, oldest first."""
    rows = list(row.notes.order_by("pk"))
    undone = {one.undoes_id for one in rows if one.undoes_id}
    return tuple(
        noun.Note(one.pk, one.ref, one.kind, Text(one.says_en, one.says_zh), told(one.at), one.who)
        for one in rows if one.undoes_id is None and one.pk not in undone
    )  # fmt: skip


def texts_of(row: Meeting) -> tuple[noun.MinutesText, ...]:
    """Return every version of the minutes, oldest first."""
    return tuple(
        noun.MinutesText(one.number, Text(one.says_en, one.says_zh), told(one.at), one.who, one.why)
        for one in row.texts.order_by("number")
    )
