"""How GitHub's lists are walked so that nothing slips through: oldest change first, or newest first; with the state."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github.client import GitHub, gone
from folkmoot.sources.http.client import Reply
from folkmoot.sources.http.told import Told

State = Mapping[str, object]

UNCHANGED, PAST_THE_LAST = 304, 422
LOOKS = 4  # at a list that moves while it is walked
OVERLAP = timedelta(minutes=1)  # what changed just before may be shown a little later


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list, and the state after it. ``note``: why the list ends here, when that is not its end."""

    items: tuple[Told, ...]
    state: State
    complete: bool = False  # the list was read to its end
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list below one path. ``where``: what it is, for errors."""

    github: GitHub
    path: str
    where: str
    params: Mapping[str, object]
    accept: str = ""

    def first(self, more: Mapping[str, object], etag: str = "") -> Reply:
        """Return its first page."""
        return self.github.page(self.path, {**self.params, **more}, etag=etag, accept=self.accept)

    def next(self, address: str) -> Reply:
        """Return a later page."""
        return self.github.page(address, accept=self.accept)

    def told(self, reply: Reply) -> tuple[Told, ...]:
        """Return what stands on a page. Errors: SourceUnreadable."""
        return tuple(Told.each(reply.data, self.where))


def since(listing: Listing, state: State, now: datetime) -> Iterator[Page]:
    """Walk a list in the order of the last change, from where an earlier reading ended. The last page is empty.

    What changes meanwhile moves to the end of such a list, and what follows moves up by one: onto a page that was
    read already. So a list of several pages that something moved in is walked twice.
    State: ``since``; while it is walked also ``from`` and ``started``; ``etag`` of a page that was the whole list.
    """
    walk = _Since(
        listing, str(state.get("since", "")), str(state.get("from", state.get("since", ""))),
        _moment(state.get("started")) or now, now, str(state.get("etag", "")), several="from" in state,
    )  # fmt: skip
    yield from walk.through(walk.newest)
    if walk.moved and walk.several and walk.reached:
        walk.etag = ""
        yield from walk.through(walk.origin)
    if walk.reached:
        yield Page((), walk.state, complete=True)


@dataclass
class _Since:
    listing: Listing
    newest: str  # the last change that was met
    origin: str
    started: datetime
    latest: datetime  # now: a wrong clock of somebody else must not lead past what is to come
    etag: str
    several: bool  # more than one page was read
    moved: bool = False  # something changed while it was walked
    reached: bool = False  # its end
    asked: str = ""

    def through(self, asked: str) -> Iterator[Page]:
        """Walk through what changed since a moment."""
        self.reached, self.asked = False, asked
        for pages, reply in enumerate(_asked(self.listing, asked, self.etag)):
            if not reply.there and reply.status != UNCHANGED:
                complete, note = gone(reply)
                yield Page((), self.state, complete=complete and not pages, note=note)
                return
            self.several = self.several or pages > 0
            self.etag = reply.etag if reply.there else self.etag
            items = self.listing.told(reply) if reply.there else ()
            changed = [item.moment("updated_at") for item in items]
            self.newest = max([self.newest, *(_iso(min(at, self.latest)) for at in changed)])
            self.moved = self.moved or any(at >= self.started for at in changed)
            if items:
                kept = {"since": self.newest, "from": self.origin, "started": _iso(self.started)}
                yield Page(items, kept, url=reply.url)
        self.reached = True

    @property
    def state(self) -> State:
        """What the next reading goes on from. A page's mark is of use only where the next reading asks the same."""
        same = bool(self.etag) and not self.several and self.asked == self.newest
        whole = {"etag": self.etag} if same else {}
        return {"since": self.newest, **whole} if self.newest else {}


def _asked(listing: Listing, since: str, etag: str) -> Iterator[Reply]:
    """Yield the pages of what changed since a moment; where no later page is shown, ask anew from the last one on."""
    more = {"since": _iso(at - OVERLAP)} if (at := _moment(since)) else {}
    reply = listing.first(more, etag)
    yield reply
    seen = {reply.url}
    newest = since
    while reply.there:
        items = listing.told(reply)
        newest = max([newest, *(_iso(item.moment("updated_at")) for item in items)])
        if not reply.next or reply.next in seen:
            return
        seen.add(reply.next)
        reply = listing.next(reply.next)
        if reply.status == PAST_THE_LAST and newest > since:  # only so many pages are shown of one list
            since, at = newest, _moment(newest)
            reply = listing.first({"since": _iso(at)} if at else {})
        yield reply


def newest_first(listing: Listing, state: State, mark: Callable[[Told], int], part: int = 0) -> Iterator[Page]:
    """Walk a list whose newest stands first, down to what was read before. The last page is empty.

    What is new meanwhile pushes the others down: they come twice, and nothing slips through; and it stands at the top
    when the list is looked at again, which is done after several pages. A reading that broke off is ended first.
    ``mark``: a number that grows with what is newer. ``part``: into how many a page is cut, each with its own state.
    State: ``upto``, all up to this mark was read; ``etag`` of the first page; ``cut``, GitHub did not show all; while
    it is walked also ``top`` and ``next``, and ``done``, marks of that page that were read already.
    """
    walk = _Walk(listing, mark, part, dict(state))
    if walk.open:
        yield from walk.on()
    for _ in range(LOOKS):
        yield from walk.afresh()
        if walk.pages <= 1:
            break
    yield walk.end


@dataclass
class _Walk:
    listing: Listing
    mark: Callable[[Told], int]
    part: int
    state: dict[str, object]
    top: int = 0
    pages: int = 0  # how many there were this time
    end: Page = Page((), {})

    @property
    def open(self) -> bool:
        """Whether an earlier reading broke off, and can be gone on with."""
        here = self.state.get("next")
        return isinstance(here, str) and self.listing.github.ours(here)

    def on(self) -> Iterator[Page]:
        """Walk on from where a reading broke off."""
        self.top = _number(self.state.get("top"))
        reply = self.listing.next(str(self.state["next"]))
        yield from self._down(reply, _names(self.state.get("done")), str(self.state.get("etag", "")))

    def afresh(self) -> Iterator[Page]:
        """Walk down from the top."""
        self.top, etag = 0, str(self.state.get("etag", ""))
        reply = self.listing.first({}, etag)
        yield from self._down(reply, set(), reply.etag if reply.there else etag)
        missing = not self.pages and not reply.there and reply.status != UNCHANGED
        cut = str(self.state.get("cut", ""))
        complete, note = gone(reply) if missing else (not cut, cut)
        self.end = Page((), self.state, complete=complete, note=note)

    def _down(self, reply: Reply, done: set[str], etag: str) -> Iterator[Page]:
        upto, cut = _number(self.state.get("upto")), str(self.state.get("cut", ""))
        self.pages = 0
        while reply.there:
            self.pages += 1
            last = yield from self._page(reply, upto, done, cut)
            done = set()
            if last:
                break
            reply = self.listing.next(reply.next)
        cut = cut or (gone(reply)[1] if reply.status == PAST_THE_LAST else "")
        kept = {"upto": max(self.top, upto), "etag": etag, "cut": cut}
        self.state = {name: value for name, value in kept.items() if value}

    def _page(self, reply: Reply, upto: int, done: set[str], cut: str) -> Generator[Page, None, bool]:
        """Yield what is new of a page, and return whether it is the last."""
        items = self.listing.told(reply)
        marks = [self.mark(item) for item in items]
        self.top = max([self.top, *marks])
        last = not reply.next or any(at < upto for at in marks)
        todo = [item for item in items if self.mark(item) >= upto and self._name(item) not in done]
        size, read = self.part or max(len(todo), 1), sorted(done)
        told: dict[str, object] = {"cut": cut} if cut else {}
        going = {"upto": upto, "top": self.top, **told}
        for start in range(0, len(todo), size):
            some = todo[start : start + size]
            read += [self._name(item) for item in some]
            if start + size < len(todo):
                state: State = {**going, "next": reply.url, "done": list(read)}
            elif last:
                state = {"upto": max(self.top, upto), **told}
            else:
                state = {**going, "next": reply.next}
            yield Page(tuple(some), state, url=reply.url)
        return last

    def _name(self, item: Told) -> str:
        return f"{item.name('id', '')}@{self.mark(item)}"


def stepped(pages: Iterator[Page], facts_of: Callable[[Page], Facts], now: datetime) -> Iterator[Step]:
    """Yield a step for each page; the last one says how far the reading goes."""
    for page in pages:
        if page.items:
            yield Step(facts_of(page), page.state)
        else:
            yield Step(Facts(), page.state, None, now, page.complete, page.note)


def by_id(item: Told) -> int:
    """Return the number under which GitHub keeps a thing: what is newer has a larger one."""
    return item.number("id")


def by_change(now: datetime) -> Callable[[Told], int]:
    """Return what tells the second in which a thing was changed last; a moment that is to come yet counts as now."""

    def mark(item: Told) -> int:
        return int(min(item.moment("updated_at"), now).replace(tzinfo=UTC).timestamp())

    return mark


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(said: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(said or "")).replace(tzinfo=None)  # the form of _iso: always UTC
    except ValueError:
        return None


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0


def _names(said: object) -> set[str]:
    return {str(one) for one in said} if isinstance(said, list) else set()
