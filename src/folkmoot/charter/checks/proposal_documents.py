"""Checks of what proposals say: their sections, what is left of a form, days, and what they say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed
from folkmoot.charter.dialects.mindspore.markdown import Section, sections
from folkmoot.charter.files import read_text
from folkmoot.charter.registry import Check, check
from folkmoot.model.community import Proposal
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.people import is_placeholder
from folkmoot.model.proposal import state_of
from folkmoot.model.text import Text

WANTED = {
    "summary": (Text("summary", "摘要"), ("summary", "abstract", "摘要", "概述")),
    "motivation": (Text("motivation", "动机"), ("motivation", "background", "动机", "背景")),
    "proposal": (Text("proposal", "方案"), ("proposal", "design", "method", "specification", "方案", "提案", "设计")),
}
"""What a proposal is read for, and the words with which a heading for it begins."""
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_MARKERS = frozenset({"toc", "/toc"})  # of a table of contents; whatever writes it needs them
_NAMED = re.compile(r"^([A-Za-z]{2,8}-[A-Za-z0-9]+)\s*[:：]")


@check(
    "proposal-document",
    Severity.NOTE,
    zh="每个提案都有正文。",
    mend=Text("Write it down: moot proposal new shows the form.", "请写成文档：moot proposal new 给出模板。"),
)
def proposal_document(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every proposal has a document that says what is proposed."""
    for one in charter.proposals:
        if not any(_text(charter, path) for path in one.documents):
            says = Text(f"{one.id} has no document.", f"{one.id} 没有正文。")
            yield asks.at(one.place, says, subject=one.id)


@check(
    "proposal-sections",
    Severity.WARNING,
    zh="提案正文写明摘要、动机和方案。",
    mend=Text("Add the section, in a few sentences.", "请补充该章节，几句话即可。"),
)
def proposal_sections(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A proposal's document has a summary, its motivation, and what is proposed."""
    for one, path, text in _documents(charter):
        there = [section.title.strip().lower() for section in sections(text) if section.level > 1]
        missing = [
            name for name, begins in WANTED.values() if not any(title.startswith(begins) for title in there)
        ]  # fmt: skip
        if missing:
            english, chinese = listed(f"no {name.en}" for name in missing).en, listed(name.zh for name in missing).zh
            says = Text(f"{one.id} has {english}.", f"{one.id} 缺少章节：{chinese}。")
            yield asks.at(Place(path, 1), says, subject=one.id)


@check(
    "proposal-template",
    Severity.NOTE,
    zh="提案正文中没有遗留的模板说明。",
    mend=Text("Take the form's comments out.", "请删除模板中的说明注释。"),
)
def proposal_template(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nothing of the form's own comments is left in a proposal's document."""
    for one, path, text in _documents(charter):
        left = [found for found in _COMMENT.finditer(text) if found[1].strip().lower() not in _MARKERS]
        if left:
            line = text.count("\n", 0, left[0].start()) + 1
            says = Text(f"{one.id} still holds {len(left)} of the form's comments.",
                        f"{one.id} 中仍有 {len(left)} 段模板说明。")  # fmt: skip
            yield asks.at(Place(path, line), says, subject=one.id)


@check(
    "proposal-name",
    Severity.WARNING,
    zh="提案正文的标题与其短名一致。",
    mend=Text("Correct the title, or the name of the folder.", "请改正标题或目录名。"),
)
def proposal_name(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The name in a document's title is the proposal's own."""
    for one, path, text in _documents(charter):
        title = _title(text)
        named = _NAMED.match(title.title) if title else None
        if title and named and named[1].lower() != one.id.lower() and not one.id.lower().startswith(named[1].lower()):
            says = Text(f"The document calls itself {named[1]}, but it is that of {one.id}.",
                        f"正文标题写作 {named[1]}，但提案是 {one.id}。")  # fmt: skip
            yield asks.at(Place(path, title.line), says, subject=one.id)


@check(
    "proposal-approver",
    Severity.WARNING,
    zh="已决定的提案写明批准者，且批准者不是作者本人。",
    mend=Text("Name somebody else who approves it.", "请写明另一位批准者。"),
)
def proposal_approver(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Nobody approves their own proposal alone."""
    for one in charter.proposals:
        approvers = {who for who in one.approvers if not is_placeholder(who)}
        if approvers and approvers <= set(one.authors):
            says = Text(f"Nobody but its authors approves {one.id}.", f"{one.id} 的批准者只有作者本人。")
            yield asks.at(one.place, says, subject=one.id)


@check(
    "proposal-days",
    Severity.WARNING,
    zh="提案的日期前后一致。",
    mend=Text("Correct the day.", "请改正日期。"),
)
def proposal_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A proposal was created before it was changed."""
    for one in charter.proposals:
        if one.created and one.updated and one.updated < one.created:
            says = Text(f"{one.id} was changed on {one.updated}, before it was created on {one.created}.",
                        f"{one.id} 的更新日期 {one.updated} 早于创建日期 {one.created}。")  # fmt: skip
            yield asks.at(one.place, says, subject=one.id)


@check(
    "proposal-related",
    Severity.WARNING,
    zh="提案引用的其他提案都存在；被取代的提案写明由谁取代。",
    mend=Text("Correct the id, or name what took its place.", "请改正 id，或写明取代它的提案。"),
)
def proposal_related(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Proposals that one speaks of are on file, and one that is replaced says by which."""
    known = {one.id for one in charter.proposals}
    for one in charter.proposals:
        named = dict.fromkeys((*one.see_also, *one.replaces, *one.superseded_by))
        for other in named:
            if other not in known or other == one.id:
                says = Text(f"{one.id} speaks of '{other}', which is no other proposal on file.",
                            f"{one.id} 引用的“{other}”不是存档的其他提案。")  # fmt: skip
                yield asks.at(one.place, says, subject=one.id)
        state = state_of(one.status)
        if state is not None and state.key == "replaced" and not one.superseded_by:
            says = Text(f"{one.id} is replaced, but does not say by which.", f"{one.id} 已被取代，但没有写明由谁取代。")
            yield asks.at(one.place, says, subject=one.id)


def _documents(charter: Charter) -> Iterator[tuple[Proposal, str, str]]:
    """Yield each proposal's documents that can be read: the proposal, the path, the words."""
    for one in charter.proposals:
        for path in one.documents:
            if text := _text(charter, path):
                yield one, path, text


def _text(charter: Charter, path: str) -> str:
    return read_text(path, charter.root)[0] or ""


def _title(text: str) -> Section | None:
    return next((section for section in sections(text) if section.level == 1), None)
