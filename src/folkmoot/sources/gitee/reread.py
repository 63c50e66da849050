"""Reads one change, issue or repository again: what a delivery tells of it is not covered by its signature."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote

from folkmoot.model.errors import BadInput
from folkmoot.model.facts import Facts, Touched
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.changes import Details
from folkmoot.sources.gitee.client import Gitee, repository

_PATH = re.compile(r"(?!\.+/)[\w.-]{1,200}/(?!\.+$)[\w.-]{1,200}")
_NUMBER = re.compile(r"[A-Za-z0-9]{1,30}")

_NEWEST = (
    ("stargazers", read.star), ("subscribers", read.watch), ("forks?sort=newest", read.fork),
    ("releases?direction=desc", read.release),
)  # fmt: skip


class Reread:
    """Reads through one forge, with the very same functions as its streams."""

    def __init__(self, gitee: Gitee) -> None:
        self._gitee = gitee

    def facts(self, touched: Touched, now: datetime) -> Facts:
        """Return everything that the forge tells of it now; nothing where it is gone.

        Of a repository: its counts, and the newest page each of its stars, watches, forks and releases.
        Errors: BadInput for what is no repository of this forge, SourceUnreadable, SourceBusy.
        """
        forge, _, path = touched.repo.partition(":")
        if forge != self._gitee.dialect.forge or not _PATH.fullmatch(path):
            raise BadInput(f"'{touched.repo[:100]}' is no repository of {self._gitee.dialect.name}.")
        seen = read.Seen(self._gitee.dialect, touched.repo, now)
        if touched.what == "repository":
            return self._repository(path, seen)
        if touched.what not in ("change", "issue") or not _NUMBER.fullmatch(touched.number):
            raise BadInput(f"'{touched.what[:20]} {touched.number[:40]}' is no change or issue.", where=touched.repo)
        details = Details(self._gitee, path, seen)
        if touched.what == "change":
            return self._change(path, touched.number, details, seen)
        return self._issue(path, touched.number, details, seen)

    def _change(self, path: str, number: str, details: Details, seen: read.Seen) -> Facts:
        told = self._gitee.one(f"{repository(path)}/pulls/{quote(number)}", seen.change(number))
        if told is None:
            return Facts()
        comments = details.comments(number) if self._gitee.dialect.comments else Facts()
        return details.change(told) + comments

    def _issue(self, path: str, number: str, details: Details, seen: read.Seen) -> Facts:
        below, where = f"{repository(path)}/issues/{quote(number)}", seen.issue(number)
        told = self._gitee.one(below, where)
        if told is None:
            return Facts()
        number = told.name("number")
        comments = self._gitee.whole(f"{below}/comments", where) or ()
        return details.issue(told) + read.together(read.issue_comment(one, seen, number) for one in comments)

    def _repository(self, path: str, seen: read.Seen) -> Facts:
        told = self._gitee.one(repository(path), seen.repo)
        if told is None:
            return Facts()
        facts = read.repository(told, seen)
        for below, facts_of in _NEWEST:
            page = self._gitee.page(f"{repository(path)}/{below}", 1, f"{seen.repo} {below}")
            facts += read.together(facts_of(one, seen) for one in page.items)
        return facts
