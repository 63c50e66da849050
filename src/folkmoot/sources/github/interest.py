"""Who shows interest: stars and forks. And what they may wait for: releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.client import PAGE, STARS, gone
from folkmoot.sources.github.listing import PAST_THE_LAST, UNCHANGED, Listing, by_id, newest_first, stepped
from folkmoot.sources.github.stream import OfRepository
from folkmoot.sources.http.client import Reply
from folkmoot.sources.http.told import Told

MOST_PAGES = 400  # of stars


class Forks(OfRepository):
    """The forks of a repository, the newest first."""

    name = "forks"
    kinds = ("repo.forked",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the forks that are new. Edges: forks that were deleted before, and private ones, are not shown."""
        seen = self.seen(now)
        pages = newest_first(self.listing("forks", sort="newest"), state, by_id)
        yield from stepped(pages, lambda page: read.together(read.fork(one, seen) for one in page.items), now)


class Releases(OfRepository):
    """The releases of a repository. All are read again: a draft may be published long after it was made."""

    name = "releases"
    kinds = ("release.published",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the releases, unless the first page is the same as before."""
        listing, seen = self.listing("releases"), self.seen(now)
        reply = listing.first({}, str(state.get("etag", "")))
        after: Mapping[str, object] = {"etag": reply.etag} if reply.etag else {}
        while reply.there:
            yield Step(read.together(read.release(one, seen) for one in listing.told(reply)), {})
            if not reply.next:
                break
            reply = listing.next(reply.next)
        if reply.there:
            yield Step(Facts(), after, None, now, complete=True)
        elif reply.status == UNCHANGED:
            yield Step(Facts(), state, None, now, complete=True)
        else:
            complete, note = gone(reply)
            yield Step(Facts(), {}, None, now, complete, note)


class Stars(OfRepository):
    """Who gave a star, and when.

    GitHub shows the oldest first, and a star taken back moves all that follow up. So what is new is read from the end
    backwards. State: ``upto``, the moment of the newest star; ``page``, how far a first reading came; ``cut``.
    """

    name = "stars"
    kinds = ("repo.starred",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the stars that are new. Edges: of more than 40,000 GitHub shows only the oldest, and the note says so."""
        listing = self.listing("stargazers", STARS)
        yield from self._backwards(listing, state, now) if "upto" in state else self._forwards(listing, state, now)

    def _forwards(self, listing: Listing, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        page, newest = _number(state.get("page")), str(state.get("newest", ""))
        reply = listing.first({"page": page} if page > 1 else {})
        cut = ""
        while reply.there:
            items = listing.told(reply)
            newest, cut = max([newest, *(min(_starred(one), now.isoformat()) for one in items)]), _cut(page, items)
            yield Step(self._facts(items, now), {"page": page, "newest": newest})
            if not reply.next:
                break
            page += 1
            reply = listing.next(reply.next)
        yield self._end(reply, newest, cut, now)

    def _backwards(self, listing: Listing, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        upto = newest = str(state["upto"])
        first = listing.first({})
        reply = last = listing.next(first.last) if first.there and first.last else first
        page = _number(parse_qs(urlsplit(first.last).query).get("page", ["1"])[0])
        cut = str(state.get("cut", ""))
        while reply.there:
            items = listing.told(reply)
            newest, cut = (
                max([newest, *(min(_starred(one), now.isoformat()) for one in items)]),
                cut or _cut(page, items),
            )
            yield Step(self._facts(items, now), dict(state))
            page -= 1
            if page < 1 or any(_starred(one) < upto for one in items):
                break
            reply = listing.first({"page": page})
        yield self._end(last, newest, cut, now)

    def _facts(self, items: tuple[Told, ...], now: datetime) -> Facts:
        return read.together(read.star(one, self.seen(now)) for one in items)

    def _end(self, last: Reply, newest: str, cut: str, now: datetime) -> Step:
        complete, note = (True, "") if last.there else gone(last)
        after: dict[str, object] = {"upto": newest} if newest or last.there else {}
        if cut := cut or (note if last.status == PAST_THE_LAST else ""):
            after["cut"] = note = cut
            complete = False
        return Step(Facts(), after, None, now, complete, note)


def _cut(page: int, items: tuple[Told, ...]) -> str:
    """Return why the list is not whole, when this is the last page that GitHub ever shows, and a full one."""
    return (
        f"GitHub shows only the oldest {MOST_PAGES * PAGE:,} stars" if page >= MOST_PAGES and len(items) >= PAGE else ""
    )


def _starred(item: Told) -> str:
    return item.moment("starred_at").isoformat()


def _number(said: object) -> int:
    return max(int(said), 1) if isinstance(said, int | str) and str(said).isdecimal() else 1
