"""One event of GitHub Archive → the same facts that GitHub itself tells, as far as it suffices for them. Pure.

Source: https://www.gharchive.org/ and https://docs.github.com/en/rest/using-the-rest-api/github-event-types
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Sighting
from folkmoot.model.facts import NOBODY, Facts, happened, login
from folkmoot.sources.http.told import Told

SOURCE, FORGE = "gharchive", "github"
KINDS = (
    "repo.starred", "repo.forked", "issue.opened", "issue.closed", "issue.commented", "change.opened", "change.merged",
    "change.closed", "change.reviewed", "change.commented", "release.published",
)  # fmt: skip
NEVER_COMPLETE = "GitHub Archive misses events, and does not say which"

_THING = re.compile(r"/(issues|pull|pulls)/(\d{1,18})(?:#|$)")


@dataclass(frozen=True, slots=True)
class _Who:
    account: str
    number: int | None = None

    @property
    def told(self) -> dict[str, object]:
        return {} if self.number is None else {"actor_id": self.number}


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: what happened in ``payload``, who did it and when."""

    repo: str
    at: datetime
    actor: _Who
    payload: Told
    seen_at: datetime | None

    @property
    def action(self) -> str:
        return self.payload.text("action", "")

    def thing(self, number: int) -> str:
        return f"{self.repo}#{number}"


def facts_of(line: Told, repo: str, now: datetime | None = None) -> Facts:
    """Return what one line tells of ``repo``; nothing when it is of no interest.

    Edges: ids, moments and actors are those that GitHub's own answers lead to, so what both tell counts once. What
    has no number of its own there (labels, assignments, reopening) is left out.
    Errors: SourceUnreadable for a line that tells too little, such as the shortened changes since October 2025.
    """
    read = _READERS.get(line.text("type", ""))
    if read is None:
        return Facts()
    return read(_Line(repo, line.moment("created_at"), _who(line.maybe("actor")), line.part("payload"), now))


def _starred(line: _Line) -> Facts:
    if line.actor.account == f"{FORGE}:{NOBODY}":
        return Facts()
    return _facts(line, "repo.starred", line.at, line.actor, line.repo, key=line.actor.account)


def _forked(line: _Line) -> Facts:
    fork = line.payload.part("forkee")
    who, name = _who(fork.maybe("owner")), fork.text("full_name").lower()
    return _facts(
        line, "repo.forked", fork.moment("created_at"), who, line.repo, url=fork.text("html_url", ""),
        extra={"fork": f"{FORGE}:{name}"}, key=name,
    )  # fmt: skip


def _issue(line: _Line) -> Facts:
    issue = line.payload.part("issue")
    if line.action == "closed" and not issue.has("pull_request"):
        return _closed(line, "issue.closed", issue)
    if line.action != "opened" or issue.has("pull_request"):
        return Facts()
    return _opened(line, "issue.opened", issue, {})


def _change(line: _Line) -> Facts:
    if line.action not in ("opened", "closed"):
        return Facts()
    change = line.payload.part("pull_request")
    if line.action == "opened":
        extra: dict[str, object] = {"base": change.part("base").text("ref")}
        if change.has("draft"):
            extra["draft"] = change.flag("draft")
        return _opened(line, "change.opened", change, extra)
    if change.has("merged_at"):
        return _merged(line, change)
    return _closed(line, "change.closed", change)


def _opened(line: _Line, kind: str, thing: Told, more: dict[str, object]) -> Facts:
    return _facts(
        line, kind, thing.moment("created_at"), _author(thing), line.thing(thing.number("number")),
        url=thing.text("html_url", ""), extra={"title": thing.text("title"), **more},
    )  # fmt: skip


def _closed(line: _Line, kind: str, thing: Told) -> Facts:
    at = thing.moment("closed_at")
    extra: dict[str, object] = {"reason": thing.text("state_reason")} if thing.has("state_reason") else {}
    return _facts(
        line, kind, at, line.actor, line.thing(thing.number("number")), url=thing.text("html_url", ""), extra=extra,
        key=at.isoformat(),
    )  # fmt: skip


def _merged(line: _Line, change: Told) -> Facts:
    merger = _who(change.maybe("merged_by"))
    extra: dict[str, object] = {"merged_by": merger.account}
    for name, theirs in (("added", "additions"), ("removed", "deletions"), ("files", "changed_files")):
        if change.has(theirs):
            extra[name] = change.number(theirs)
    return _facts(
        line, "change.merged", change.moment("merged_at"), _author(change), line.thing(change.number("number")),
        url=change.text("html_url", ""), extra=extra, parent=change.text("merge_commit_sha", ""), met=(merger,),
    )  # fmt: skip


def _reviewed(line: _Line) -> Facts:
    if line.action not in ("created", "submitted"):
        return Facts()
    review = line.payload.part("review")
    at = review.maybe_moment("submitted_at")
    if at is None:
        return Facts()
    number = line.payload.part("pull_request").number("number")
    return _facts(
        line, "change.reviewed", at, _author(review), line.thing(number), url=review.text("html_url", ""),
        extra={"state": review.text("state").lower()}, key=review.name("id"),
    )  # fmt: skip


def _commented(line: _Line) -> Facts:
    comment = line.payload.part("comment")
    found = _THING.search(comment.text("html_url"))
    if line.action != "created" or found is None:
        return Facts()
    kind = "issue.commented" if found[1] == "issues" else "change.commented"
    return _facts(
        line, kind, comment.moment("created_at"), _author(comment), line.thing(int(found[2])),
        url=comment.text("html_url"), key=f"comment:{comment.number('id')}",
    )  # fmt: skip


def _code_commented(line: _Line) -> Facts:
    comment = line.payload.part("comment")
    found = _THING.search(comment.text("pull_request_url"))
    if line.action != "created" or found is None:
        return Facts()
    return _facts(
        line, "change.commented", comment.moment("created_at"), _author(comment), line.thing(int(found[2])),
        url=comment.text("html_url", ""), extra={"path": comment.text("path", "")},
        parent=comment.name("pull_request_review_id", ""), key=f"review-comment:{comment.number('id')}",
    )  # fmt: skip


def _released(line: _Line) -> Facts:
    release = line.payload.part("release")
    at = release.maybe_moment("published_at")
    if line.action != "published" or at is None:
        return Facts()
    return _facts(
        line, "release.published", at, _who(release.maybe("author")), f"{line.repo}@{release.text('tag_name')}",
        url=release.text("html_url", ""), key=release.name("id"),
        extra={"name": release.text("name", ""), "prerelease": release.flag("prerelease", otherwise=False)},
    )  # fmt: skip


_READERS: dict[str, Callable[[_Line], Facts]] = {
    "WatchEvent": _starred, "ForkEvent": _forked, "IssuesEvent": _issue, "PullRequestEvent": _change,
    "PullRequestReviewEvent": _reviewed, "IssueCommentEvent": _commented,
    "PullRequestReviewCommentEvent": _code_commented, "ReleaseEvent": _released,
}  # fmt: skip


def _facts(  # noqa: PLR0913  # an event has that many parts
    line: _Line, kind: str, at: datetime, who: _Who, subject: str, *, url: str = "", key: str = "", parent: str = "",
    extra: dict[str, object] | None = None, met: tuple[_Who, ...] = (),
) -> Facts:  # fmt: skip
    event = happened(
        kind, at, who.account, repo=line.repo, subject=subject, key=key, parent=parent, url=url, source=SOURCE,
        seen_at=line.seen_at, extra={**(extra or {}), **who.told},
    )  # fmt: skip
    return Facts((event,), sightings=tuple(_sightings((who, *met))))


def _author(thing: Told) -> _Who:
    """Return whose a thing is; a deleted user is null. Errors: SourceUnreadable where it does not tell at all."""
    if "user" not in thing.data:
        raise SourceUnreadable("its author is not told.", where=thing.where)
    return _who(thing.maybe("user"))


def _who(user: Told | None) -> _Who:
    account = login(FORGE, user.text("login", "") if user else "")
    if user is None or account == f"{FORGE}:{NOBODY}":
        return _Who(f"{FORGE}:{NOBODY}")
    return _Who(account, user.number("id") if user.has("id") else None)


def _sightings(met: Iterable[_Who]) -> Iterable[Sighting]:
    return dict.fromkeys(
        Sighting(who.account, also=f"{FORGE}-id:{who.number}", why="verified", source=SOURCE)
        for who in met
        if who.number is not None
    )
