"""A group that is to be founded: proposed, talked about, put to the committee's vote, and its folder and README written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.charter.amending.amend import add_file, new_group
from folkmoot.charter.dialects.mindspore.folders import SIGS
from folkmoot.jobs import moving
from folkmoot.jobs.amend import amend
from folkmoot.jobs.founding_chapters import CHAPTER, chapter_of, chapter_words
from folkmoot.ledger import motions, petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Channel, Group, GroupRepository, Kind, Term
from folkmoot.model.petition import STATES, Petition
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import is_over, lacks_of_group, last_said, motion_of
from folkmoot.rules.authority import must_manage
from folkmoot.rules.founding import SLUG
from folkmoot.rules.telling_votes import WORDS as OUTCOMES

LETTERS = {"name_en": 100, "name_zh": 100, "scope": 10_000, "mail": 200, "proposal": 100}
KINDS = ("sig", "wg", CHAPTER)


@dataclass(frozen=True, slots=True)
class Founding:
    """Where a proposal of a group stands: what it lacks, its motion, whether that passed, and the change that follows."""

    petition: Petition
    lacks: tuple[Text, ...]
    motion: int | None = None
    word: str = ""  # of the motion's outcome; "" while there is none
    amendment: Amendment | None = None
    fault: Text = Text()
    stands: bool = False  # the charter declares it


def propose(homes: Homes, said: Mapping[str, Any], *, actor: Actor, now: datetime, why: str = "") -> int:
    """Propose that a group be founded and return the number. What it lacks may be added later.

    Errors: NotAllowed for who is nobody in the charter; BadInput for a short name that is none, taken, or proposed already.
    """
    me, wanted = actor.must_be_somebody(), _clean(said)
    slug = wanted["slug"]
    if slug in homes.charter.group_by_slug:
        raise BadInput(
            Text(f"there is a group '{slug}' already.", f"已有名为“{slug}”的小组。"),
            mend=Text("Choose another short name.", "请换一个短名。"),
        )
    over = [one for one in petitions.every("group", slug) if is_over(one)]
    return petitions.ask("group", slug, me, f"{slug}/{len(over) + 1}", wanted, actor=actor, now=now, why=why)


def revise(number: int, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Change what is proposed; the week of notice begins anew. Errors: NotAllowed for anybody but who proposed it; BadInput once it is voted on."""
    one = _own(number, actor)
    wanted = _clean({**said, "slug": one.group})
    petitions.act(one, "revise", wanted, actor=actor, now=now)


def comment(number: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Say something about it. Errors: NotAllowed for who is signed out; BadInput for no words."""
    if not actor.name:
        raise NotAllowed(
            Text("only who is signed in may speak.", "登录后方可评论。"), mend=Text("Sign in first.", "请先登录。")
        )
    if not words.strip() or len(words) > LETTERS["scope"]:
        raise BadInput(Text("a comment has words, 10,000 letters at most.", "评论不能为空，最多 10,000 字。"))
    petitions.act(petitions.one("group", number), "comment", actor=actor, now=now, why=words.strip())


def withdraw(number: int, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Take it back. Errors: NotAllowed for anybody but who proposed it; BadInput once it is voted on."""
    petitions.act(_own(number, actor), "withdraw", actor=actor, now=now, why=why)


def founding(homes: Homes, number: int, now: datetime) -> Founding:
    """Return where a proposal of a group stands. Errors: BadInput when there is none."""
    one = petitions.one("group", number)
    last, charter = last_said(one), homes.charter
    missing, put = lacks_of_group(homes, one, now), motion_of(one)
    if put is None:  # broken off between the motion and its record
        put = max((each.number for each in motions.about(f"sig:{one.group}") if each.opened_at >= last), default=None)
    stands = one.group in charter.group_by_slug
    if put is None:
        return Founding(one, missing, stands=stands)
    motion = put
    moving.close_one(motion, now)
    outcome = motions.outcome(motion)
    word = outcome.word if outcome else "open"
    if outcome is None or not outcome.passed or stands:
        return Founding(one, (), motion, word, stands=stands)
    try:
        return Founding(one, (), motion, word, written(homes, one.wanted, motion, now))
    except BadInput as error:
        return Founding(one, (), motion, word, fault=Text(error.said_in("en"), error.said_in("zh")))


def put(homes: Homes, number: int, *, group: str, actor: Actor, now: datetime, rule: str = "") -> int:
    """Put it to a committee's vote and return the motion's number.

    Errors: BadInput while anything is missing, or for a group that is no committee; NotAllowed as of ``moving.move``.
    """
    it = founding(homes, number, now)
    if it.petition.state != "asked" or it.motion is not None:
        raise BadInput(
            Text(
                f"this is {it.word or it.petition.state} already.",
                f"该事项已进入下一步：{it.word or it.petition.state}。",
            ),
            mend=Text("Look at its motion.", "请查看对应动议。"),
        )
    if it.lacks:
        raise BadInput(Text(f"it cannot be put to the vote yet: {it.lacks[0].en}", f"尚不能提交表决：{it.lacks[0].zh}"))
    if moving.group_of(homes, group).kind is not Kind.COMMITTEE:
        raise BadInput(
            Text(f"'{group}' is no committee.", f"“{group}”不是委员会。"),
            mend=Text("A committee decides about new groups.", "新小组由委员会决定。"),
        )
    wanted = it.petition.wanted
    name = Text(wanted["name_en"], wanted["name_zh"])
    what = Text("Found the chapter", "成立分会") if wanted["kind"] == CHAPTER else Text("Found", "成立")
    title = Text(
        f"{what.en} {name.said_in('en')} ({wanted['slug']})", f"{what.zh}{name.said_in('zh')}（{wanted['slug']}）"
    )
    motion = moving.move(
        homes, group=group, kind="sig", title=title, text=wanted["scope"], about=f"sig:{wanted['slug']}", rule=rule,
        authorises={"group": wanted["slug"], "lead": wanted["lead"]}, actor=actor, now=now,
    )  # fmt: skip
    petitions.act(it.petition, "put", {"motion": motion, "group": group}, actor=actor, now=now)
    return motion


def written(homes: Homes, wanted: Mapping[str, Any], motion: int, now: datetime) -> Amendment:
    """Return the change that declares the group, with its README, in the form the community writes."""
    charter, slug, day = homes.charter, wanted["slug"], moving.day_of(homes, now)
    chapter = wanted["kind"] == CHAPTER
    mindspore = charter.dialect == "mindspore" and not chapter  # a chapter has no folder there
    pages: tuple[str, ...] = (
        (f"{SIGS}/{slug}/README.md", f"{SIGS}/{slug}/README_en.md") if mindspore else (f"groups/{slug}.md",)
    )
    pages = pages if mindspore or charter.dialect == "native" else ()
    cause = f"motion {motion}"
    roles = [Term(wanted["lead"], "lead" if chapter else "maintainer", since=day, cause=cause)]
    roles += [Term(who, "member", since=day, cause=cause) for who in wanted["people"] if who != wanted["lead"]]
    name, scope = Text(wanted["name_en"], wanted["name_zh"]), wanted["scope"].strip()
    group = Group(
        Kind(wanted["kind"]), slug, name, mission=Text(scope), created=day, roles=tuple(roles),
        repositories=tuple(GroupRepository(one) for one in wanted["repositories"]),
        channels=(Channel("mail", wanted["mail"]),) if wanted["mail"] else (), documents=() if mindspore else pages,
        chapter=chapter_of(wanted) if chapter else None,
    )  # fmt: skip
    change = new_group(charter, group)
    for path in pages:
        chinese = mindspore and path.endswith("README.md")
        words = _readme(homes, wanted, "zh" if chinese else "en")
        change = change + add_file(charter, path, words, summary=Text(f"{path} is written", f"新增 {path}"))
    return Amendment(Text(f"{slug} is founded", f"成立 {slug}"), change.files)


def apply(homes: Homes, number: int, *, actor: Actor, now: datetime, branch: str = "") -> str:
    """Write the group into the charter, whole, and return the commit; "" in a plain folder.

    Errors: NotAllowed for who does not lead the committee that decided; BadInput where nothing passed, or files are in the way.
    """
    it = founding(homes, number, now)
    if it.motion is None:
        raise BadInput(
            Text("nobody has voted on it.", "尚未表决。"), mend=Text("Put it to the vote first.", "请先提交表决。")
        )
    must_manage(actor, moving.group_of(homes, motions.motion(it.motion).group), moving.day_of(homes, now))
    if it.amendment is None:
        raise BadInput(
            it.fault
            or (
                Text("the charter declares it already.", "章程中已声明该小组。")
                if it.stands
                else Text(f"its motion has not passed: {it.word}.", f"其动议未通过：{OUTCOMES[it.word].zh}。")
            )
        )
    commit = amend(homes.charter, it.amendment, message=f"Motion {it.motion}.", actor=actor, branch=branch)
    if not branch:
        petitions.act(it.petition, "done", {"commit": commit}, actor=actor, now=now)
    return commit


def _own(number: int, actor: Actor) -> Petition:
    one = petitions.one("group", number)
    if one.person not in actor.people:
        raise NotAllowed(
            Text("only who proposed it may do this.", "仅提出者可以操作。"),
            mend=Text("Sign in as them, or say it in a comment.", "请以提出者身份登录，或发表评论。"),
        )
    if one.state != "asked":
        raise BadInput(
            Text(f"this is {one.state} already.", f"该事项已{STATES[one.state].zh}。"),
            mend=Text("Look again.", "请刷新后再看。"),
        )
    return one


def _clean(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as what is kept. Errors: BadInput for a short name that is none, and for too many words."""
    kept: dict[str, Any] = {name: str(said.get(name) or "").strip() for name in LETTERS}
    for name, most in LETTERS.items():
        if len(kept[name]) > most:
            raise BadInput(
                Text(f"this is too long: {most:,} letters at most.", f"内容过长，最多 {most:,} 字。"), where=name
            )
    slug, kind = str(said.get("slug") or "").strip().lower(), str(said.get("kind") or "sig")
    if not SLUG.match(slug) or len(slug) > 60:
        raise BadInput(
            Text(f"'{slug[:60]}' is no short name of a group.", f"“{slug[:60]}”不是有效的小组短名。"),
            mend=Text(
                "Write it as graph-learning: small letters and dashes.",
                "请写成 graph-learning 的形式：小写字母与连字符。",
            ),
        )
    if not kept["name_en"] and not kept["name_zh"]:
        raise BadInput(
            Text("a group has a name.", "小组需要名称。"),
            mend=Text("Give it in one language or in both.", "请填写一种或两种语言的名称。"),
        )
    if kind not in KINDS:
        raise BadInput(
            Text(f"'{kind}' is not founded in this way.", f"“{kind}”不能以此方式成立。"),
            mend=Text(f"Use one of: {', '.join(KINDS)}.", f"可选：{'、'.join(KINDS)}。"),
        )
    listed = {name: _words(said.get(name)) for name in ("people", "repositories")}
    more = chapter_words(said) if kind == CHAPTER else {}
    return {**kept, **listed, **more, "slug": slug, "kind": kind, "lead": str(said.get("lead") or "").strip()}


def _words(said: Any) -> list[str]:
    words = said if isinstance(said, list | tuple) else str(said or "").replace(",", " ").replace("，", " ").split()
    return list(dict.fromkeys(str(one) for one in words))[:100]


def _readme(homes: Homes, wanted: Mapping[str, Any], lang: str) -> str:
    """Return the group's first page, with the sections that the community's own pages have."""
    name = Text(wanted["name_en"], wanted["name_zh"]).said_in(lang)
    people = [_line(homes, who) for who in wanted["people"] if who != wanted["lead"]]
    heads = {"en": ("Introduction", "Members", "Lead", "Group members", "Repositories", "Proposal", "Mailing list"),
             "zh": ("简介", "构成", "小组领衔成员", "小组成员", "代码仓", "提案", "邮件列表")}[lang]  # fmt: skip
    lines = [f"# {name} {wanted['kind'].upper()}", f"## {heads[0]}", wanted["scope"].strip(), f"## {heads[1]}",
             f"### {heads[2]}", f"- {_line(homes, wanted['lead'])}", f"### {heads[3]}", "\n".join(f"- {one}" for one in people)]  # fmt: skip
    for head, words in ((heads[4], "\n".join(f"- {one}" for one in wanted["repositories"])), (heads[5], wanted["proposal"]),
                        (heads[6], wanted["mail"])):  # fmt: skip
        lines += [f"## {head}", words] if words else []
    return "\n\n".join(lines) + "\n"


def _line(homes: Homes, who: str) -> str:
    declared = homes.charter.person_by_id.get(who)
    account = (
        next((one.partition(":")[2] for one in declared.accounts if not one.startswith("mail:")), who)
        if declared
        else who
    )
    return f"{(declared.name if declared else '') or who} (@{account})"
