"""Commits → rows of the lake's events, and sightings of accounts. Pure; works in batches so that memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyarrow as pa

from folkmoot.model.event import Sighting, stable_id
from folkmoot.sources.git.merges import merged_change
from folkmoot.sources.git.people import account_of_mail, clean, domain_of, trailers
from folkmoot.sources.git.stream import Commit, cover

EPOCH = datetime(1970, 1, 1)
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


class Reader:
    """Turns one repository's commits into batches of events."""

    def __init__(self, repo: str, size: int = 20_000) -> None:
        self.repo, self.size = repo, size
        self.forge, _, self.name = repo.partition(":")
        self.doubtful = 0  # commits whose date no calendar holds
        self._sighted: set[Sighting] = set()
        self._branches: dict[str, tuple[str, str]] = {}  # tip of a merged branch → whose it was, and the change

    def batches(self, commits: Iterable[Commit]) -> Iterator[Batch]:
        """Yield the events of ``commits`` in batches of about ``size`` commits."""
        batch = Batch()
        for commit in commits:
            self._read(commit, batch)
            batch.commits += 1
            if batch.commits >= self.size:
                yield batch
                batch = Batch()
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
        if merged := self._branches.pop(commit.sha, None):
            login, change = merged
            batch.sightings.add(Sighting(login, "", "", author, "merged-branch", "git", self.repo, change))
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
        login = f"{change.forge}:{change.login}"
        at, _ = moment(commit.committed)
        tip = commit.parents[1]
        subject = f"{self.repo}{change.mark}{change.number}"
        self._branches[tip] = (login, subject)
        self._keep(batch, Sighting(login, "", "", "", "", "git", self.repo))
        extra = {"merged_by": merger, "branch": change.branch, "title": change.title, "head": tip}
        batch.add(
            stable_id("change.merged", self.repo, commit.sha), at, "change.merged", login, self.repo,
            subject, commit.sha, None, self._change_page(change.forge, change.number),
            json.dumps(extra, ensure_ascii=False, separators=(",", ":")),
        )  # fmt: skip

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
