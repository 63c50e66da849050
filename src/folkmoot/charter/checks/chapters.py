"""Checks of chapters: only chapters have the block, each can be found and reached, and its learning path can be walked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.chapter import Chapter
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.groups import Group, Kind
from folkmoot.model.text import Text


def _chapters(charter: Charter) -> Iterator[tuple[Group, Chapter, Place]]:
    for group in charter.groups:
        if group.chapter is not None:
            yield group, group.chapter, nearest(group.chapter.place, group.place)


@check(
    "chapter-kind",
    Severity.ERROR,
    zh="只有类型为 chapter 的组织写有 chapter 段。",
    mend=Text("Write 'kind: chapter', or take the block away.", "请写“kind: chapter”，或删去该段。"),
)
def chapter_kind(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Only groups of the kind chapter say where they meet under 'chapter'."""
    for group, _chapter, place in _chapters(charter):
        if group.kind is not Kind.CHAPTER:
            says = Text(
                f"{group.slug} is a {group.kind}, and no chapter.", f"{group.slug} 的类型是 {group.kind}，不是分会。"
            )
            yield asks.at(place, says, subject=group.slug)


@check(
    "chapter-place",
    Severity.WARNING,
    zh="每个分会写明所在地，经纬度成对出现，时区存在。",
    mend=Text("Write 'where' with city, latitude and longitude.", "请在 where 中写明城市与经纬度。"),
)
def chapter_place(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every chapter says where it is, with latitude and longitude together, and its time zone exists."""
    for group, chapter, place in _chapters(charter):
        spot = chapter.where
        if not spot.city:
            yield asks.at(place, Text(f"{group.slug} names no city.", f"{group.slug} 未写明城市。"), subject=group.slug)
        if (spot.latitude is None) != (spot.longitude is None):
            says = Text(f"{group.slug} tells one of latitude and longitude only.", f"{group.slug} 的经纬度只写了一项。")
            yield asks.at(place, says, subject=group.slug)
        if chapter.zone and chapter.zone not in available_timezones():
            says = Text(f"{group.slug}: '{chapter.zone}' is no time zone.", f"{group.slug}：“{chapter.zone}”不是时区。")
            yield asks.at(place, says, subject=group.slug)


@check(
    "chapter-people",
    Severity.ERROR,
    zh="分会的导师均为已声明的人员。",
    mend=Text("Name people by their ids.", "请写人员的标识。"),
)
def chapter_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The mentors of a chapter are declared people."""
    for group, chapter, place in _chapters(charter):
        for person in dict.fromkeys(chapter.mentors):
            if person not in charter.person_by_id:
                says = Text(
                    f"{group.slug}: the mentor '{person}' is not declared.", f"{group.slug}：导师“{person}”未声明。"
                )
                yield asks.at(place, says, subject=group.slug, mend=mend_word(person, charter.person_by_id))


@check(
    "chapter-contact",
    Severity.WARNING,
    zh="每个活跃的分会写明联系方式。",
    mend=Text("Write 'contact', or a channel of the group.", "请写明 contact，或组织的联系渠道。"),
)
def chapter_contact(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every active chapter says how to reach those who organise it."""
    for group, chapter, place in _chapters(charter):
        if group.status == "active" and not chapter.contact and not group.channels:
            says = Text(f"{group.slug} does not say how to reach it.", f"{group.slug} 未写明联系方式。")
            yield asks.at(place, says, subject=group.slug)


@check(
    "chapter-path",
    Severity.ERROR,
    zh="学习路径的步骤与方向互不同名；代码仓只用于以变更为凭的步骤。",
    mend=Text("Correct the step.", "请改正该步骤。"),
)
def chapter_path(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Steps and directions of a chapter have names of their own, and only merged changes ask for repositories."""
    for group, chapter, place in _chapters(charter):
        for what, ids in (
            ("step", [one.id for one in chapter.path]),
            ("direction", [one.id for one in chapter.directions]),
        ):
            for ident, times in Counter(ids).items():
                if times > 1:
                    says = Text(
                        f"{group.slug} has the {what} '{ident}' {times} times.",
                        f"{group.slug} 中“{ident}”重复 {times} 次。",
                    )
                    yield asks.at(place, says, subject=group.slug)
        for step in chapter.path:
            if step.repos and step.proof != "merged":
                says = Text(f"{group.slug}: the step '{step.id}' names repositories, and is not proven by a change.",
                            f"{group.slug}：步骤“{step.id}”写有代码仓，但不以变更为凭。")  # fmt: skip
                yield asks.at(place, says, subject=group.slug)
