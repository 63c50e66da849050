"""``tsc/README.md``: the committee's members and chair, their term and meeting; the quorum of its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import COMMITTEE, Claims, Folder, Said, Seat
from folkmoot.charter.dialects.mindspore.markdown import Section, items, plain, sections
from folkmoot.charter.dialects.mindspore.names import clean, is_name, variants
from folkmoot.charter.dialects.mindspore.notes import bare, written_day
from folkmoot.charter.dialects.mindspore.readmes.meetings import clock, rule
from folkmoot.model.community import Minutes
from folkmoot.model.finding import Finding, Place
from folkmoot.model.groups import Series
from folkmoot.model.text import Text

TSC = Folder("tsc", "tsc", "committee")
_MEMBER = re.compile(r"([^(（]+)[(（](.+)[)）]\s*(.*)")
_MEETS = re.compile(r"\b(?:every month|monthly|weekly)\b|每月|每周", re.IGNORECASE)
_SPAN = re.compile(r"\bfrom\s+(\d{1,2}(?::\d\d)?\s*[ap]m)\s+to\s+(\d{1,2}(?::\d\d)?\s*[ap]m)", re.IGNORECASE)
_TERM = re.compile(r"term\s+starting\s+(.{0,40})|任期自(.{0,20})", re.IGNORECASE)
_ELECTED = re.compile(r"elections? happens? (\w+)", re.IGNORECASE)


def committee(text: str, path: str, zone: str) -> Claims:
    """What does the committee's README declare?"""
    found = sections(text)
    title = next((section for section in found if section.level), found[0])
    paragraphs = plain(" ".join(words for section in found for _, words in section.lines if words))
    mission = next(iter(_paragraphs(title)), None)
    return Claims(
        names=(Said(plain(title.title), COMMITTEE, Place(path, title.line)),) if title.title else (),
        missions=(Said(mission[1], COMMITTEE, Place(path, mission[0])),) if mission else (),
        seats=tuple(_seats(found, path, _since(paragraphs), _cause(paragraphs))),
        meetings=tuple(_meetings(paragraphs, zone, Place(path, title.line))),
        documents=(path,),
        sources=(str(Place(path, title.line)),),
    )


def _paragraphs(section: Section) -> list[tuple[int, str]]:
    """Join lines that stand together."""
    found: list[tuple[int, str]] = []
    last = -1
    for line, words in section.lines:
        if words.strip():
            if line == last + 1 and found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {plain(words)}")
            else:
                found.append((line, plain(words)))
            last = line
    return found


def _since(words: str) -> date | None:
    found = _TERM.search(words)
    return written_day(found[1] or found[2] or "") if found else None


def _cause(words: str) -> str:
    found = _ELECTED.search(words)
    return f"elected {found[1].lower()}" if found else ""


def _seats(found: Iterable[Section], path: str, since: date | None, cause: str) -> Iterator[Seat]:
    for section in found:
        for item in items(section.lines):
            words = _MEMBER.fullmatch(plain(item.text))
            name = clean(words[1]) if words else ""
            if not words or not is_name(name):
                continue
            body = re.sub(r"\s+", " ", words[2]).strip()
            seat = Seat(COMMITTEE, "member", Place(path, item.line), name, organization=body, since=since, cause=cause)
            yield seat
            if re.search(r"chair|主席", words[3], re.IGNORECASE):
                yield replace(seat, role="chair")


def _meetings(words: str, zone: str, place: Place) -> Iterator[Series]:
    for sentence in re.split(r"[.。](?!\d)", words):
        if _MEETS.search(sentence) and (when := rule(sentence)):
            span = _SPAN.search(sentence)
            starts, ends = (clock(span[1]), clock(span[2])) if span else (clock(sentence), "")
            length, title = _minutes(starts, ends), Text("TSC meeting", "TSC 例会")
            yield Series(title, when, starts, zone, minutes=length, said=sentence.strip(), place=place)


def _minutes(starts: str, ends: str) -> int:
    if not starts or not ends:
        return 60
    length = (int(ends[:2]) - int(starts[:2])) * 60 + int(ends[3:]) - int(starts[3:])
    return length if 0 < length <= 1440 else 60


def attendance(notes: Iterable[Minutes], members: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each meeting without a quorum of more than half of the members."""
    known = [variants(member) for member in members]
    if not known:
        return
    quorum = len(known) // 2 + 1
    for minutes in notes:
        if not minutes.attendees:
            continue  # a check of its own tells
        there = {spelling for name in minutes.attendees for spelling in variants(bare(name))}
        present = sum(1 for member in known if member & there)
        if present < quorum:
            says = Text(f"{present} of {len(known)} members are listed as present; a majority is {quorum}.",
                        f"{len(known)} 名委员中列出 {present} 人到会；过半数应为 {quorum} 人。")  # fmt: skip
            yield noticed.NO_QUORUM.at(minutes.place, says, subject=TSC.slug)
