"""What a message or a description says was reverted, in the words that git and the forges write by themselves. Pure."""

from __future__ import annotations

import re

_COMMIT = re.compile(r"\bThis reverts commit ([0-9a-f]{40}(?:[0-9a-f]{24})?)\b")
_GITHUB = re.compile(r"^Reverts (?:(?P<name>[\w.-]+/[\w.-]+))?#(?P<number>\d{1,18})\b", re.MULTILINE)
_GITEE = re.compile(r"(?:回退|Revert) 'Pull Request !(?P<number>\d{1,18})\b")


def named_reverts(text: str, repo: str = "") -> tuple[str, ...]:
    """Return what a text says it reverts: commits by their whole hash, changes by their subject.

    ``repo``: where the text stands, ``forge:owner/name``; without it no change is told, since nobody knows whose it is.
    Edges: git's `This reverts commit HASH`, GitHub's line `Reverts owner/name#12`, Gitee's title `回退 'Pull Request !12 : …'`.
    Other words, and shortened hashes, name nothing.
    """
    found = [one[1] for one in _COMMIT.finditer(text)]
    forge, _, path = repo.partition(":")
    if path:
        found += [f"{forge}:{(one['name'] or path).lower()}#{one['number']}" for one in _GITHUB.finditer(text)]
        found += [f"{repo}!{one['number']}" for one in _GITEE.finditer(text)]
    return tuple(dict.fromkeys(found))


def reverting(*texts: str, repo: str = "") -> dict[str, object]:
    """Return what texts say was reverted as part of an event's ``extra``; nothing where they name nothing."""
    found = named_reverts("\n".join(texts), repo)
    return {"reverts": list(found)} if found else {}
