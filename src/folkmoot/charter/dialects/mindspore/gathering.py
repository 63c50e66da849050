"""The files about each group → its claims: rosters first, then lists of groups, then READMEs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import README, Claims, Folder, Said, together
from folkmoot.charter.dialects.mindspore.folders import SIG, SIGS, WORKING_GROUPS
from folkmoot.charter.dialects.mindspore.markdown import Section, sections
from folkmoot.charter.dialects.mindspore.names import titled
from folkmoot.charter.dialects.mindspore.readmes.facts import both as both_targets
from folkmoot.charter.dialects.mindspore.readmes.facts import facts
from folkmoot.charter.dialects.mindspore.readmes.ladder import both as both_ladders
from folkmoot.charter.dialects.mindspore.readmes.ladder import ladder
from folkmoot.charter.dialects.mindspore.readmes.meetings import meetings
from folkmoot.charter.dialects.mindspore.readmes.people import people
from folkmoot.charter.dialects.mindspore.readmes.topics import topics
from folkmoot.charter.dialects.mindspore.rosters.members import members, owners
from folkmoot.charter.dialects.mindspore.rosters.sig_info import sig_info
from folkmoot.charter.dialects.mindspore.rosters.tables import Listed, listing, table
from folkmoot.charter.files import read_text
from folkmoot.charter.yamltree import Tree, load
from folkmoot.model.finding import Finding, Place
from folkmoot.model.groups import Rung, YearTarget
from folkmoot.model.text import Text, has_han

_Entry = TypeVar("_Entry", Rung, YearTarget)
_ROSTERS: tuple[tuple[str, Callable[[Tree, Folder], Claims]], ...] = (
    ("sig-info.yaml", sig_info),
    ("sig_members.yaml", members),
    ("OWNERS", owners),
)
_README = ("README.md", "README_CN.md", "README_zh.md", "README_en.md", "README.en.md", "README_EN.md")
_LISTS = tuple(f"{below}/{name}" for below in (SIGS, SIG, WORKING_GROUPS) for name in _README)
_REGISTERS = tuple(f"{below}/{name}" for below in (SIGS, SIG) for name in ("sig_info.yaml", "sig_info_chinese.yaml"))


def gather_claims(root: Path, folders: list[Folder], zone: str) -> tuple[dict[str, Claims], list[Finding]]:
    """Return what all files say about each group, by slug, and findings about no group in particular."""
    listed, odd = _lists(root)
    places = {folder.path: folder for folder in folders}
    said: dict[str, list[Claims]] = {folder.slug: [] for folder in folders}
    nowhere: list[Finding] = []
    for path, entry in listed:
        folder = places.get(f"{path.partition('/')[0]}/{entry.folder}")
        if folder:
            said[folder.slug].append(entry.claims)
        else:
            nowhere.append(_without_folder(entry))
    claims = {
        folder.slug: together([_rosters(root, folder), *said[folder.slug], _readmes(root, folder, zone)])
        for folder in folders
    }
    return claims, [*odd, *nowhere, *_unlisted(root, folders, listed)]


def _rosters(root: Path, folder: Folder) -> Claims:
    found = []
    for name, reads in _ROSTERS:
        path = root / folder.path / name
        if _is_file(path):
            tree, odd = load(path, root)
            found.append(Claims(findings=odd))
            found += [reads(tree, folder)] if tree is not None else []
    return together(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _readmes(root: Path, folder: Folder, zone: str) -> Claims:
    """Read the group's READMEs; ladder and targets of two languages become one."""
    found: list[Claims] = []
    for name in _README:
        path = f"{folder.path}/{name}"
        if _is_file(root / path):
            text, odd = read_text(path, root)
            found.append(Claims(findings=odd) if text is None else _readme(text, path, folder, zone))
    every = together([*found, topics(root, folder)])
    return every.with_(
        ladder=both_ladders(*_by_language([claims.ladder for claims in found])),
        targets=both_targets(*_by_language([claims.targets for claims in found])),
    )


def _by_language(lists: Sequence[tuple[_Entry, ...]]) -> tuple[tuple[_Entry, ...], tuple[_Entry, ...]]:
    """Return the first list with Han words and the first one without."""
    chinese = next((each for each in lists if each and has_han(repr(each))), ())
    english = next((each for each in lists if each and not has_han(repr(each))), ())
    return chinese, english


def _readme(text: str, path: str, folder: Folder, zone: str) -> Claims:
    found = sections(text)
    return together([
        Claims(names=_title(found, path), ladder=ladder(found), documents=(path,), sources=(path,)),
        facts(found, path),
        people(found, path, folder.slug),
        meetings(found, path, folder.slug, zone),
    ])  # fmt: skip


def _title(found: tuple[Section, ...], path: str) -> tuple[Said, ...]:
    head = next((section for section in found if section.level), None)
    name = titled(head.title) if head else ""
    return (Said(name, README, Place(path, head.line)),) if head and name else ()


def _lists(root: Path) -> tuple[list[tuple[str, Listed]], list[Finding]]:
    """Return every row and entry of the lists of groups with the list's path."""
    found: list[tuple[str, Listed]] = []
    odd: list[Finding] = []
    for path in _LISTS:
        if _is_file(root / path):
            text, findings = read_text(path, root)
            odd += findings
            found += [(path, entry) for entry in table(text or "", path)]
    for path in _REGISTERS:
        if _is_file(root / path):
            tree, findings = load(root / path, root)
            odd += findings
            found += [(path, entry) for entry in listing(tree)] if tree is not None else []
    return found, odd


def _without_folder(entry: Listed) -> Finding:
    says = Text(f"'{entry.name}' is listed, but its link ({entry.url}) leads to no group's folder here.",
                f"列出了“{entry.name}”，但其链接（{entry.url}）不指向此处的任何组目录。")  # fmt: skip
    return noticed.NO_FOLDER.at(entry.place, says)


def _unlisted(root: Path, folders: list[Folder], listed: list[tuple[str, Listed]]) -> list[Finding]:
    """Folders without a sig-info.yaml, and folders that the table beside them does not list."""
    tables = {f"{path.partition('/')[0]}/{entry.folder}" for path, entry in listed if path.endswith(".md")}
    kinds = {path.partition("/")[0] for path in tables}
    found = []
    for folder in folders:
        below = folder.path.partition("/")[0]
        if folder.kind == "sig" and not _is_file(root / folder.path / "sig-info.yaml"):
            says = Text("This SIG has no sig-info.yaml.", "该 SIG 没有 sig-info.yaml。")
            found.append(noticed.ROSTER_MISSING.at(Place(folder.path), says, subject=folder.slug))
        if below in kinds and folder.path not in tables:
            says = Text(
                f"The table in {below}/README.md has no row for this folder.", f"{below}/README.md 的表格中没有该目录。"
            )
            found.append(noticed.NOT_IN_TABLE.at(Place(folder.path), says, subject=folder.slug))
    return found
