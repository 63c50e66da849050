"""Changes that were merged, told by the message of the merge commit. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from folkmoot.model.people import is_placeholder
from folkmoot.sources.git.people import clean

_GITHUB = re.compile(r"Merge pull request #(\d{1,18}) from ([^\n]+)")
_GITEE = re.compile(r"(?:!(?P<same>\d{1,18}) [^\n]*? )?Merge pull request !(?P<number>\d{1,18}) from (?P<whose>[^\n]+)")
_NUMBERED = re.compile(r"!(\d{1,18})\s+([^\n]*)")
_FROM = re.compile(r"^From: @(\S+)\s*$", re.MULTILINE)
_REVIEWED = re.compile(r"^Reviewed-by: (@[^\n]+)$", re.MULTILINE)
_HEAD_LINES = 3  # in which Gitee's line stands: below the title, sometimes with an empty line between
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class MergedChange:
    """A change that was merged: ``!`` numbers are Gitee's, ``#`` numbers GitHub's.

    ``whose`` is what the message says stands before the branch, as it is written; empty where it says nothing.
    ``robot`` tells that not the forge wrote the message but a robot, in its own words.
    """

    forge: str
    mark: str
    number: int
    whose: str
    branch: str
    title: str
    reviewers: tuple[str, ...] = ()
    robot: bool = False

    @property
    def login(self) -> str:
        """Whose change it was, as an account's name: lower case; empty where nobody is named."""
        name = clean(self.whose).lstrip("@: ").lower()
        return "" if is_placeholder(name) else name


def merged_change(message: str) -> MergedChange | None:
    """Return the change that a merge commit's message names, or None.

    Gitee writes ``!NUMBER TITLE`` and ``Merge pull request !NUMBER from NAME/BRANCH``, sometimes on one line; GitHub
    writes ``Merge pull request #NUMBER from LOGIN/BRANCH`` and the title two lines below. A community's robot writes
    ``!NUMBER TITLE``, ``From: @LOGIN`` and ``Reviewed-by: @LOGIN,@LOGIN``.
    Edges: ask it only of a commit with two or more parents, since cherry-picks quote the whole message; a line that
    is quoted further below, or inside another title, names no change.
    """
    message = message.lstrip("\n")
    if message.startswith("Merge pull request #"):
        return _of_github(message)
    return _of_gitee(message) or _of_robot(message)


def _of_github(message: str) -> MergedChange | None:
    match = _GITHUB.match(message)
    if match is None:
        return None
    whose, branch = _halves(match[2], "/:")
    title = message[match.end() :].strip().split("\n", 1)[0]
    return MergedChange("github", "#", int(match[1]), whose, branch, title.strip()[:_LONGEST])


def _of_gitee(message: str) -> MergedChange | None:
    lines = message.split("\n", _HEAD_LINES)[:_HEAD_LINES]
    for place, line in enumerate(lines):
        match = _GITEE.match(line)
        if match is None or match["same"] not in (None, match["number"]):
            continue
        whose, branch = _halves(match["whose"], "/")
        title = line[: match.end()].partition("Merge pull request")[0] if match["same"] else " ".join(lines[:place])
        numbered = _NUMBERED.match(title)
        title = numbered[2] if numbered else title
        return MergedChange("gitee", "!", int(match["number"]), whose, branch, title.strip()[:_LONGEST])
    return None


def _of_robot(message: str) -> MergedChange | None:
    first, author = _NUMBERED.match(message), _FROM.search(message)
    if first is None or author is None:
        return None
    reviewed = _REVIEWED.search(message)
    reviewers = tuple("".join(one.split()).lstrip("@:").lower() for one in reviewed[1].split(",")) if reviewed else ()
    return MergedChange(
        "gitee", "!", int(first[1]), author[1], "", first[2].strip()[:_LONGEST],
        tuple(one for one in reviewers if one), robot=True,
    )  # fmt: skip


def _halves(said: str, between: str) -> tuple[str, str]:
    """Split ``LOGIN/BRANCH``. A name may hold spaces, a branch more slashes; where neither is told apart, all is branch."""
    found = [said.index(mark) for mark in between if mark in said]
    if not found:
        return "", said.strip()[:_LONGEST]
    return said[: min(found)].strip()[:_LONGEST], said[min(found) + 1 :].strip()[:_LONGEST]
