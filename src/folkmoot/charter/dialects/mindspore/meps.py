"""``design/meps/*/``: the header table of each proposal → a Proposal; authors and reviewers are people to be found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, Seat
from folkmoot.charter.dialects.mindspore.markdown import plain, rows, sections
from folkmoot.charter.dialects.mindspore.names import clean
from folkmoot.charter.dialects.mindspore.places import account_named
from folkmoot.model.community import Proposal
from folkmoot.model.finding import Finding, Place
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text

FOLDER = "design/meps"
NOWHERE = "proposals"  # where people are sought whose proposal names no known group
_PEOPLE = ("authors", "reviewers", "approvers")
_FORM = re.compile(r"\b\w{1,40}/\w{1,40}/\w|yyyy-mm-dd|xxx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal before its people are known: the seats are named author, reviewer or approver."""

    proposal: Proposal
    seats: tuple[Seat, ...]
    findings: tuple[Finding, ...]


def proposal(text: str, path: str, group_of: Callable[[str], str]) -> Draft:
    """Read one proposal. ``group_of`` returns the slug that a written group means, or nothing."""
    found = sections(text)
    row = next((row for section in found for row in rows(section.lines) if "status" in row.cells), None)
    title = next((plain(section.title) for section in found if section.level == 1), "")
    place = Place(path, row.line if row else 1)
    cells = {name: plain(words) for name, words in row.cells.items()} if row else {}
    name = path.split("/")[-2] if path.count("/") else path
    asked = {key: cells.get(key, "") for key in ("status", "stage", "creation-date")}
    owner, odd = _group(cells.get("owning-sig", ""), group_of, place, name)
    created = _created(asked["creation-date"])
    return Draft(
        Proposal(
            id=name,
            title=title or cells.get("title", "") or name,
            status=_filled(asked["status"]),
            group=owner,
            participants=tuple(dict.fromkeys(slug for each in _split(cells.get("participating-sigs", ""))
                                             if (slug := group_of(each)))),
            created=created,
            stage=_filled(asked["stage"]),
            updated=_created(cells.get("last-updated", "")),
            see_also=tuple(_split(cells.get("see-also", ""))),
            replaces=tuple(_split(cells.get("replaces", ""))),
            superseded_by=tuple(_split(cells.get("superseded-by", ""))),
            milestone="" if is_placeholder(cells.get("milestone", "")) else cells.get("milestone", ""),
            documents=(path,),
            sources=(str(place),),
            place=place,
        ),
        tuple(seat for key in _PEOPLE for seat in _seats(cells.get(key, ""), key.removesuffix("s"), place)),
        (*odd, *_findings(asked, place, name, headed=row is not None)),
    )  # fmt: skip


def _filled(words: str) -> str:
    """A value that is still the template's list of choices is none."""
    return "" if is_placeholder(words) or _FORM.search(words) else words


def _created(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _split(words: str) -> list[str]:
    return [each for part in re.split(r"[,，;、]", words) if (each := part.strip()) and not is_placeholder(each)]


def _group(words: str, group_of: Callable[[str], str], place: Place, name: str) -> tuple[str, list[Finding]]:
    slug = group_of(words) if words else ""
    if slug or is_placeholder(words):
        return slug, []
    says = Text(f"'{words}' is no group with a folder here, so the proposal has no owner.",
                f"“{words}”在此没有对应的组目录，因此该提案没有归属。")  # fmt: skip
    return "", [noticed.MEP_GROUP.at(place, says, subject=name)]


def _seats(words: str, role: str, place: Place) -> Iterator[Seat]:
    """Yield who is named. ``@words`` are accounts, unless one of the list has a space and cannot be one."""
    handles = "@" in words
    parts = [part for part in (words.split("@") if handles else re.split(r"[,，/、]", words)) if part.strip(" ,，、;")]
    names = [clean(part) for part in parts]
    accounts = [account_named(name) for name in names] if handles else [""] * len(names)
    sure = all(accounts)
    for name, account in zip(names, accounts, strict=True):
        if name:
            yield Seat(PROPOSAL, role, place, "" if sure else name, account if sure else "")


def _findings(asked: dict[str, str], place: Place, name: str, *, headed: bool) -> Iterator[Finding]:
    if not headed:
        says = Text("The proposal has no header table, so its status, authors and owner are unknown.",
                    "该提案没有表头，状态、作者与归属未知。")  # fmt: skip
        yield noticed.MEP_HEADER.at(place, says, subject=name)
        return
    left = [key for key, words in asked.items() if words and _FORM.search(words)]
    if left:
        says = Text(f"The template's own words still stand under {', '.join(left)}; they are read as unknown.",
                    f"{'、'.join(left)} 仍是模板原文，读作未知。")  # fmt: skip
        yield noticed.MEP_FORM.at(place, says, subject=name)
    elif asked["creation-date"] and _created(asked["creation-date"]) is None:
        says = Text(
            f"'{asked['creation-date']}' is no day as YYYY-MM-DD.",
            f"“{asked['creation-date']}”不是 YYYY-MM-DD 形式的日期。",
        )
        yield noticed.DAY.at(place, says, subject=name)
