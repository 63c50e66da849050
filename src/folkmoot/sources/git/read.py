"""Commits → rows of the lake's events, and sightings of accounts. Pure; works in batches so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

import pyarrow as pa

from folkmoot.model.event import Sighting, stable_id
from folkmoot.sources.git.merges import MergedChange, merged_change
from folkmoot.sources.git.people import account_of_mail, clean, domain_of, trailers
from folkmoot.sources.git.stream import Commit, cover

EPOCH = datetime(1970, 1, 1)
NOBODY = "unknown"  # a placeholder: it never joins people
FIRST, LAST = -62_000_000_000, 253_000_000_000  # seconds: the years 5 to 9987, which a moment can hold
COLUMNS = ("id", "at", "kind", "actor", "repo", "subject", "parent", "amount", "url", "extra")
_COMMIT_PAGES = {"gitee": "https://gitee.com/{}/commit/{}", "github": "https://github.com/{}/commit/{}",
                 "gitcode": "https://gitcode.com/{}/commit/{}", "atomgit": "https://atomgit.com/{}/commit/{}"}  # fmt: skip
_CHANGE_PAGES = {"gitee": "https://gitee.com/{}/pulls/{}", "github": "https://github.com/{}/pull/{}"}


@dataclass
class Batch:
    """Some thousand events as columns, ready for the lake, with the sightings that came along."""

    columns: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    sightings: set[Sighting] = field(default_factory=set)
    commits: int = 0

    def add(self, *values: object) -> None:
        """Add one event, its values in the order of COLUMNS."""
        for column, value in zip(self.columns.values(), values, strict=True):
            column.append(value)

    def table(self, seen_at: datetime) -> pa.Table:
        """Return the events as an Arrow table."""
        rows = len(self.columns["id"])
        moment = pa.timestamp("us")
        arrays = {
            name: pa.array(values, moment if name == "at" else pa.float64() if name == "amount" else pa.string())
            for name, values in self.columns.items()
        }
        arrays["source"] = pa.repeat("git", rows)
        arrays["seen_at"] = pa.repeat(pa.scalar(seen_at, moment), rows)
        arrays["version"] = pa.repeat(pa.scalar(1, pa.int32()), rows)
        return pa.table(arrays)


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merge of a change: its commit, the tip that it merged, who merged and when."""

    change: MergedChange
    sha: str
    tip: str
    merger: str
    at: datetime


class Reader:
    """Turns one repository's commits into batches of events."""

    def __init__(self, repo: str, size: int = 20_000) -> None:
        self.repo, self.size = repo, size
        self.forge, _, self.name = repo.partition(":")
        self.doubtful = 0  # commits whose date no calendar holds
        self._sighted: set[Sighting] = set()
        self._branches: dict[str, list[_Merge]] = {}  # tip of a merged branch → its merges, until it comes by

    def batches(self, commits: Iterable[Commit]) -> Iterator[Batch]:
        """Yield the events of ``commits`` in batches of about ``size`` commits."""
        batch = Batch()
        for commit in commits:
            self._read(commit, batch)
            batch.commits += 1
            if batch.commits >= self.size:
                yield batch
                batch = Batch()
        for merge in chain.from_iterable(self._branches.values()):
            if not merge.change.login:
                self._merged(batch, merge, f"{merge.change.forge}:{NOBODY}")
        if batch.commits or batch.sightings:
            yield batch

    def _read(self, commit: Commit, batch: Batch) -> None:
        author = account_of_mail(commit.mail)
        self._sight(batch, author, commit.name, commit.mail)
        at, doubtful = moment(commit.authored)
        self.doubtful += doubtful
        amount = None if commit.added is None else float(commit.added + (commit.removed or 0))
        page = _COMMIT_PAGES.get(self.forge, "").format(self.name, commit.sha)
        batch.add(
            stable_id("commit.authored", self.repo, commit.sha), at, "commit.authored", author, self.repo,
            f"{self.repo}@{commit.sha}", commit.parents[0] if commit.parents else "", amount, page,
            json.dumps(self._extra(commit, batch, doubtful), ensure_ascii=False, separators=(",", ":")),
        )  # fmt: skip
        for merge in self._branches.pop(commit.sha, ()):
            self._read_tip(merge, author, batch)
        if len(commit.parents) > 1:
            self._read_merge(commit, author, batch)

    def _extra(self, commit: Commit, batch: Batch, doubtful: bool) -> dict[str, object]:
        extra: dict[str, object] = {"title": commit.message.split("\n", 1)[0][:200]}
        if len(commit.parents) > 1:
            extra["merge"] = True
        else:
            extra |= {"added": commit.added, "removed": commit.removed, "files": commit.files}
            extra["dirs"] = cover(commit.folders)
        if doubtful:
            extra["date_doubtful"] = True
        for kind, name, mail in trailers(commit.message):
            account = account_of_mail(mail)
            self._sight(batch, account, name, mail)
            listed = extra.setdefault("coauthors" if kind == "co-authored-by" else "signed_off", [])
            if isinstance(listed, list) and account not in listed:
                listed.append(account)
        return extra

    def _read_merge(self, commit: Commit, merger: str, batch: Batch) -> None:
        change = merged_change(commit.message)
        if change is None:
            return
        at, _ = moment(commit.committed)
        merge = _Merge(change, commit.sha, commit.parents[1], merger, at)
        if change.login:
            self._merged(batch, merge, f"{change.forge}:{change.login}")
        self._branches.setdefault(merge.tip, []).append(merge)

    def _merged(self, batch: Batch, merge: _Merge, actor: str) -> None:
        change = merge.change
        if change.login:
            self._keep(batch, Sighting(actor, "", "", "", "", "git", self.repo))
        extra = {"merged_by": merge.merger, "branch": change.branch, "title": change.title, "head": merge.tip}
        batch.add(
            stable_id("change.merged", self.repo, merge.sha), merge.at, "change.merged", actor, self.repo,
            self._subject(change), merge.sha, None, self._change_page(change.forge, change.number),
            json.dumps(extra, ensure_ascii=False, separators=(",", ":")),
        )  # fmt: skip

    def _read_tip(self, merge: _Merge, author: str, batch: Batch) -> None:
        """Take what the tip of a merged branch tells: whose address the login has, or who made an ownerless branch."""
        if merge.change.login:
            login = f"{merge.change.forge}:{merge.change.login}"
            shown = Sighting(login, "", "", author, "merged-branch", "git", self.repo, self._subject(merge.change))
            batch.sightings.add(shown)
        else:
            self._merged(batch, merge, author)

    def _subject(self, change: MergedChange) -> str:
        return f"{self.repo}{change.mark}{change.number}"

    def _change_page(self, forge: str, number: int) -> str:
        return _CHANGE_PAGES[forge].format(self.name, number) if forge == self.forge else ""

    def _sight(self, batch: Batch, account: str, name: str, mail: str) -> None:
        domain = domain_of(mail) if account.startswith("mail:") else ""
        self._keep(batch, Sighting(account, clean(name), domain, "", "", "git", self.repo))

    def _keep(self, batch: Batch, sighting: Sighting) -> None:
        if sighting not in self._sighted:
            self._sighted.add(sighting)
            batch.sightings.add(sighting)


def moment(seconds: bytes) -> tuple[datetime, bool]:
    """Return git's seconds as UTC without a zone, and whether they had to be clamped because no calendar holds them."""
    try:
        number = int(seconds)
    except ValueError:
        return EPOCH, True
    if not FIRST <= number <= LAST:
        return EPOCH + timedelta(seconds=min(max(number, FIRST), LAST)), True
    return EPOCH + timedelta(seconds=number), False
