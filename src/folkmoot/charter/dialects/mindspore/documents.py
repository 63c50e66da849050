"""Where the committee, meeting notes and proposals stand, and the reading of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from folkmoot.charter.dialects.mindspore.claims import Claims, Folder
from folkmoot.charter.dialects.mindspore.meps import FOLDER, Draft, proposal
from folkmoot.charter.dialects.mindspore.names import group_key, slug_of
from folkmoot.charter.dialects.mindspore.notes import Note, form, is_template, note
from folkmoot.charter.dialects.mindspore.tsc import TSC, committee
from folkmoot.charter.files import files_below, inside, read_text
from folkmoot.model.finding import Finding

NOTES = ("meetings", "meeting", "meeting-notes", "minutes")


def committee_claims(root: Path, zone: str) -> Claims:
    """Return what the committee's README says; nothing where there is none."""
    path = f"{TSC.path}/README.md"
    if not (root / path).is_file():
        return Claims()
    text, odd = read_text(path, root)
    return Claims(findings=odd) if text is None else committee(text, path, zone)


def notes_of(root: Path, groups: list[Folder]) -> list[Note]:
    """Return the notes of every group's meetings; of a form only what is odd about it."""
    found = []
    for folder in groups:
        for path in _below(root, folder):
            text, odd = read_text(path, root)
            if text is None:
                continue
            if is_template(path, text):
                found.append(Note(None, (*odd, *form(text, path, folder.slug))))
                continue
            read = note(text, path, folder.slug)
            found.append(Note(read.minutes, (*odd, *read.findings)))
    return found


def _below(root: Path, folder: Folder) -> Iterator[str]:
    for name in NOTES:
        for path in files_below(root / folder.path / name, ".md"):
            if not path.name.lower().startswith("readme"):
                yield inside(path, root)


def proposals_of(root: Path, group_of: Callable[[str], str]) -> tuple[list[Draft], list[Finding]]:
    """Return the proposals: one Markdown file in each folder, the template left out."""
    found: list[Draft] = []
    odd: list[Finding] = []
    seen: set[str] = set()
    for path in files_below(root / FOLDER, ".md"):
        where = inside(path, root)
        name = path.parent.name
        if "template" in where.lower() or name in seen or path.parent == root / FOLDER:
            continue
        seen.add(name)
        text, findings = read_text(where, root)
        odd += findings
        if text is not None:
            found.append(proposal(text, where, group_of))
    return found, odd


def meaning(folders: list[Folder], claims: Mapping[str, Claims]) -> Callable[[str], str]:
    """Return the function that says which group's slug some words mean, or nothing where that is not certain."""
    slugs = {folder.slug for folder in folders}
    named: dict[str, set[str]] = {}
    for folder in folders:
        words = [folder.name, *(said.words for said in claims[folder.slug].names)]
        for word in words:
            named.setdefault(group_key(word), set()).add(folder.slug)

    def group_of(words: str) -> str:
        slug = slug_of(words) if words.strip() else ""
        for each in (slug, slug.removeprefix("sig-"), f"wg-{slug}"):
            if each in slugs:
                return each
        meant = named.get(group_key(words), set()) if words.strip() else set()
        return next(iter(meant)) if len(meant) == 1 else ""

    return group_of
