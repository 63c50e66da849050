"""A group that is to be founded: proposed, talked about, put to the committee's vote, and its folder and README written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from folkmoot.charter.amending.amend import add_file, new_group
from folkmoot.charter.dialects.mindspore.folders import SIGS
from folkmoot.jobs import moving, petitioning
from folkmoot.jobs.founding_chapters import CHAPTER, chapter_of, chapter_words
from folkmoot.jobs.partner_refusals import BAD_MAIL
from folkmoot.jobs.petitioning import Course
from folkmoot.ledger import petitions
from folkmoot.model.actor import Actor
from folkmoot.model.amendment import Amendment
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import REPO, Channel, Group, GroupRepository, Kind, Term
from folkmoot.model.people import MAIL
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.petitioned import lacks_of_group
from folkmoot.rules.founding import SLUG

LETTERS = {"name_en": 100, "name_zh": 100, "scope": 10_000, "mail": 200, "proposal": 100}
KINDS = ("sig", "wg", CHAPTER)


comment = partial(petitioning.comment, "group")
withdraw = partial(petitioning.withdraw, "group")


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
    return petitioning.ask("group", slug, me, wanted, actor=actor, now=now, why=why)


def revise(number: int, said: Mapping[str, Any], *, actor: Actor, now: datetime) -> None:
    """Change what is proposed; the week of notice begins anew. Errors: NotAllowed for anybody but who proposed it; BadInput once it is voted on."""
    one = petitioning.own("group", number, actor)
    wanted = _clean({**said, "slug": one.group})
    petitions.act(one, "revise", wanted, actor=actor, now=now)


def founding(homes: Homes, number: int, now: datetime) -> Course:
    """Return where a proposal of a group stands. Errors: BadInput when there is none."""
    one = petitions.one("group", number)
    return petitioning.course(
        one, petitioning.put_about(one, f"sig:{one.group}"), lacks_of_group(homes, one, now), now,
        stands=one.group in homes.charter.group_by_slug, settled=lambda motion: written(homes, one.wanted, motion, now),
    )  # fmt: skip


def put(homes: Homes, number: int, *, group: str, actor: Actor, now: datetime, rule: str = "") -> int:
    """Put it to a committee's vote and return the motion's number.

    Errors: BadInput while anything is missing, or for a group that is no committee; NotAllowed as of ``moving.move``.
    """
    it = founding(homes, number, now)
    petitioning.must_be_ready(homes, it, group, Text("A committee decides about new groups.", "新小组由委员会决定。"))
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
    roles += [Term(who, "member", since=day, cause=cause) for who in wanted["people"]]
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
    declared = Text("the charter declares it already.", "章程中已声明该小组。")
    it = founding(homes, number, now)
    return petitioning.apply(homes, it, declared=declared, actor=actor, now=now, branch=branch)


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
    strange = [one for one in listed["repositories"] if not REPO.fullmatch(one)]
    if strange:
        raise BadInput(
            Text(f"'{strange[0][:100]}' is no repository.", f"“{strange[0][:100]}”不是代码仓。"),
            mend=Text("Write it as gitee:example/kit.", "请写成 gitee:example/kit 的形式。"),
        )
    if kept["mail"] and not MAIL.fullmatch(kept["mail"]):
        raise BAD_MAIL.bad()
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
    sort = "" if wanted["kind"] == CHAPTER else f" {wanted['kind'].upper()}"
    lines = [f"# {name}{sort}", f"## {heads[0]}", wanted["scope"].strip(), f"## {heads[1]}",
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
