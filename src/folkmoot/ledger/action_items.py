"""Action items: taken on, moved, handed on, done or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import held, stored, told, words
from folkmoot.ledger.models import ActionChange, ActionItem
from folkmoot.model import action_item as noun
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text


def take_on(
    group: str, says: Text, *, owner: str = "", due: date | None = None, meeting: str = "", actor: Actor, now: datetime
) -> noun.ActionItem:
    """Record an action item of a group, perhaps of one of its meetings. Errors: BadInput for one without words."""
    english, chinese = words(says.en, says.zh)
    if not english and not chinese:
        raise BadInput(
            Text("an action item needs words.", "行动项须有内容。"),
            mend=Text("Say what is to be done.", "请说明要做什么。"),
        )
    with transaction.atomic():
        row = held(meeting, group, actor=actor, now=now) if meeting else None
        made = ActionItem.objects.create(
            group=group,
            meeting=row,
            says_en=english,
            says_zh=chinese,
            owner=owner,
            due=due,
            at=stored(now),
            who=actor.name,
        )
        after = {"id": made.pk, "meeting": meeting, "owner": owner, "due": due.isoformat() if due else None}
        note(actor, "action.open", group, after=after)
    return one(made.pk)


def change(
    item: int, *, state: str, owner: str, due: date | None, why: str = "", actor: Actor, now: datetime
) -> noun.ActionItem:
    """Record what an action item has become. Errors: BadInput for one that is not there, or a reason that is missing.

    Edges: what changes nothing is not recorded. Dropping one, and moving its day, need a reason.
    """
    (why,) = words(why)
    if state not in noun.STATES:
        raise BadInput(
            Text(f"'{state}' is no state of an action item.", f"“{state}”不是行动项的状态。"),
            mend=Text(f"Use one of: {', '.join(noun.STATES)}.", f"可用：{'、'.join(noun.STATES)}。"),
        )
    with transaction.atomic():
        row = ActionItem.objects.select_for_update().filter(pk=item).first()
        if row is None:
            raise BadInput(Text(f"there is no action item {item}.", f"没有行动项 {item}。"))
        before = one(item)
        if (before.state, before.owner, before.due) == (state, owner, due):
            return before
        if len(why) < 3 and (state == noun.DROPPED or (before.due is not None and before.due != due)):
            raise BadInput(
                Text("dropping or moving an action item needs a reason.", "放弃或推迟行动项须说明原因。"),
                mend=Text("Say why, in a few words.", "请简要说明原因。"),
            )
        ActionChange.objects.create(
            item=row, state=state, owner=owner, due=due, why=why, at=stored(now), who=actor.name
        )
        note(
            actor, f"action.{state}", row.group, why=why, before=_plain(before.state, before.owner, before.due),
            after={"id": item, **_plain(state, owner, due)},
        )  # fmt: skip
    return one(item)


def one(item: int) -> noun.ActionItem:
    """Return an action item. Errors: BadInput when there is none."""
    found = _items(ActionItem.objects.filter(pk=item))
    if not found:
        raise BadInput(Text(f"there is no action item {item}.", f"没有行动项 {item}。"))
    return found[0]


def actions(group: str = "") -> tuple[noun.ActionItem, ...]:
    """Return the action items of a group, or of all, as they stand now, oldest first."""
    rows = ActionItem.objects.all()
    return _items(rows.filter(group=group) if group else rows)


def of_meeting(key: str) -> tuple[noun.ActionItem, ...]:
    """Return the action items that were taken on at a meeting."""
    return _items(ActionItem.objects.filter(meeting__key=key))


def _plain(state: str, owner: str, due: date | None) -> dict[str, str | None]:
    return {"state": state, "owner": owner, "due": due.isoformat() if due else None}


def _items(rows: Iterable[ActionItem]) -> tuple[noun.ActionItem, ...]:
    found = rows.select_related("meeting").prefetch_related("changes").order_by("pk")  # type: ignore[attr-defined]  # a query
    return tuple(_item(row) for row in found)


def _item(row: ActionItem) -> noun.ActionItem:
    changes = sorted(row.changes.all(), key=lambda one: one.pk)
    first = noun.ActionChange(told(row.at), row.who, noun.OPEN, row.owner, row.due)
    said = (
        first,
        *(noun.ActionChange(told(one.at), one.who, one.state, one.owner, one.due, one.why) for one in changes),
    )
    last = said[-1]
    return noun.ActionItem(
        row.pk, row.group, row.meeting.key if row.meeting else "", Text(row.says_en, row.says_zh), last.owner, last.due,
        last.state, told(row.at), row.who, said,
    )  # fmt: skip
