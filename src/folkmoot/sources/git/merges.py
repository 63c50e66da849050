"""Changes that a forge merged, told by the message of the merge commit. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MERGE = re.compile(r"Merge pull request ([!#])(\d+) from (?:([^/:\n]+)[/:])?([^\n]*)")
_SPACES = re.compile(r"\s+")
_NUMBERED = re.compile(r"^[!#]\d+\s+")


@dataclass(frozen=True, slots=True)
class MergedChange:
    """A change that was merged: ``!`` numbers are Gitee's, ``#`` numbers GitHub's."""

    forge: str
    mark: str
    number: int
    login: str
    branch: str
    title: str


def merged_change(message: str) -> MergedChange | None:
    """Return the change that a merge commit's message names, or None.

    Gitee writes ``!NUMBER TITLE`` and ``Merge pull request !NUMBER from LOGIN/BRANCH``, sometimes on one line; GitHub
    writes ``Merge pull request #NUMBER from LOGIN/BRANCH`` and the title two lines below. Only ask it of a commit
    with two or more parents: a revert may quote the line.

    Edges: Gitee also writes the name that is shown instead of the login (``from Ann Author/fix``): it is taken whole,
    with its space, so that it is nobody's login by mistake. A branch without an owner gives an empty login.
    """
    match = _MERGE.search(message)
    if match is None:
        return None
    before = message[: match.start()].strip()
    after = message[match.end() :].strip()
    title = _NUMBERED.sub("", before) if before else after
    return MergedChange(
        "gitee" if match[1] == "!" else "github",
        match[1],
        int(match[2]),
        _SPACES.sub(" ", (match[3] or "").strip()).lower(),
        match[4].strip(),
        title.split("\n", 1)[0].strip(),
    )
