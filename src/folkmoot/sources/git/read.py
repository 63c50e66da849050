"""Commits → rows of the lake's events, and sightings of accounts. Pure; works in batches so that memory stays flat."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

import pyarrow as pa

from folkmoot.model.event import Sighting, stable_id
from folkmoot.model.reverting import reverting
from folkmoot.sources.git.merges import MergedChange, merged_change
from folkmoot.sources.git.people import account_of, clean, domain_of, trailers
from folkmoot.sources.git.stream import Commit, cover

SOURCE = "git"
COMMIT, MERGED = KINDS = ("commit.authored", "change.merged")
SIZE = 10_000  # commits held in memory at a time

NOBODY = "unknown"  # a placeholder: it never joins people

EPOCH = datetime(1970, 1, 1)
FIRST, LAST = -62_000_000_000, 253_000_000_000  # seconds: the years 5 to 9987, which a moment can hold
OLDEST = datetime(1971, 1, 1)  # no version control is older; 1970 is what a clock says that was never set
AHEAD = timedelta(days=1)  # how far another clock may honestly be ahead of ours

COLUMNS = ("id", "at", "kind", "actor", "repo", "subject", "parent", "amount", "url", "extra")
_TYPES = {"at": pa.timestamp("us"), "amount": pa.float64()}
_COMMIT_PAGES = {"gitee": "https://gitee.com/{}/commit/{}", "github": "https://github.com/{}/commit/{}",
                 "gitcode": "https://gitcode.com/{}/commit/{}", "atomgit": "https://atomgit.com/{}/commit/{}"}  # fmt: skip
_CHANGE_PAGES = {"gitee": "https://gitee.com/{}/pulls/{}", "github": "https://github.com/{}/pull/{}"}
_TRAILERS = {"co-authored-by": "coauthors", "signed-off-by": "signed_off"}
_said = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Row(NamedTuple):
    """One event, in the order of COLUMNS."""

    id: str
    at: datetime
    kind: str
    actor: str
    repo: str
    subject: str
    parent: str
    amount: float | None
    url: str
    extra: str


class Batch:
    """Some thousand events, ready for the lake."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.commits = 0
        self.kinds: Counter[str] = Counter()

    def add(self, row: Row) -> None:
        """Add an event."""
        self.rows.append(row)
        self.kinds[row.kind] += 1

    def table(self, seen_at: datetime) -> pa.Table:
        """Return the events as an Arrow table."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(COLUMNS)
        arrays = {
            name: pa.array(values, _TYPES.get(name, pa.string())) for name, values in zip(COLUMNS, columns, strict=True)
        }
        arrays["source"] = pa.repeat(SOURCE, len(self.rows))
        arrays["seen_at"] = pa.repeat(pa.scalar(seen_at, pa.timestamp("us")), len(self.rows))
        arrays["version"] = pa.repeat(pa.scalar(1, pa.int32()), len(self.rows))
        return pa.table(arrays)


class Reader:
    """Turns one repository's commits into batches of events, and gathers what it learns of accounts on the way.

    ``cut``: the commits at which a shallow history ends; git shows all their files as new, so their lines are unknown.
    ``robots``: whether a merge whose message a robot wrote in its own words counts as a merged change, too.
    """

    def __init__(
        self, repo: str, now: datetime, *, cut: frozenset[str] = frozenset(), robots: bool = False, size: int = SIZE
    ) -> None:
        self.repo = repo
        self.doubtful = 0  # commits whose date cannot be true
        self.since_at: datetime | None = None  # the oldest date that can
        self.sightings: set[Sighting] = set()
        self._forge, _, self._name = repo.partition(":")
        self._accounts: dict[tuple[str, str], str] = {}  # (name, address) → account
        self._cut, self._robots, self._size, self._latest = cut, robots, size, now + AHEAD
        # What waits for the tip of a merged branch, which mostly comes soon after its merge.
        self._logins: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # tip → (login, change)
        self._nameless: defaultdict[str, list[Row]] = defaultdict(list)  # tip → merged changes that name nobody

    def batches(self, commits: Iterable[Commit]) -> Iterator[Batch]:
        """Yield the events of ``commits`` in batches of about as many commits as were wished."""
        batch = Batch()
        for commit in commits:
            self._read(commit, batch)
            batch.commits += 1
            if batch.commits >= self._size:
                yield batch
                batch = Batch()
        if batch.commits:
            yield batch

    @property
    def open_tips(self) -> frozenset[str]:
        """The tips of merged branches that did not come: they had been read before, or are not there."""
        return frozenset(self._logins) | frozenset(self._nameless)

    def rest(self, authors: Mapping[str, tuple[str, str]]) -> Batch:
        """Return what waited for a tip; ``authors``: the name and address of those tips' authors, where they are known."""
        batch = Batch()
        for tip in sorted(self.open_tips):
            self._met(tip, account_of(*authors[tip]) if tip in authors else "", batch)
        return batch

    def _read(self, commit: Commit, batch: Batch) -> None:
        author = self._sight(commit.name, commit.mail)
        at, clamped = moment(commit.authored)
        doubtful = clamped or not OLDEST <= at <= self._latest
        if doubtful:
            self.doubtful += 1
        elif self.since_at is None or at < self.since_at:
            self.since_at = at
        merge = len(commit.parents) > 1
        change = merged_change(commit.message) if merge else None
        known = not merge and commit.sha not in self._cut
        extra = self._extra(commit, author, known=known, doubtful=doubtful)
        if change and not self._counts(change):
            extra |= {"change": self._subject(change), "change_by": f"{change.forge}:{change.login}"}
        amount = float(commit.added + commit.removed) if known else None
        page = _COMMIT_PAGES.get(self._forge, "").format(self._name, commit.sha)
        batch.add(Row(
            stable_id(COMMIT, self.repo, commit.sha), at, COMMIT, author, self.repo, f"{self.repo}@{commit.sha}",
            commit.parents[0] if commit.parents else "", amount, page, _said(extra),
        ))  # fmt: skip
        if commit.sha in self._logins or commit.sha in self._nameless:
            self._met(commit.sha, author, batch)
        if change:
            self._merged(change, commit, author, batch)

    def _extra(self, commit: Commit, author: str, *, known: bool, doubtful: bool) -> dict[str, object]:
        extra: dict[str, object] = {"title": commit.message.lstrip("\n").split("\n", 1)[0][:200]}
        if len(commit.parents) > 1:
            extra["merge"] = True
        elif known:
            extra |= {"added": commit.added, "removed": commit.removed, "files": commit.files}
            extra["dirs"] = cover(commit.folders)
        if doubtful:
            extra["date_doubtful"] = True
        extra |= reverting(commit.message, repo=self.repo)
        listed: dict[str, list[str]] = {}
        for kind, name, mail in trailers(commit.message):
            account = self._sight(name, mail)
            accounts = listed.setdefault(_TRAILERS[kind], [])
            if account not in accounts and (account != author or kind != "co-authored-by"):
                accounts.append(account)
        return extra | listed

    def _counts(self, change: MergedChange) -> bool:
        return self._robots or not change.robot

    def _subject(self, change: MergedChange) -> str:
        return f"{self.repo}{change.mark}{change.number}"

    def _merged(self, change: MergedChange, commit: Commit, merger: str, batch: Batch) -> None:
        tip, subject = commit.parents[1], self._subject(change)
        login = f"{change.forge}:{change.login}" if change.login else ""
        if login:
            # Gitee writes the name that it shows, which is the login only for some.
            name = clean(change.whose) if change.mark == "!" and not change.robot else ""
            self.sightings.add(Sighting(login, name, "", "", "", SOURCE, self.repo))
        if login and not self._is_owner(change):
            self._logins[tip].append((login, subject))
        if not self._counts(change):
            return
        at, _ = moment(commit.committed)
        extra: dict[str, object] = {"merged_by": merger, "branch": change.branch, "title": change.title, "head": tip}
        extra |= reverting(commit.message, repo=self.repo)
        if change.reviewers:
            extra["reviewed_by"] = [f"{change.forge}:{one}" for one in change.reviewers]
        page = _CHANGE_PAGES[change.forge].format(self._name, change.number) if change.forge == self._forge else ""
        row = Row(
            stable_id(MERGED, self.repo, commit.sha), at, MERGED, login or f"{change.forge}:{NOBODY}", self.repo,
            subject, commit.sha, None, page, _said(extra),
        )  # fmt: skip
        if login:
            batch.add(row)
        else:
            self._nameless[tip].append(row)

    def _is_owner(self, change: MergedChange) -> bool:
        """GitHub names the owner of the branch's repository: for a branch of the repository itself no author."""
        return change.forge == "github" and change.login == self._name.partition("/")[0]

    def _met(self, tip: str, author: str, batch: Batch) -> None:
        """Settle what waited for the tip of a merged branch, now that its author is known (or never will be)."""
        for login, subject in self._logins.pop(tip, ()):
            if author:
                self.sightings.add(Sighting(login, "", "", author, "merged-branch", SOURCE, self.repo, subject))
        for row in self._nameless.pop(tip, ()):
            batch.add(row._replace(actor=author or row.actor))

    def _sight(self, name: str, mail: str) -> str:
        account = self._accounts.get((name, mail))
        if account is None:
            account = self._accounts[name, mail] = account_of(name, mail)
            domain = domain_of(mail) if account.startswith("mail:") else ""
            self.sightings.add(Sighting(account, clean(name), domain, "", "", SOURCE, self.repo))
        return account


def moment(seconds: bytes) -> tuple[datetime, bool]:
    """Return git's seconds as UTC without a zone, and whether they had to be clamped because no calendar holds them."""
    try:
        number = int(seconds)
    except ValueError:
        return EPOCH, True
    if not FIRST <= number <= LAST:
        return EPOCH + timedelta(seconds=min(max(number, FIRST), LAST)), True
    return EPOCH + timedelta(seconds=number), False
