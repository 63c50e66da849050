"""GitHub's doors: lists by REST, details of changes by GraphQL where it answers. The only outside contact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlsplit

from folkmoot.model.errors import SourceBusy, SourceUnreadable
from folkmoot.sources.github.graphql import AT_ONCE, Details, answers, question, users_answers, users_question
from folkmoot.sources.http.client import Reply, Web
from folkmoot.sources.http.told import Told

PUBLIC = "https://api.github.com"
PAGE = 100
STARS = "application/vnd.github.star+json"

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_TRIES = 3  # of a large question, before less is asked
_FEW = 5  # changes that GraphQL must be able to tell of
_MERGE = ("merged_by", "additions", "deletions", "changed_files")
_GONE = {
    404: "GitHub shows no such repository; it may be private, renamed or deleted",
    409: "the repository is empty",
    410: "this is switched off",
    422: "GitHub shows no more of such a long list",
    451: "GitHub may not show this for legal reasons",
}
_NOTHING_THERE = {409, 410}


class GitHub:
    """GitHub, or a GitHub Enterprise server, as it answers to whatever tokens there are."""

    def __init__(self, web: Web, *, api: str = PUBLIC, graphql: bool = True) -> None:
        self.web = web
        self._graphql = graphql and web.known  # GitHub answers no question of GraphQL without a token
        root = (api or PUBLIC).rstrip("/")
        self._door = f"{root.removesuffix('/v3')}/graphql"  # https://HOST/api/v3 has its other door at /api/graphql

    @classmethod
    def at(cls, api: str = "", *, tokens: Sequence[str] = (), patience: float = 3600, graphql: bool = True) -> GitHub:
        """Return the public GitHub, or the one whose API stands at ``api``."""
        web = Web(
            api or PUBLIC, service="GitHub", tokens=tokens, headers=_HEADERS, patience=patience,
            aliases=(urlsplit(PUBLIC).hostname or "",),
        )  # fmt: skip
        return cls(web, api=api, graphql=graphql)

    def one(self, path: str) -> Reply:
        """Return one thing."""
        return self.web.get(path)

    def page(self, path: str, params: Mapping[str, object] | None = None, *, etag: str = "", accept: str = "") -> Reply:
        """Return a page of a list. ``path``: may be the address of a later page."""
        given = dict(params or {}) if "://" in path else {"per_page": PAGE, **(params or {})}
        return self.web.get(path, given, etag=etag, accept=accept)

    def pages(self, path: str, params: Mapping[str, object] | None = None) -> Iterator[Reply]:
        """Yield a list's pages to the end."""
        return self.web.pages(path, {"per_page": PAGE, **(params or {})})

    def everything(self, path: str, where: str, key: str = "", **params: object) -> list[Told] | None:
        """Return a whole list, ``key``: where it stands in each answer. None when it is not there (any more)."""
        found: list[Told] = []
        for reply in self.pages(path, params):
            if not reply.there:
                return found or None
            found += Told.of(reply.data, where).parts(key) if key else Told.each(reply.data, where)
        return found

    def ours(self, address: str) -> bool:
        """Whether the address of a page, kept from an earlier reading, is one of the service asked now."""
        return urlsplit(address).netloc == urlsplit(self._door).netloc

    def details(self, path: str, merged: Mapping[int, bool]) -> dict[int, Details]:
        """Return the details of changes by number; ``merged``: which were. One that is gone is missing.

        Errors: SourceBusy, SourceUnreadable.
        """
        found = self._asked(path, list(merged))
        for number, was in merged.items():
            if number not in found and (one := self._read(path, number, merged=was)) is not None:
                found[number] = one
        return found

    @property
    def by_graphql(self) -> bool:
        """Whether many things are asked for at once; else each is a request."""
        return self._graphql

    def users(self, logins: Sequence[str]) -> dict[str, Told]:
        """Return what is told of accounts by their logins; one that is gone is missing. Errors: SourceBusy, SourceUnreadable."""
        found: dict[str, Told] = {}
        if self._graphql and logins:
            try:
                reply = self.web.post(self._door, users_question(logins), tries=_TRIES)
                found = users_answers(reply.data, logins, "accounts by GraphQL")
            except SourceBusy:
                raise
            except SourceUnreadable:
                self._graphql = False  # REST tells the same, or says what is wrong
        for login in logins:
            if login not in found and (reply := self.one(f"users/{quote(login, safe='')}")).there:
                found[login] = Told.of(reply.data, f"the account {login}")
        return found

    def _asked(self, path: str, numbers: list[int]) -> dict[int, Details]:
        """Return what GraphQL tells; where it does not answer, less is asked of it, and REST does the rest."""
        owner, _, name = path.partition("/")
        found: dict[int, Details] = {}
        size, start = AT_ONCE, 0
        while self._graphql and start < len(numbers):
            asked = numbers[start : start + size]
            try:
                reply = self.web.post(self._door, question(owner, name, asked), tries=_TRIES)
                found |= answers(reply.data, f"{path} by GraphQL")
                start += size
            except SourceBusy:
                raise
            except SourceUnreadable:
                self._graphql = len(asked) > _FEW  # not even for a few: REST tells the same, or says what is wrong
                size = _FEW
        return found

    def _read(self, path: str, number: int, *, merged: bool) -> Details | None:
        where = f"{path}#{number}"
        merge: dict[str, object] = {}
        if merged:
            reply = self.one(f"repos/{path}/pulls/{number}")
            if not reply.there:
                return None
            told = Told.of(reply.data, where)
            merge = {name: told.data.get(name) for name in _MERGE}
        reviews = self.everything(f"repos/{path}/pulls/{number}/reviews", where)
        return None if reviews is None else Details(merge, tuple(reviews))


def gone(reply: Reply) -> tuple[bool, str]:
    """Return what it means that a list is not there: whether nothing is missing nevertheless, and why in words."""
    words = _GONE.get(reply.status, "GitHub does not show this")
    said = f" ({reply.said})" if reply.said and reply.status not in (404, 409) else ""
    return reply.status in _NOTHING_THERE, words + said
