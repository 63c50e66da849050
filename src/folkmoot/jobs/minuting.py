"""Writing a meeting down: notes, action items, minutes and the vote on them, and putting them into the charter."""

from __future__ import annotations

from datetime import date, datetime

from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend, is_in_place
from folkmoot.jobs.meeting import found, manages, must_run, serves, tell_in_session
from folkmoot.ledger import action_items, meetings, minuting
from folkmoot.model.action_item import OPEN, ActionItem
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.sitting import MinutesText
from folkmoot.model.text import Text
from folkmoot.press.minutes import published_notes
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import MeetingNow
from folkmoot.rules.authority import may_manage


def jot(homes: Homes, key: str, kind: str, says: Text, *, ref: str = "", actor: Actor, now: datetime) -> int:
    """Note something, or a decision that nobody counted, under a line of the agenda. Errors: NotAllowed; BadInput."""
    one = found(homes, key)
    must_run(homes, one, actor, now)
    _must_be_unsettled(one)
    if one.sitting.opened_at is None:
        raise BadInput(
            Text("this meeting was not opened yet.", "会议尚未开始。"), mend=Text("Open it first.", "请先开始会议。")
        )
    return minuting.jot(key, one.group.slug, kind, says, ref=ref, actor=actor, now=now)


def strike(homes: Homes, key: str, number: int, *, actor: Actor, now: datetime) -> None:
    """Take a note back. Errors: NotAllowed; BadInput."""
    one = found(homes, key)
    must_run(homes, one, actor, now)
    _must_be_unsettled(one)
    minuting.strike(key, number, actor=actor, now=now)


def take_on(
    homes: Homes, group: str, says: Text, *, owner: str = "", due: date | None = None, meeting: str = "",
    actor: Actor, now: datetime,
) -> ActionItem:  # fmt: skip
    """Record an action item of a group, perhaps of a meeting. Errors: NotAllowed; BadInput for an owner nobody knows."""
    known = moving.group_of(homes, group)
    if meeting:
        one = found(homes, meeting)
        if one.group.slug != group:
            raise BadInput(
                Text(f"'{meeting[:100]}' is no meeting of {group}.", f"“{meeting[:100]}”不是 {group} 的会议。")
            )
        must_run(homes, one, actor, now)
    elif not may_manage(actor, known, moving.day_of(homes, now)):
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only who leads {group} may.",
                f"{actor.name or '未登录者'} 不能这样做：仅 {group} 的负责人可以。",
            )
        )
    _must_be_known(homes, owner)
    return action_items.take_on(group, says, owner=owner, due=due, meeting=meeting, actor=actor, now=now)


def change_action(  # noqa: PLR0913 — each part is named at the call
    homes: Homes, item: int, *, state: str = OPEN, owner: str | None = None, due: date | None = None,
    keep_due: bool = True, actor: Actor, now: datetime, why: str = "",
) -> ActionItem:  # fmt: skip
    """Say what an action item has become: done, dropped, open again, somebody else's, or due on another day.

    Its owner may do all of that, and whoever leads its group. Errors: NotAllowed; BadInput for a reason that is missing.
    """
    before = action_items.one(item)
    group = moving.group_of(homes, before.group)
    if not (may_manage(actor, group, moving.day_of(homes, now)) or (before.owner and before.owner in actor.people)):
        raise NotAllowed(
            Text(
                f"{actor.called} may not do this: only its owner and who leads {group.slug} may.",
                f"{actor.name or '未登录者'} 不能这样做：仅责任人与 {group.slug} 的负责人可以。",
            )
        )
    _must_be_known(homes, owner or "")
    return action_items.change(
        item, state=state, owner=before.owner if owner is None else owner, due=before.due if keep_due else due, why=why,
        actor=actor, now=now,
    )  # fmt: skip


def _must_be_known(homes: Homes, owner: str) -> None:
    if owner and owner not in homes.charter.person_by_id:
        raise BadInput(
            Text(f"the charter declares nobody called '{owner[:60]}'.", f"章程中没有“{owner[:60]}”。"),
            mend=Text("Choose somebody it declares.", "请选择章程中的人员。"),
        )


def write(homes: Homes, key: str, says: Text, *, after: int, actor: Actor, now: datetime, why: str = "") -> MinutesText:
    """Save a version of the minutes in both languages. Errors: NotAllowed; BadInput when somebody else has saved meanwhile."""
    one = found(homes, key)
    if not manages(homes, one, actor, now):
        _must_serve_to_write(homes, one, actor, now)
    if one.sitting.opened_at is None:
        raise BadInput(
            Text("this meeting was not opened yet.", "会议尚未开始。"), mend=Text("Open it first.", "请先开始会议。")
        )
    _must_be_unsettled(one)
    return minuting.write(key, one.group.slug, says, after=after, actor=actor, now=now, why=why)


def _must_serve_to_write(homes: Homes, one: MeetingNow, actor: Actor, now: datetime) -> None:
    """Whoever serves and was there may take the minutes."""
    mine = serves(homes, one, actor, now)
    if not mine or mine not in one.marks or not one.marks[mine].spans:
        must_run(homes, one, actor, now)


def _must_be_unsettled(one: MeetingNow) -> None:
    if one.approved_number is not None:
        raise BadInput(
            Text("the minutes of this meeting are approved.", "本次会议纪要已批准。"),
            mend=Text("Correct them in the minutes of the next one.", "请在下一次会议纪要中更正。"),
        )


def put_minutes(homes: Homes, key: str, *, actor: Actor, now: datetime, rule: str = "") -> int:
    """Put the newest minutes to a vote; return the number of the motion. Errors: NotAllowed; BadInput without minutes."""
    one = found(homes, key)
    text = one.sitting.text
    if one.sitting.closed_at is None or text is None:
        raise BadInput(
            Text("there are no minutes to approve.", "没有待批准的纪要。"),
            mend=Text("Close the meeting, and write them.", "请结束会议并撰写纪要。"),
        )
    _must_be_unsettled(one)
    day = one.occurrence.day
    title = one.occurrence.title
    number = moving.move(
        homes, group=one.group.slug, kind="minutes", about=f"minutes:{key}", rule=rule, actor=actor, now=now,
        title=Text(f"Approve the minutes of {title.said_in('en')}, {day}, version {text.number}",
                   f"批准 {day} {title.said_in('zh')}的会议纪要（第 {text.number} 版）"),
        text=f"Version {text.number} of the minutes / 会议纪要第 {text.number} 版。",
    )  # fmt: skip
    content = {"motion": number, "version": text.number}
    meetings.step(key, one.group.slug, "put", content=content, actor=actor, now=now)
    tell_in_session(homes, one.group.slug, now)
    return number


def publish(homes: Homes, key: str, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Put the approved minutes into the charter in the community's own format; return the commit, "" of a plain folder.

    Run twice it changes nothing. Errors: NotAllowed for who does not lead the group; BadInput without approved minutes.
    """
    one = found(homes, key)
    must_run(homes, one, actor, now)
    if one.approved_number is None:
        raise BadInput(
            Text("these minutes are not approved.", "该纪要尚未批准。"),
            mend=Text("Put them to a vote first.", "请先提请表决。"),
        )
    change = published_notes(homes, one)
    message = f"Minutes of {one.group.slug}, {one.occurrence.day}"
    done = one.sitting.last("publish")
    if done is not None and is_in_place(homes.charter.root, change):
        return str(done.content.get("commit") or "")
    commit = amend(homes.charter, change, message=message, actor=actor, branch=branch)
    content = {"commit": commit, "branch": branch, "files": [each.path for each in change.files]}
    meetings.step(key, one.group.slug, "publish", content=content, actor=actor, now=now)
    return commit
