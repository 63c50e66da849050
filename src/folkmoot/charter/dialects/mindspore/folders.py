"""Where groups live: the folders below ``sigs/`` (MindSpore), ``sig/`` (openEuler) and ``working-groups/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from folkmoot.charter.dialects.mindspore.claims import Folder
from folkmoot.charter.dialects.mindspore.names import slug_of
from folkmoot.charter.files import safe_path

SIGS, SIG, WORKING_GROUPS, TSC = "sigs", "sig", "working-groups", "tsc"
_FILES = ("sig-info.yaml", "sig_members.yaml", "OWNERS", "README.md", "README_en.md", "README.en.md", "meetings")
_NOT_GROUPS = {"images", "figures", "template", "templates", "sig-template"}


def is_community(root: Path) -> bool:
    """Return whether this looks like a community of MindSpore's or openEuler's kind."""
    for below in (SIGS, SIG):
        for folder in _folders(root, below):
            if (folder / "sig-info.yaml").is_file():
                return True
    return (root / SIGS / "sig_info.yaml").is_file() or (root / SIGS / "README.md").is_file()


def groups(root: Path) -> list[Folder]:
    """Return every folder that is a group, SIGs first; two folders with one slug get numbers."""
    found: list[Folder] = []
    taken: set[str] = set()
    for below, kind, prefix in ((SIGS, "sig", ""), (SIG, "sig", ""), (WORKING_GROUPS, "wg", "wg-")):
        for folder in _folders(root, below):
            slug = wanted = prefix + slug_of(folder.name)
            number = 2
            while slug in taken:
                slug, number = f"{wanted}-{number}", number + 1
            taken.add(slug)
            found.append(Folder(f"{below}/{folder.name}", slug, kind))
    return found


def _folders(root: Path, below: str) -> Iterator[Path]:
    """Yield the folders directly below, in the order of their names; links out of the charter are passed over."""
    try:
        entries = sorted((root / below).iterdir(), key=lambda entry: (entry.name.lower(), entry.name))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower() in _NOT_GROUPS:
            continue
        try:
            if (
                entry.is_dir()
                and safe_path(root, entry) is not None
                and any((entry / name).exists() for name in _FILES)
            ):
                yield entry
        except OSError:
            continue
