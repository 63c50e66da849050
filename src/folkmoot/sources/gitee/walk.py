"""How long lists are walked so that nothing slips through, whatever changes meanwhile; with the state to go on from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from folkmoot.sources.gitee.client import Gitee, Page
from folkmoot.sources.gitee.dialect import LEAST, PAGE
from folkmoot.sources.http.told import Told

State = Mapping[str, object]

OVERLAP = timedelta(minutes=1)  # what changed just before may be shown a little later
_MOST_DONE = 500
_UNORDERED = "it does not list by the time of change, and something changed while it was read: it is read once more"
_UNTOLD = "it does not tell the moment of all of them"
_SHRUNK = "the list became shorter while it was read: it is read once more the next time"


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a list, and the state after it. The last part has no items, and says how far the reading goes."""

    items: tuple[Told, ...]
    state: State
    complete: bool = False
    note: str = ""
    end: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list below one path. ``where``: what it is, for errors. ``part``: into how many things a page is cut."""

    gitee: Gitee
    path: str
    where: str
    params: Mapping[str, object] = field(default_factory=dict)
    part: int = PAGE

    def page(self, number: int, more: Mapping[str, object] | None = None, etag: str = "") -> Page:
        """Return one page. Errors: SourceUnreadable, SourceBusy."""
        return self.gitee.page(self.path, number, self.where, {**self.params, **(more or {})}, etag)


def by_change(listing: Listing, state: State, now: datetime) -> Iterator[Part]:
    """Walk a list in the order of the last change, from where an earlier reading ended.

    Each page is asked for from the last moment that was met, not by its number: what changes meanwhile moves to the
    end and would make others slip to a page that was read already. Pages of one and the same second go by number.
    Where the forge does not order or filter by the time of change, all pages go by number.
    State: ``since``; ``done``, what was read of the last minute before it; ``etag`` of the page from there on; and
    while pages go by number also ``page``, ``top``, ``started``, ``total`` and ``moved``.
    """
    walk = _ByChange(listing, now, _moment(state.get("since")), {str(one) for one in _list(state.get("done"))})
    if number := _number(state.get("page")):
        yield from _Numbered.of(listing, state, now).through(number)
    else:
        yield from walk.ordered(str(state.get("etag", "")))


@dataclass
class _Place:
    """Where a walk stands: at a page of what changed since a moment.

    Behind the first page of one and the same moment others may have slipped forward, to a page that was read. So
    these pages are walked until nothing new is found on them.
    """

    number: int = 1
    low: datetime | None = None
    met: set[str] = field(default_factory=set)  # since this moment
    found: bool = False  # something new, on the pages since the first one
    before: Page = field(default_factory=lambda: Page(()))

    def end(self, page: Page, fresh: tuple[Told, ...]) -> bool:
        """Whether a page is the end of the list."""
        short = page.last is None and not fresh and len(page.items) < LEAST
        again = self.number > 1 and (self.found or bool(fresh))
        return bool((page.last or short or page.items == self.before.items) and not again)

    def next(self, page: Page, fresh: tuple[Told, ...]) -> _Place:
        """Return where to go on."""
        newest = max(map(changed_at, page.items), default=self.low)
        met, found = self.met | {_mark(one) for one in page.items}, self.found or bool(fresh)
        over = page.last or page.items == self.before.items
        if self.number > 1 and found and (over or newest != self.low):
            return _Place(1, self.low, met)
        if newest is not None and (self.low is None or newest > self.low):
            return _Place(1, newest)
        return _Place(self.number + 1, self.low, met, found, page)


@dataclass
class _ByChange:
    listing: Listing
    now: datetime
    since: datetime | None
    done: set[str]

    def ordered(self, etag: str) -> Iterator[Part]:
        """Walk from the last moment that was met; ``etag``: of the first page, from an earlier reading."""
        origin = self.since
        here = _Place(low=_before(origin))
        while True:
            page = self.listing.page(here.number, _asked(here.low), etag)
            if page.missing:
                yield Part((), self.state(), note=page.missing, end=True)
                return
            if not _in_order(page, here.low):
                # the last moment that was met says nothing of what comes behind it
                yield from _Numbered(self.listing, origin, self.now).through(1)
                return
            known = self.done | here.met
            fresh = tuple(item for item in page.items if _mark(item) not in known)
            yield from self._parts(fresh)
            if here.end(page, fresh):
                same = here.number == 1 and here.low is not None and here.low == _before(self.since)
                yield Part((), self.state(page.etag if same else ""), complete=True, end=True)
                return
            here, etag = here.next(page, fresh), ""

    def _parts(self, fresh: tuple[Told, ...]) -> Iterator[Part]:
        for start in range(0, len(fresh), self.listing.part):
            some = fresh[start : start + self.listing.part]
            self.since = max(filter(None, (self.since, *(changed_at(one) for one in some))))
            self.done |= {_mark(one) for one in some}
            yield Part(some, self.state())

    def state(self, etag: str = "") -> dict[str, object]:
        """Return what the next reading goes on from: only what was read of the last minute has to be remembered."""
        if self.since is None:
            return {}
        low = _iso(self.since - OVERLAP)
        kept = sorted(mark for mark in self.done if mark.partition("@")[2] >= low)
        self.done = set(kept)
        told: dict[str, object] = {"since": _iso(self.since)}
        if kept and len(kept) <= _MOST_DONE:
            told["done"] = kept
        return {**told, "etag": etag} if etag else told


@dataclass
class _Numbered:
    """All pages by their numbers, where the forge does not list by the time of change, or not from a moment on.

    ``started``: when the walk began. What changes later may have moved, and hidden what stood behind it.
    """

    listing: Listing
    since: datetime | None
    started: datetime
    top: datetime | None = None
    total: int | None = None
    moved: bool = False

    @classmethod
    def of(cls, listing: Listing, state: State, now: datetime) -> _Numbered:
        """Return the walk that a state tells of."""
        return cls(
            listing, _moment(state.get("since")), _moment(state.get("started")) or now, _moment(state.get("top")),
            _number(state.get("total")), state.get("moved") is True,
        )  # fmt: skip

    def through(self, number: int) -> Iterator[Part]:
        """Walk from a page on. A page that comes again is the end of a list that knows no pages."""
        low, before = _before(self.since), Page(())
        while True:
            page = self.listing.page(number, _asked(low))
            if page.missing or page.items == before.items or not page.items:
                break
            self._look(page)
            new = [item for item in page.items if low is None or changed_at(item) >= low]
            number, before = number + 1, page
            for start in range(0, len(new), self.listing.part):
                rest = start + self.listing.part < len(new)
                yield Part(tuple(new[start : start + self.listing.part]), self._going(number - 1 if rest else number))
            if page.last:
                break
        known = max(filter(None, (self.since, min(filter(None, (self.top, self.started))))))
        since = self.since if self.moved or page.missing else known
        note = page.missing or (_UNORDERED if self.moved else "")
        yield Part((), {"since": _iso(since)} if since else {}, complete=not note, note=note, end=True)

    def _look(self, page: Page) -> None:
        times = [changed_at(item) for item in page.items]
        self.top = max(filter(None, (self.top, *times)))
        shrunk = self.total is not None and page.total is not None and page.total < self.total
        self.moved = self.moved or shrunk or any(at >= self.started - OVERLAP for at in times)
        self.total = page.total if page.total is not None else self.total

    def _going(self, number: int) -> dict[str, object]:
        told: dict[str, object] = {"page": number, "started": _iso(self.started)}
        for name, at in (("since", self.since), ("top", self.top)):
            told |= {name: _iso(at)} if at else {}
        return told | ({"total": self.total} if self.total else {}) | ({"moved": True} if self.moved else {})


def newest_first(listing: Listing, state: State, name: str) -> Iterator[Part]:
    """Walk a list whose newest stands first, down to what was read before; to its end where it has another order.

    ``name``: of the moment that it is ordered by. What is new meanwhile pushes the others down: they come twice, and
    nothing slips through. A list that became shorter may have hidden something: it is read whole the next time.
    State: ``since``, everything up to this moment was read; ``etag`` of the first page; ``untold``, there are some
    without a moment; while it is walked also ``page``, ``top`` and ``total``.
    """
    walk = _Newest(listing, name, _moment(state.get("since")), _moment(state.get("top")), _number(state.get("total")))
    walk.untold = state.get("untold") is True
    if number := _number(state.get("page")):  # an earlier reading broke off
        yield from walk.down(number)
        walk.since, walk.top, walk.falling = walk.top, None, True
    yield from walk.down(1, str(state.get("etag", "")) if number is None else "")
    if walk.missing:
        yield Part((), state, note=walk.missing, end=True)
    elif walk.shrunk:
        yield Part((), {}, note=_SHRUNK, end=True)
    else:
        etag = {"etag": walk.etag} if walk.etag and walk.falling else {}
        note = _UNTOLD if walk.untold else ""
        yield Part((), {**walk.kept(), **etag}, complete=not walk.untold, note=note, end=True)


@dataclass
class _Newest:
    listing: Listing
    name: str
    since: datetime | None
    top: datetime | None
    total: int | None
    falling: bool = True  # so far, no moment is later than the one before
    shrunk: bool = False
    etag: str = ""
    missing: str = ""
    bottom: datetime | None = None
    untold: bool = False  # the moment of one of them

    def down(self, number: int, etag: str = "") -> Iterator[Part]:
        """Walk down from a page."""
        low, before = _before(self.since), Page(())
        self.bottom = None
        while True:
            page = self.listing.page(number, None, etag if number == 1 else "")
            self.missing, self.etag = page.missing, page.etag if number == 1 else self.etag
            if page.missing or page.items == before.items:
                break
            self._look(page)
            number, before = number + 1, page
            yield Part(page.items, {**self.kept(), **self._going(number)})
            if page.last or (self.falling and low is not None and self.bottom is not None and self.bottom < low):
                break

    def kept(self) -> dict[str, object]:
        """Return up to which moment everything was read."""
        newest = max(filter(None, (self.since, self.top)), default=None)
        told: dict[str, object] = {"since": _iso(newest)} if newest else {}
        return told | ({"untold": True} if self.untold else {})

    def _going(self, number: int) -> dict[str, object]:
        told: dict[str, object] = {"since": _iso(self.since) if self.since else "", "page": number}
        if self.top:
            told["top"] = _iso(self.top)
        return told | ({"total": self.total} if self.total is not None else {})

    def _look(self, page: Page) -> None:
        times = [at for item in page.items if (at := item.maybe_moment(self.name)) is not None]
        self.untold = self.untold or len(times) < len(page.items)
        met = [self.bottom, *times] if self.bottom else times
        self.falling = self.falling and met == sorted(filter(None, met), reverse=True)
        self.bottom = times[-1] if times else self.bottom
        self.top = max(filter(None, (self.top, *times)), default=None)
        self.shrunk = self.shrunk or (self.total is not None and page.total is not None and page.total < self.total)
        self.total = page.total if page.total is not None else self.total


def changed_at(item: Told) -> datetime:
    """Return when a thing was changed last. Edges: what never was has only the moment when it was made."""
    return item.maybe_moment("updated_at") or item.moment("created_at")


def _in_order(page: Page, low: datetime | None) -> bool:
    """Whether a page stands in the order of the last change, from the moment on that was asked for."""
    times = [changed_at(item).replace(microsecond=0) for item in page.items]
    return times == sorted(times) and not (low and times and times[0] < low.replace(microsecond=0))


def _mark(item: Told) -> str:
    return f"{item.name('id', '') or item.name('number')}@{_iso(changed_at(item))}"


def _asked(low: datetime | None) -> Mapping[str, object]:
    return {"since": low.replace(microsecond=0).isoformat() + "Z"} if low else {}


def _before(since: datetime | None) -> datetime | None:
    return since - OVERLAP if since else None


def _iso(at: datetime) -> str:
    return at.replace(tzinfo=UTC).isoformat(timespec="milliseconds")


def _moment(said: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC).replace(tzinfo=None) if at and at.tzinfo else at


def _number(said: object) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else None


def _list(said: object) -> list[object]:
    return said if isinstance(said, list) else []
