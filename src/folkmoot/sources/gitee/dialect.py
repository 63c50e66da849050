"""Where the forges that speak Gitee's API differ, all in one table.

Sources: https://gitee.com/api/v5/swagger; https://docs.gitcode.com/docs/apis (AtomGit answers it as well).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PAGE = 100
"""How many things stand on a page at most."""

LEAST = 20
"""A page with fewer things than this is a list's last one: none of the forges makes smaller pages."""

MOST_FILES = 300
"""So many files of a change are listed, and no more."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one forge speaks.

    ``auth``: how a token stands in the Authorization header. ``starred_at``, ``watched_at``: what the moment of a star
    or a watch is called. ``comments``: whether all comments on changes are listed together; else they are asked for
    change by change. ``merge_commit``: whether a change names the commit that merged it wherever it is told; GitCode
    does so in lists and not for one change, and an event must not depend on how it was asked for. ``accepts``: whether
    a change names who accepted it wherever it is told.
    """

    forge: str
    name: str
    api: str
    auth: str
    starred_at: str
    watched_at: str
    comments: bool
    merge_commit: bool
    accepts: bool


DIALECTS: Mapping[str, Dialect] = {
    one.forge: one
    for one in (
        Dialect(
            "gitee", "Gitee", "https://gitee.com/api/v5", "token {}", "star_at", "watch_at", comments=True,
            merge_commit=True, accepts=True,
        ),
        Dialect(
            "atomgit", "AtomGit", "https://api.atomgit.com/api/v5", "Bearer {}", "starred_at", "watch_at",
            comments=False, merge_commit=False, accepts=False,
        ),
        Dialect(
            "gitcode", "GitCode", "https://api.gitcode.com/api/v5", "Bearer {}", "starred_at", "watch_at",
            comments=False, merge_commit=False, accepts=False,
        ),
    )
}  # fmt: skip
"""Every forge by its key in an account: ``gitee:ann``."""
