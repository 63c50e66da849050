"""What a group that is to be founded still lacks before it can be put to the vote."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.scope import day_at
from folkmoot.model.text import Text

LEAST = 3  # people who found it, the lead among them
NOTICE = timedelta(days=7)  # during which everybody can read it and speak
SLUG = re.compile(r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")
SCOPE_LETTERS = 20  # of what a scope says at least; a word or two say nothing


def missing(
    wanted: Mapping[str, Any], *, asked_at: datetime, now: datetime, people: Collection[str], groups: Collection[str],
    proposals: Collection[str], zone: str,
) -> Iterator[Text]:  # fmt: skip
    """Yield what is missing, in words; nothing when it may be put to the vote.

    ``people``, ``groups``, ``proposals``: what the charter declares. ``asked_at``: since when the words stand as they are: a revision
    begins the week of notice anew. ``zone``: the community's.
    """
    named = list(dict.fromkeys(wanted.get("people") or ()))
    strange = [who for who in named if who not in people]
    if strange:
        said = ", ".join(strange)
        yield Text(f"Not declared as people: {said}.", f"未声明的人员：{said}。")
    sure = len([who for who in named if who in people])
    if sure < LEAST:
        yield Text(
            f"At least {LEAST} people found a group; so far {sure}.",
            f"成立小组至少需要 {LEAST} 人，目前 {sure} 人。",
        )
    if not wanted.get("lead") or wanted["lead"] not in named:
        yield Text("Nobody of them is named as the lead.", "尚未在其中指定负责人。")
    if len(str(wanted.get("scope") or "").strip()) < SCOPE_LETTERS:
        yield Text("The scope is not described.", "尚未说明职责范围。")
    if wanted.get("slug") in groups:
        yield Text("There is a group of this name already.", "已有同名小组。")
    mep, chapter = str(wanted.get("proposal") or ""), wanted.get("kind") == "chapter"
    if chapter:
        yield from _of_chapter(wanted)
    elif mep not in proposals:
        yield Text(f"'{mep}' is no proposal on file." if mep else "No proposal on file says what it is for.",
                   f"“{mep}”不是存档的提案。" if mep else "尚无存档的提案说明其目的。")  # fmt: skip
    if now < asked_at + NOTICE:
        day = day_at(asked_at + NOTICE, zone)
        yield Text(f"It is open for discussion until {day}.", f"公示讨论至 {day}。")


def _of_chapter(wanted: Mapping[str, Any]) -> Iterator[Text]:
    """Yield what a chapter lacks: it needs no proposal, but people have to find it."""
    if not wanted.get("city_en") and not wanted.get("city_zh"):
        yield Text("Nobody has said where it is.", "尚未写明所在城市。")
    if not wanted.get("contact") and not wanted.get("mail"):
        yield Text("Nobody has said how to reach those who organise it.", "尚未写明组织者的联系方式。")
