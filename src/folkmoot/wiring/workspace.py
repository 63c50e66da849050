"""Making a workspace, and adding sources to its settings."""

from __future__ import annotations

import re
from pathlib import Path

from folkmoot.jobs.files import write_whole
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import BadInput, WorkspaceBroken
from folkmoot.wiring.settings import FILE, GitSource, read_settings

_OWNED = re.compile(r"[\w.-]+(/[\w.-]+)+")

HEAD = """\
# A Folkmoot workspace. The settings are described in docs/settings.md.
charter = {charter}
lake = "lake"
ledger = "ledger.sqlite3"
"""


def quoted(words: str) -> str:
    """Return ``words`` as a TOML basic string."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(letter, letter) for letter in words) + '"'


def make_workspace(folder: Path, charter: Path) -> Path:
    """Make ``folder`` a workspace for the charter at ``charter``; return its absolute path.

    Errors: WorkspaceBroken when ``folder`` holds something already: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceBroken(
            "there is something here already.", where=str(folder), mend="Name a new or an empty folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    Lake.at(folder / "lake").create()
    write_whole(folder / FILE, HEAD.format(charter=quoted(str(charter.absolute()))).encode())
    return folder.absolute()


def add_git_sources(folder: Path, sources: tuple[GitSource, ...]) -> tuple[GitSource, ...]:
    """Add those sources that ``folkmoot.toml`` does not list yet; return the added ones."""
    known = {source.path for source in read_settings(folder).git}
    new = tuple(source for source in sources if source.path not in known)
    if new:
        path = folder / FILE
        lines = [path.read_text("utf-8").rstrip("\n")]
        for source in new:
            lines += ["", "[[git]]", f"path = {quoted(source.path)}"]
            lines += [f"repo = {quoted(source.repo)}"] if source.repo else []
        write_whole(path, "\n".join([*lines, ""]).encode())
    return new


def add_forge_repositories(folder: Path, kind: str, repos: tuple[str, ...], api: str = "") -> tuple[str, ...]:
    """Add those repositories of a forge that ``folkmoot.toml`` does not list yet, as ``[[kind]]``; return them.

    Errors: BadInput for one that is not written as owner/name; nothing is added then.
    """
    for repo in repos:
        if not _OWNED.fullmatch(repo):
            raise BadInput(f"'{repo}' is no repository of a forge.", mend="Write: owner/name.")
    listed = getattr(read_settings(folder), kind)
    known = {(repo.lower(), source.api) for source in listed for repo in source.repos}
    new = tuple(repo for repo in dict.fromkeys(repos) if (repo.lower(), api) not in known)
    if new:
        path = folder / FILE
        lines = [path.read_text("utf-8").rstrip("\n"), "", f"[[{kind}]]"]
        lines += [f"api = {quoted(api)}"] if api else []
        lines += [f"repos = [{', '.join(quoted(repo) for repo in new)}]"]
        write_whole(path, "\n".join([*lines, ""]).encode())
    return new
