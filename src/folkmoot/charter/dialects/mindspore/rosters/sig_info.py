"""``sig-info.yaml``: a group's name, mission, channels, people and repositories, as MindSpore and openEuler write it."""

from __future__ import annotations

from datetime import date

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import SIG_INFO, Claims, Folder, Said, Seat
from folkmoot.charter.dialects.mindspore.rosters.people import Post, seats
from folkmoot.charter.dialects.mindspore.rosters.repositories import Entry, repositories
from folkmoot.charter.dialects.mindspore.rosters.roles import ROLES
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Channel
from folkmoot.model.link import Link
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text

_READ = {"name", "description", "description_en", "created_on", "mailing_list", "meeting_url", "mature_level", "archived_on",
         "repositories", "branches"}  # fmt: skip
_DAYS = {"created_on": ("the day of founding", "成立日期"), "archived_on": ("the day of its end", "归档日期")}


def sig_info(tree: Tree, folder: Folder) -> Claims:
    """What does this file say about the group?"""
    if not tree.is_map:
        says = Text(
            "A sig-info.yaml is a mapping of keys to values; this is not.", "sig-info.yaml 应为键值映射，此处不是。"
        )
        return Claims(findings=(noticed.WRONG_TYPE.at(tree.place, says, subject=folder.slug),))
    entries = [Entry.of(each) for each in tree.get("repositories") or ()]
    holdings, odd = repositories(entries, folder.slug)
    people, strange = _people(tree, entries, folder.slug)
    born, unreadable = _day(tree, folder, "created_on")
    ended, odd_end = _day(tree, folder, "archived_on")
    status = tree.text("mature_level").strip().lower()
    return Claims(
        names=_said(tree, "name"),
        missions=_said(tree, "description") + _said(tree, "description_en"),
        created=born,
        statuses=(status,) if status in ("dormant", "archived") else (),
        ended=ended,
        seats=tuple(people),
        holdings=tuple(holdings),
        channels=_channels(tree),
        links=_links(tree),
        sources=(str(tree.place),),
        findings=(
            *_name(tree, folder),
            *unreadable,
            *odd_end,
            *_placeholders(tree, folder),
            *_unknown(tree, folder),
            *odd,
            *strange,
        ),
    )


def _people(tree: Tree, entries: list[Entry], slug: str) -> tuple[list[Seat], list[Finding]]:
    found: list[Seat] = []
    findings: list[Finding] = []
    lists: list[tuple[str, Tree, tuple[str, ...], str]] = [(key, people, (), "") for key, people in tree.items()]
    everything = len(entries) == 1  # a role in the only entry is a role in all of the group's repositories
    for entry in entries:
        lists += [(key, people, () if everything else entry.repos, "") for key, people in entry.tree.items()]
    for branch in tree.get("branches") or ():
        where = [(each.text("repo"), each.text("branch")) for each in branch.get("repo_branch") or ()]
        repos = tuple(key for repo, _ in where if (key := Entry.key_of(repo)))
        cause = ", ".join(f"{repo} {name}" for repo, name in where)
        lists += [(key, people, repos, cause) for key, people in branch.items()]
    for key, people, repos, cause in lists:
        if role := ROLES.get(key):
            sat, odd = seats(people, Post(SIG_INFO, role, tuple(repos), cause), slug)
            found, findings = found + sat, findings + odd
    return found, findings


def _said(tree: Tree, key: str) -> tuple[Said, ...]:
    found = tree.get(key)
    words = found.words().strip().strip("/").strip() if found else ""
    return (Said(words, SIG_INFO, found.place),) if found and not is_placeholder(words) else ()


def _day(tree: Tree, folder: Folder, key: str) -> tuple[tuple[date, ...], list[Finding]]:
    words = tree.text(key)
    if is_placeholder(words):
        return (), []
    try:
        return (date.fromisoformat(words.replace("/", "-")),), []
    except ValueError:
        english, chinese = _DAYS[key]
        says = Text(f"'{words}' is no day as YYYY-MM-DD, so {english} is unknown.",
                    f"“{words}”不是 YYYY-MM-DD 形式的日期，{chinese}未知。")  # fmt: skip
        place = (tree.get(key) or tree).place
        return (), [noticed.DAY.at(place, says, subject=folder.slug)]


def _channels(tree: Tree) -> tuple[Channel, ...]:
    address = tree.text("mailing_list")
    return (
        () if is_placeholder(address) else (Channel("mail", address, place=tree.keys.get("mailing_list", tree.place)),)
    )


def _links(tree: Tree) -> tuple[Link, ...]:
    url = tree.text("meeting_url")
    return (
        (Link("Meetings", url, place=tree.keys.get("meeting_url", tree.place)),)
        if url.startswith(("http://", "https://"))
        else ()
    )


def _name(tree: Tree, folder: Folder) -> list[Finding]:
    found = tree.get("name")
    if found is None or found.words() in ("", folder.name):
        return []
    says = Text(
        f"The name is '{found.words()}', but the folder is '{folder.name}'. Both are kept as names of this group.",
        f"名称为“{found.words()}”，而目录为“{folder.name}”。两者都作为该组的名称保留。",
    )
    return [noticed.NAME_FOLDER.at(found.place, says, subject=folder.slug)]


def _placeholders(tree: Tree, folder: Folder) -> list[Finding]:
    """``NA`` is an honest "there is none"; ``TO_BE_CLARIFIED`` is a promise."""
    return [
        noticed.PLACEHOLDER_VALUE.at(
            value.place,
            Text(f"'{key}' still says {value.words()}.", f"“{key}”仍写作 {value.words()}。"),
            subject=folder.slug,
        )
        for key, value in tree.items()
        if value.words().upper() in ("TO_BE_CLARIFIED", "TBD", "TODO", "XXX")
    ]


def _unknown(tree: Tree, folder: Folder) -> list[Finding]:
    return [
        noticed.UNKNOWN_KEY.at(
            value.place, Text(f"The key '{key}' is not read.", f"键“{key}”未被读取。"), subject=folder.slug
        )
        for key, value in tree.items()
        if key not in _READ and key not in ROLES
    ]
