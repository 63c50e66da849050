"""What happened: events, measurements, coverage and sightings; the kinds of event and their spelling."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from folkmoot.model.text import Text

KINDS: Mapping[str, Text] = {
    "commit.authored": Text("Commits", "提交"),
    "change.opened": Text("Changes opened", "发起的变更"),
    "change.merged": Text("Changes merged", "合入的变更"),
    "change.closed": Text("Changes closed", "关闭的变更"),
    "change.reviewed": Text("Reviews", "检视"),
    "change.commented": Text("Review comments", "检视评论"),
    "issue.opened": Text("Issues opened", "新建的问题单"),
    "issue.closed": Text("Issues closed", "关闭的问题单"),
    "issue.commented": Text("Issue comments", "问题单评论"),
    "repo.starred": Text("Stars", "点赞"),
    "repo.unstarred": Text("Stars withdrawn", "取消点赞"),
    "repo.forked": Text("Forks", "复刻"),
    "repo.watched": Text("Watches", "关注"),
    "release.published": Text("Releases", "版本发布"),
    "mail.sent": Text("Mails", "邮件"),
    "post.published": Text("Posts", "帖子"),
    "content.published": Text("Content published", "发布的内容"),
    "meeting.attended": Text("Meetings attended", "参加的会议"),
    "meeting.hosted": Text("Meetings hosted", "主持的会议"),
    "meeting.presented": Text("Talks given", "分享"),
    "event.attended": Text("Events attended", "参加的活动"),
    "event.hosted": Text("Events hosted", "组织的活动"),
    "event.presented": Text("Talks at events", "活动分享"),
    "camp.completed": Text("Camps completed", "完成的训练营"),
    "task.claimed": Text("Tasks claimed", "认领的任务"),
    "task.delivered": Text("Tasks delivered", "交付的任务"),
    "build.finished": Text("Builds", "构建"),
    "change.reopened": Text("Changes reopened", "重新打开的变更"),
    "change.labeled": Text("Labels set on changes", "变更的标签"),
    "change.assigned": Text("Changes assigned", "变更的指派"),
    "issue.reopened": Text("Issues reopened", "重新打开的问题单"),
    "issue.labeled": Text("Labels set on issues", "问题单的标签"),
    "issue.assigned": Text("Issues assigned", "问题单的指派"),
    "issue.transferred": Text("Issues moved away", "转移的问题单"),
}

INTEREST = frozenset(
    {"repo.starred", "repo.unstarred", "repo.forked", "repo.watched", "event.attended", "camp.completed"}
)
UPKEEP = frozenset({
    "build.finished", "change.reopened", "change.labeled", "change.assigned",
    "issue.reopened", "issue.labeled", "issue.assigned", "issue.transferred",
})  # fmt: skip
"""What a thing goes through; mostly a robot does it."""

CONTRIBUTIONS = tuple(kind for kind in KINDS if kind not in INTEREST | UPKEEP)
"""The kinds that make a person a contributor; the others show interest, or what a thing goes through."""


def stable_id(*parts: str) -> str:
    """Return 32 hex digits for ``parts``: the same input gives the same id, on every machine and in every run."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody did something at a moment. Never rewritten: a kind has a version and is raised on read.

    ``at`` and ``seen_at`` are UTC without a zone. ``extra`` holds what only this kind has, ready for JSON.
    """

    id: str
    at: datetime
    kind: str
    actor: str  # account, forge:login or mail:<sha256>
    repo: str = ""  # forge:owner/name, lower case
    subject: str = ""  # gitee:example/kit!123
    parent: str = ""
    amount: float | None = None
    url: str = ""
    source: str = ""
    seen_at: datetime | None = None
    version: int = 1
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number observed at a moment: stars, downloads by version, views, members of a chat."""

    id: str
    at: datetime
    name: str  # "stars", "downloads"
    subject: str  # a repository, package or channel
    amount: float
    unit: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which interval of one kind of fact was really read from a source for a repository, and when.

    ``complete`` is False when the source cut the list, was shallow, or broke off: a gap is never shown as zero.
    ``state`` is what the source needs in order to go on from here (for git: the tips it has read), as JSON.
    """

    source: str
    repo: str
    kind: str
    since_at: datetime | None
    until_at: datetime | None
    read_at: datetime
    complete: bool = True
    note: str = ""
    state: str = ""
    rows: int = 0
    sure_until_at: datetime | None = None  # of what is not complete: up to here an earlier reading was

    @property
    def sure_at(self) -> datetime | None:
        """Up to when nothing is missing; None: nothing can be said."""
        return (self.until_at or self.read_at) if self.complete else self.sure_until_at


@dataclass(frozen=True, slots=True)
class Sighting:
    """An account was seen under a name, with a mail domain: the raw material of identity."""

    account: str
    name: str = ""
    domain: str = ""  # of the mail address behind a mail: account
    also: str = ""  # another account that the same record shows to be theirs (a .mailmap line, a verified login)
    why: str = ""  # what made them the same: "mailmap", "verified", "merged-branch"
    source: str = ""
    repo: str = ""
    subject: str = ""  # the change that shows it, so that evidence can be counted
