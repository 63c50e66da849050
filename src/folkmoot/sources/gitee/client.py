"""The only outside contact with Gitee and its kin: one thing, one page, or a whole list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from folkmoot.sources.gitee.dialect import DIALECTS, LEAST, PAGE, Dialect
from folkmoot.sources.http.client import Reply, Web
from folkmoot.sources.http.told import Told

UNCHANGED = 304
MOST_PAGES = 100_000  # a list that has more goes round in circles

_GONE = {
    404: "{} shows no such repository; it may be private, renamed or deleted, or has this switched off",
    410: "{} has this switched off",
    451: "{} may not show this for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. ``last``: whether it is the last one, None where that is not told. ``missing``: why it is not there."""

    items: tuple[Told, ...]
    last: bool | None = None
    total: int | None = None
    etag: str = ""
    unchanged: bool = False
    missing: str = ""


class Gitee:
    """A forge that speaks Gitee's API, as it answers to whatever tokens there are."""

    def __init__(self, web: Web, dialect: Dialect = DIALECTS["gitee"]) -> None:
        self.web, self.dialect = web, dialect

    @classmethod
    def at(cls, forge: str = "gitee", api: str = "", *, tokens: Sequence[str] = (), patience: float = 3600) -> Gitee:
        """Return the public forge of that key, or the one of its kind whose API stands at ``api``."""
        dialect = DIALECTS[forge]
        web = Web(
            api or dialect.api,
            service=dialect.name,
            tokens=tokens,
            auth=dialect.auth,
            patience=patience,
            aliases=(urlsplit(dialect.api).hostname or "",),
        )
        return cls(web, dialect)

    def one(self, path: str, where: str) -> Told | None:
        """Return one thing; None when it is not there (any more). Errors: SourceUnreadable, SourceBusy."""
        reply = self.web.get(path)
        return Told.of(reply.data, where) if reply.there else None

    def page(
        self, path: str, number: int, where: str, params: Mapping[str, object] | None = None, etag: str = ""
    ) -> Page:
        """Return a page of a list; one behind the last has no items. Errors: SourceUnreadable, SourceBusy.

        Edges: a list that is not there has no items, and says why it is missing.
        """
        reply = self.web.get(path, {"page": number, "per_page": PAGE, **(params or {})}, etag=etag)
        if reply.status == UNCHANGED:
            return Page((), last=True, etag=etag, unchanged=True)
        if not reply.there:
            return Page((), last=True, missing="" if number > 1 else self.why(reply))
        items = tuple(Told.each(reply.data, where))
        pages, total = _count(reply, "total_page"), _count(reply, "total_count")
        if not items or (pages is not None and number >= pages):
            return Page(items, last=True, total=total, etag=reply.etag)
        return Page(items, False if pages is not None or reply.next else None, total, reply.etag)

    def whole(self, path: str, where: str, params: Mapping[str, object] | None = None) -> list[Told] | None:
        """Return a whole list; None when it is not there."""
        found: list[Told] = []
        before: tuple[Told, ...] = ()
        for number in range(1, MOST_PAGES):
            page = self.page(path, number, where, params)
            if page.missing:
                return None
            if page.items == before:
                break  # a list without pages comes whole, again and again
            found += page.items
            before = page.items
            if page.last or (page.last is None and len(page.items) < LEAST):
                break
        return found

    def why(self, reply: Reply) -> str:
        """Return in words why something is not there."""
        return _GONE.get(reply.status, "{} does not show this").format(self.dialect.name)


def repository(path: str) -> str:
    """Return the address of a repository below the API. ``path``: its owner and name."""
    return "repos/" + quote(path, safe="/")


def _count(reply: Reply, header: str) -> int | None:
    said = reply.headers.get(header, "")
    return int(said) if said.isdecimal() and len(said) < 10 else None
