"""What becomes of a group: asked for, talked about for a week, put to a committee's vote, and written into the charter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from folkmoot.charter.amending.lifecycle import settled
from folkmoot.jobs import moving, petitioning
from folkmoot.jobs.petitioning import LETTERS, Course
from folkmoot.ledger import petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind
from folkmoot.model.lifecycle import FATES, FROM, Fate
from folkmoot.model.petition import Petition, Sort
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import lacks_of_fate
from folkmoot.rules.lifecycle import may_ask

SORT: Sort = "fate"
comment = partial(petitioning.comment, SORT)
withdraw = partial(petitioning.withdraw, SORT)


def ask(homes: Homes, slug: str, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> int:
    """Ask that a group rests, is revived, archived or merged; return the number. What it lacks may be added later.

    Errors: NotAllowed for who may not ask; BadInput for what cannot become of the group, or while something is asked already.
    """
    me, group, wanted = actor.must_be_somebody(), moving.group_of(homes, slug), _clean(homes, said)
    _may(homes, group, wanted, actor, now)
    return petitioning.ask(SORT, slug, me, wanted, actor=actor, now=now)


def revise(homes: Homes, number: int, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Change what is asked; the week of notice begins anew. Errors: NotAllowed for anybody but who asked; BadInput once it is voted on."""
    one = petitioning.own(SORT, number, actor)
    wanted = _clean(homes, said)
    _may(homes, moving.group_of(homes, one.group), wanted, actor, now)
    petitions.act(one, "revise", wanted, actor=actor, now=now)


def course(homes: Homes, number: int, now: datetime) -> Course:
    """Return where it stands. Errors: BadInput when there is none."""
    one = petitions.one(SORT, number)
    return petitioning.course(
        one, petitioning.put_about(one, _about(one)), lacks_of_fate(homes, one, now), now,
        stands=one.state == "done", settled=lambda motion: _settled(homes, one, fate_of(homes, one, motion, now)),
    )  # fmt: skip


def _settled(homes: Homes, one: Petition, fate: Fate) -> Amendment | None:
    """Return the change that follows; None where a branch that says so was merged meanwhile."""
    group = homes.charter.group_by_slug.get(one.group)
    if group is not None and group.status not in FROM[fate.what]:
        if group.status == fate.status:
            return None
        _must_fit(group, fate.what)
    return settled(homes.charter, fate)


def put(homes: Homes, number: int, *, group: str, actor: Actor, now: datetime, rule: str = "") -> int:
    """Put it to a committee's vote and return the motion's number.

    Errors: BadInput while anything is missing, or for a group that is no committee; NotAllowed as of ``moving.move``.
    """
    it = course(homes, number, now)
    decides = Text("A committee decides what becomes of groups.", "小组变更由委员会决定。")
    petitioning.must_be_ready(homes, it, group, decides)
    one, wanted = it.petition, it.petition.wanted
    into = {"into": wanted["into"]} if wanted["into"] else {}
    motion = moving.move(
        homes, group=group, kind="lifecycle", title=title_of(homes, one), text=wanted["why"], about=_about(one), rule=rule,
        authorises={"group": one.group, "becomes": fate_of(homes, one, 0, now).status, **into}, actor=actor, now=now,
    )  # fmt: skip
    petitions.act(one, "put", {"motion": motion, "group": group}, actor=actor, now=now)
    return motion


def apply(homes: Homes, number: int, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write it into the charter, whole, and return the commit; "" in a plain folder.

    Errors: NotAllowed for who does not lead the committee that decided; BadInput where nothing passed, or files are in the way.
    """
    declared = Text("the charter says so already.", "章程中已如此写明。")
    it = course(homes, number, now)
    return petitioning.apply(homes, it, declared=declared, actor=actor, now=now, branch=branch)


def fate_of(homes: Homes, one: Petition, motion: int, now: datetime) -> Fate:
    """Return what becomes of the group once the motion passed: as of today, since until today it was as it was."""
    said = one.wanted
    return Fate(
        said["what"], one.group, moving.day_of(homes, now), f"motion {motion}", said["into"], bool(said["leads"])
    )


def title_of(homes: Homes, one: Petition) -> Text:
    """Return what is asked as a sentence, for a motion's question and for lists."""
    known, said = homes.charter.group_by_slug, one.wanted
    name = known[one.group].name if one.group in known else Text(one.group, one.group)
    into = known[said["into"]].name if said["into"] in known else Text(said["into"], said["into"])
    group, heir = (name.said_in("en"), name.said_in("zh")), (into.said_in("en"), into.said_in("zh"))
    if said["what"] == "merge":
        return Text(f"Merge {group[0]} into {heir[0]}", f"将{group[1]}并入{heir[1]}")
    english = {"rest": "Let {} rest", "revive": "Revive {}", "archive": "Archive {}"}[said["what"]]
    chinese = {"rest": "{}转为休眠", "revive": "恢复{}", "archive": "归档{}"}[said["what"]]
    more = Text(f"; its repositories go to {heir[0]}", f"，代码仓转由{heir[1]}负责") if said["into"] else Text()
    return Text(english.format(group[0]) + more.en, chinese.format(group[1]) + more.zh)


def _about(one: Petition) -> str:
    return f"fate:{one.group}/{one.number}"


def _may(homes: Homes, group: Group, wanted: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    if group.kind is Kind.COMMITTEE:
        raise BadInput(
            Text("a committee is not ended in this way.", "委员会不能以此方式变更。"),
            mend=Text("Change the community's own rules first.", "请先修改社区规则。"),
        )
    _must_fit(group, wanted["what"])
    heir = homes.charter.group_by_slug.get(wanted["into"])
    if not may_ask(actor, wanted["what"], group, heir, homes.charter.groups, moving.day_of(homes, now)):
        raise NotAllowed(
            Text(
                f"only those who lead {group.slug}, and members of a committee, may ask for this.",
                f"仅 {group.slug} 的负责人和委员会成员可以提出。",
            ),
            mend=Text("Ask one of them.", "请与他们联系。"),
        )


def _must_fit(group: Group, what: str) -> None:
    if group.status not in FROM[what]:
        raise BadInput(
            Text(
                f"'{group.slug}' is {group.status}, so this cannot be done.",
                f"{group.slug} 当前状态为 {group.status}，无法进行此变更。",
            ),
            mend=Text("Look at the group's page.", "请查看小组页面。"),
        )


def _clean(homes: Homes, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as what is kept. Errors: BadInput for nothing that can become of a group, and for too many words."""
    what, into, why = (str(said.get(name) or "").strip() for name in ("what", "into", "why"))
    if what not in FATES:
        raise BadInput(
            Text(f"'{what[:60]}' is nothing that becomes of a group.", f"“{what[:60]}”不是可选的变更事项。"),
            mend=Text(f"Use one of: {', '.join(FATES)}.", f"可选：{'、'.join(FATES)}。"),
        )
    if len(why) > LETTERS:
        raise BadInput(
            Text(f"this is too long: {LETTERS:,} letters at most.", f"内容过长，最多 {LETTERS:,} 字。"), where="why"
        )
    into = into if what in ("merge", "archive") else ""
    if into and into not in homes.charter.group_by_slug:
        raise BadInput(
            Text(f"there is no group '{into[:60]}'.", f"没有名为“{into[:60]}”的小组。"),
            where="into",
            mend="See: moot ask groups.",
        )
    return {"what": what, "into": into, "why": why, "leads": what == "merge" and bool(said.get("leads"))}
