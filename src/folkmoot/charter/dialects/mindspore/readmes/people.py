"""The lists of people in a group's README → seats, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import README, Claims, Seat
from folkmoot.charter.dialects.mindspore.markdown import Section, items, plain
from folkmoot.charter.dialects.mindspore.names import is_name
from folkmoot.charter.dialects.mindspore.readmes.ladder import is_rung
from folkmoot.charter.dialects.mindspore.rosters.roles import LEAD, role_of
from folkmoot.charter.dialects.mindspore.rosters.tables import seats_of
from folkmoot.charter.dialects.mindspore.rosters.written import Written, person_in
from folkmoot.model.finding import Finding, Place
from folkmoot.model.text import Text, has_han

_NO_ROSTER = re.compile(
    r"说明|发展|申请|贡献榜|目标|关于|活动|管理|机制|例会|仓|description|development|list|goal|activit|about|manage|apply|"
    r"repositor",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"待答复|待确认|to be confirmed", re.IGNORECASE)
_NAME_AND_BODY = re.compile(r"[^(（,，:：]{2,40}[(（][^()（）]{2,80}[)）]")
_COMPOSED = re.compile(r"构成|构建|组成|姓名|composition|construction|group members|name unit", re.IGNORECASE)
_LABEL = re.compile(r"(?:\d{1,2}[、.]\s*)?([^：:，,。]{1,16})\s*[：:]\s*(.*)")
_LABELS = {
    "领衔成员": LEAD, "小组领衔成员": LEAD, "组长": LEAD, "组长、负责人": LEAD, "负责人": LEAD, "maintainer": LEAD,
    "maintainers": LEAD, "leader": LEAD, "team leader": LEAD, "lead member": LEAD, "lead members": LEAD, "lead": LEAD,
    "co-lead": LEAD, "group leader": LEAD, "副组长": "deputy-lead", "deputy leader": "deputy-lead",
    "小组成员": "member", "成员": "member", "member": "member", "members": "member", "team member": "member",
    "team members": "member", "group member": "member", "approver": "approver",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a roster: the person, or None where it names nobody."""

    person: Written | None
    role: str
    line: int
    words: str


def people(found: tuple[Section, ...], path: str, slug: str) -> Claims:
    """Who serves in which role by this README? Open seats, unconfirmed people and whole teams are findings."""
    claims: list[tuple[list[Seat], list[Finding]]] = []
    for section in found:
        role = "" if _NO_ROSTER.search(section.title) else role_of(section.title)
        composed = bool(_COMPOSED.search(section.title))
        if (role or composed) and not is_rung(section):
            claims += [_seated(each, path, slug) for each in _people(section, role, composed=composed)]
    seats = tuple(seat for some, _ in claims for seat in some)
    return Claims(seats=seats, findings=tuple(odd for _, some in claims for odd in some))


def _seated(entry: _Entry, path: str, slug: str) -> tuple[list[Seat], list[Finding]]:
    place, words = Place(path, entry.line), entry.words[:60]
    if entry.person is None:
        says = Text(
            f"'{words}' names no person, so nobody is listed for it.", f"“{words}”没有指明人员，因此未列出任何人。"
        )
        return [], [noticed.OPEN_SEAT.at(place, says, subject=slug)]
    if _UNSURE.search(entry.words):
        says = Text(f"'{entry.person.name}' is marked as not yet confirmed, so they are not listed.",
                    f"“{entry.person.name}”标注为尚待确认，因此未列出。")  # fmt: skip
        return [], [noticed.OPEN_SEAT.at(place, says, subject=slug)]
    return seats_of([entry.person], README, entry.role, place)


def _people(section: Section, role: str, *, composed: bool) -> Iterator[_Entry]:
    """Yield a roster's lines; a label such as 成员： changes the role of what follows it."""
    listed = {item.line: item.text for item in items(section.lines)}
    now = role
    for line, words in section.lines:
        text = listed.get(line, "" if listed and not composed else words.strip())
        if not text or text.startswith(("!", "<", "|")):
            continue
        said, rest, bare = _labelled(plain(text), now, role, in_list=line in listed)
        if bare:
            now = said
        elif person := _person(rest if rest != plain(text) else text, said, in_list=line in listed):
            yield _Entry(person, _LABELS.get(person.rest.lower(), said), line, plain(text))
        elif line in listed and said and not composed:
            yield _Entry(None, said, line, plain(text))


def _labelled(text: str, now: str, otherwise: str, *, in_list: bool) -> tuple[str, str, bool]:
    """Return the role, the words behind the label, and whether the label stands alone, for the lines below it."""
    found = _LABEL.fullmatch(text)
    label = (found[1] if found else text).strip().lower()
    if found is None and label.rstrip("：:") in _LABELS:
        return _LABELS[label.rstrip("：:")], "", True
    if found and label in _LABELS:
        return _LABELS[label], found[2], not found[2]
    heading = found is None and has_han(text) and len(text) <= 8 and not is_name(text)
    if not in_list and ((found and not found[2]) or heading):
        return otherwise, "", True  # a heading of another kind
    return now, text, False


def _person(text: str, role: str, *, in_list: bool) -> Written | None:
    if not role:
        return None
    person = person_in(text)
    if person is None or person.account or in_list:
        return person
    alone = (is_name(text) and len(text.split()) <= 3) or _NAME_AND_BODY.fullmatch(plain(text))
    return person if alone or person.mail or _introduces(text, person.name) else None


def _introduces(text: str, name: str) -> bool:
    """A paragraph that begins with a name and goes on about the person."""
    rest = plain(text).removeprefix(name).lstrip()
    return rest[:1] in ("，", ",", " ", "") or has_han(rest[:1])
