"""The bytes that ``git log`` prints → one Commit after the other. Pure; holds one commit at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

FIELDS = ("%H", "%P", "%at", "%an", "%ae", "%ct", "%B")
MARK = b"\x01"
FORMAT = "%x01" + "%x00".join(FIELDS)
LOG = (
    "log", "-z", "--numstat", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-show-signature",
    "--no-notes", "--no-mailmap", "--no-decorate", "--encoding=UTF-8", f"--format={FORMAT}",
)  # fmt: skip
"""What is asked of git. A merge is not diffed: its lines belong to the commits that it brings together."""

MOST_FOLDERS = 256


@dataclass(slots=True)
class Commit:
    """One commit as git told it; of a merge git was not asked for files and lines."""

    sha: str
    parents: tuple[str, ...]
    authored: bytes
    name: str
    mail: str
    committed: bytes
    message: str
    added: int = 0
    removed: int = 0
    files: int = 0
    folders: set[str] = field(default_factory=set)


def commits(chunks: Iterable[bytes]) -> Iterator[Commit]:
    """Yield each commit in the stream of ``git log`` with LOG's options.

    Edges: a path may hold any byte but NUL; a chunk may end anywhere; a 100,000-file commit is counted, not kept.
    """
    commit: Commit | None = None
    header: list[bytes] = []
    for token in _tokens(chunks):
        if header:
            header.append(token)
            if len(header) == len(FIELDS):
                commit = _commit(header)
                header = []
        elif token.startswith(MARK):
            if commit is not None:
                yield commit
            commit, header = None, [token[1:]]
        elif commit is not None:
            _count(commit, token)
    if commit is not None:
        yield commit


def _tokens(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []  # the beginning of a token that has not ended yet, which may be longer than many chunks
    for chunk in chunks:
        end, *more = chunk.split(b"\0")
        held.append(end)
        if more:
            yield b"".join(held)
            yield from more[:-1]
            held = more[-1:]
    if last := b"".join(held):
        yield last


def _commit(header: list[bytes]) -> Commit:
    sha, parents, authored, name, mail, committed, message = header
    return Commit(
        sha.decode("ascii", "replace"),
        tuple(parents.decode("ascii", "replace").split()),
        authored,
        name.decode("utf-8", "replace"),
        mail.decode("utf-8", "replace"),
        committed,
        message.decode("utf-8", "replace"),
    )


def _count(commit: Commit, token: bytes) -> None:
    """Add one ``added<TAB>removed<TAB>path``; binary files have ``-`` instead of lines."""
    added, tab, rest = token.lstrip(b"\n").partition(b"\t")
    removed, second_tab, path = rest.partition(b"\t")
    if not tab or not second_tab:
        return
    commit.files += 1
    if added != b"-":
        commit.added += int(added)
        commit.removed += int(removed)
    folder = path.rpartition(b"/")[0].decode("utf-8", "replace")
    if folder not in commit.folders:
        commit.folders.add(folder)
        if len(commit.folders) > 8 * MOST_FOLDERS:
            commit.folders = set(cover(commit.folders))


def cover(folders: Iterable[str]) -> list[str]:
    """Return at most 256 folders that hold all of ``folders``: the same ones, or their parents where there are more.

    Always true, only coarser: every folder given lies in one that is returned; ``""`` is the root.
    """
    kept = set(folders)
    depth = max((folder.count("/") + 1 for folder in kept if folder), default=0)
    while len(kept) > MOST_FOLDERS and depth > 0:
        depth -= 1
        kept = {"/".join(folder.split("/")[:depth]) for folder in kept}
    return sorted(kept)
