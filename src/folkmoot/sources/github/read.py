"""What GitHub tells → facts. Pure; one function for each kind of event, whichever way it was told.

Source: https://docs.github.com/en/rest (version 2022-11-28)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import add

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Event, Sighting
from folkmoot.model.facts import NOBODY, Facts, happened, login, measured
from folkmoot.model.reverting import reverting
from folkmoot.sources.http.told import Told

SOURCE = FORGE = "github"

COUNTS = {
    "stars": "stargazers_count", "forks": "forks_count", "watches": "subscribers_count",
    "open_issues": "open_issues_count",
}  # fmt: skip
"""What is measured of a repository, and what GitHub calls it; to GitHub an open change is an open issue, too."""

HAPPENINGS = {
    "closed": "closed", "reopened": "reopened", "labeled": "labeled", "unlabeled": "labeled", "assigned": "assigned",
    "unassigned": "assigned", "transferred": "transferred",
}  # fmt: skip
_REMOVALS = {"unlabeled", "unassigned"}
_COMMENTED = re.compile(r"/(issues|pulls?)/(\d{1,18})(?:#|$)")
_MERGING = timedelta(seconds=5)  # between a merge and the closing that it brings about
_UNFINISHED = {"pending", "expected"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Which repository something is told of, as the lake calls it, and when we were told."""

    repo: str
    at: datetime

    def thing(self, number: int) -> str:
        """Return the subject of an issue or a change."""
        return f"{self.repo}#{number}"


@dataclass(frozen=True, slots=True)
class _Who:
    account: str
    number: int | None = None
    name: str = ""

    @property
    def told(self) -> dict[str, object]:
        return {} if self.number is None else {"actor_id": self.number}


_GONE = _Who(f"{FORGE}:{NOBODY}")


def together(facts: Iterable[Facts]) -> Facts:
    """Return the facts of many things as one."""
    return reduce(add, facts, Facts())


def issue(told: Told, seen: Seen) -> Facts:
    """Return that an issue was opened; nothing for a change, which GitHub lists among the issues."""
    if told.has("pull_request"):
        return Facts()
    return _opened("issue.opened", told, seen, {})


def change(told: Told, seen: Seen) -> Facts:
    """Return that a change was opened."""
    base = told.maybe("base")
    more: dict[str, object] = {"base": base.text("ref", "") if base else ""}
    if told.has("draft"):
        more["draft"] = told.flag("draft")
    return _opened("change.opened", told, seen, more)


def merged(told: Told, seen: Seen) -> Facts:
    """Return that a change was merged; nothing when it was not. The actor is the change's author."""
    at = told.maybe_moment("merged_at")
    if at is None:
        return Facts()
    author, merger = _who(told.maybe("user")), _who(told.maybe("merged_by"))
    extra: dict[str, object] = {"merged_by": merger.account, **author.told}
    extra |= reverting(told.text("body", ""), repo=seen.repo)
    for name, theirs in (("added", "additions"), ("removed", "deletions"), ("files", "changed_files")):
        if told.has(theirs):
            extra[name] = told.number(theirs)
    return _facts(
        seen, "change.merged", at, author, seen.thing(told.number("number")), told.text("html_url", ""), extra,
        parent=told.text("merge_commit_sha", ""), met=(merger,),
    )  # fmt: skip


def review(told: Told, number: int, seen: Seen) -> Facts:
    """Return a review of a change; nothing for one that is still being written."""
    at = told.maybe_moment("submitted_at")
    if at is None:
        return Facts()
    who = _who(told.maybe("user"))
    extra = {"state": told.text("state").lower(), **who.told}
    return _facts(
        seen, "change.reviewed", at, who, seen.thing(number), told.text("html_url", ""), extra, told.name("id")
    )


def comment(told: Told, seen: Seen) -> Facts:
    """Return a comment on an issue, or in the conversation of a change: its address tells which."""
    stands = told.text("html_url", "") or told.text("issue_url", "")
    found = _COMMENTED.search(stands)
    if found is None:
        raise SourceUnreadable(f"a comment stands at no issue: {ascii(stands)[:100]}.", where=told.where)
    kind = "issue.commented" if found[1] == "issues" else "change.commented"
    return _commented(kind, told, int(found[2]), seen, f"comment:{told.number('id')}", {})


def code_comment(told: Told, seen: Seen) -> Facts:
    """Return a comment on a line of a change. Its parent is the review that it belongs to."""
    number = told.text("pull_request_url").rpartition("/")[2]
    if not re.fullmatch(r"\d{1,18}", number):
        raise SourceUnreadable("a comment belongs to no change.", where=told.where)
    key = f"review-comment:{told.number('id')}"
    parent = told.name("pull_request_review_id", "")
    return _commented("change.commented", told, int(number), seen, key, {"path": told.text("path", "")}, parent)


def happenings(told: Iterable[Told], seen: Seen) -> Facts:
    """Return what happened to issues and changes: closed, reopened, labelled, assigned, moved here from elsewhere.

    Edges: the closing that a merge brings about is no closing; what happened to a deleted issue is left out.
    """
    given = list(told)
    merges = {
        one.part("issue").number("number"): one.moment("created_at")
        for one in given
        if one.text("event", "") == "merged" and one.has("issue")
    }
    return together(_happening(one, seen, merges) for one in given)


def star(told: Told, seen: Seen) -> Facts:
    """Return that somebody gave a star; nothing of one whose account is gone, since nobody could be told apart."""
    at, who = told.moment("starred_at"), _who(told.maybe("user"))
    if who == _GONE:
        return Facts()
    return _facts(seen, "repo.starred", at, who, seen.repo, "", who.told, who.account)


def fork(told: Told, seen: Seen) -> Facts:
    """Return that the repository was forked, told by the fork."""
    who, name = _who(told.maybe("owner")), told.text("full_name").lower()
    extra = {"fork": f"{FORGE}:{name}", **who.told}
    return _facts(
        seen, "repo.forked", told.moment("created_at"), who, seen.repo, told.text("html_url", ""), extra, name
    )


def release(told: Told, seen: Seen) -> Facts:
    """Return that a release was published; nothing of a draft."""
    at = told.maybe_moment("published_at")
    if at is None or told.flag("draft", otherwise=False):
        return Facts()
    who = _who(told.maybe("author"))
    extra = {"name": told.text("name", ""), "prerelease": told.flag("prerelease", otherwise=False), **who.told}
    subject = f"{seen.repo}@{told.text('tag_name')}"
    return _facts(seen, "release.published", at, who, subject, told.text("html_url", ""), extra, told.name("id"))


def check_run(told: Told, seen: Seen, number: int | None = None) -> Facts:
    """Return that a check ended, for the change ``number``; nothing while it runs. ``amount``: its seconds.

    Edges: an app may run the same check again under its old number, so the moment belongs to what tells them apart.
    """
    at, began = told.maybe_moment("completed_at"), told.maybe_moment("started_at")
    if at is None or told.text("status", "completed") != "completed":
        return Facts()
    app = told.maybe("app")
    slug = app.text("slug", "") if app else ""
    extra: dict[str, object] = {"name": told.text("name", ""), "conclusion": told.text("conclusion", "")}
    if number is not None:
        extra["change"] = seen.thing(number)
    who = _Who(login(FORGE, f"{slug}[bot]" if slug else ""))
    return _facts(
        seen, "build.finished", at, who, f"{seen.repo}@{told.text('head_sha')}", told.text("html_url", ""), extra,
        f"{told.number('id')}@{at.isoformat()}", amount=(at - began).total_seconds() if began and began <= at else None,
    )  # fmt: skip


def status(told: Told, sha: str, seen: Seen, number: int | None = None) -> Facts:
    """Return a commit status that is final; nothing of one that is pending."""
    state = told.text("state").lower()
    if state in _UNFINISHED:
        return Facts()
    who = _who(told.maybe("creator"))
    extra: dict[str, object] = {"name": told.text("context", ""), "conclusion": state, **who.told}
    if number is not None:
        extra["change"] = seen.thing(number)
    return _facts(
        seen, "build.finished", told.moment("created_at"), who, f"{seen.repo}@{sha}", told.text("target_url", ""),
        extra, f"status:{told.number('id')}",
    )  # fmt: skip


def repository(told: Told, seen: Seen) -> Facts:
    """Return the counts of a repository, as of the day."""
    day = seen.at.replace(hour=0, minute=0, second=0, microsecond=0)
    return Facts(measurements=tuple(
        measured(name, seen.repo, day, told.number(theirs), source=SOURCE, seen_at=seen.at)
        for name, theirs in COUNTS.items() if told.has(theirs)
    ))  # fmt: skip


def count(name: str, subject: str, amount: int, now: datetime) -> Facts:
    """Return how many of something there are, as of the day."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return Facts(measurements=(measured(name, subject, day, amount, source=SOURCE, seen_at=now),))


def members(told: Iterable[Told]) -> Facts:
    """Return the accounts of people who were met without doing anything."""
    return Facts(sightings=_sightings(_who(one) for one in told))


def unstarred(told: Told, seen: Seen) -> Facts:
    """Return that somebody took a star back, when GitHub told us of it: it keeps no moment of its own."""
    who = _who(told)
    return _facts(seen, "repo.unstarred", seen.at, who, seen.repo, "", who.told, f"{who.account}@{seen.at.isoformat()}")


def moved(told: Told, to: str, sender: Told | None, seen: Seen) -> Facts:
    """Return that an issue was moved away, as its old repository tells it. ``to``: its new name."""
    who = _who(sender)
    return _facts(
        seen, "issue.transferred", told.moment("updated_at"), who, seen.thing(told.number("number")),
        told.text("html_url", ""), {"to": to, **who.told}, f"to:{to}",
    )  # fmt: skip


def _happening(told: Told, seen: Seen, merges: Mapping[int, datetime]) -> Facts:
    word = told.text("event", "")
    thing = told.maybe("issue")
    if word not in HAPPENINGS or thing is None:
        return Facts()
    pull, at, number = thing.maybe("pull_request"), told.moment("created_at"), thing.number("number")
    if word == "closed" and pull is not None and _by_merge(pull, at, merges.get(number)):
        return Facts()
    if word == "transferred" and pull is not None:
        return Facts()
    done = HAPPENINGS[word]
    doer, assignee = _who(told.maybe("assigner") or told.maybe("actor")), told.maybe("assignee")
    extra: dict[str, object] = {**doer.told}
    met: tuple[_Who, ...] = ()
    if done == "labeled":
        label = told.maybe("label")
        extra["label"] = label.text("name", "") if label else ""
    if done == "assigned" and assignee is not None:
        met = (_who(assignee),)
        extra["assignee"] = met[0].account
    if word in _REMOVALS:
        extra["removed"] = True
    if word == "closed" and told.has("state_reason"):
        extra["reason"] = told.text("state_reason")
    kind = f"{'issue' if pull is None else 'change'}.{done}"
    key = at.isoformat() if word == "closed" else told.name("id")
    return _facts(seen, kind, at, doer, seen.thing(number), thing.text("html_url", ""), extra, key, met=met)


def _by_merge(pull: Told, at: datetime, merged_at: datetime | None) -> bool:
    """Whether a change was closed because it was merged, and not some time before.

    ``merged_at``: as another happening tells it; older servers do not tell it with the change.
    """
    merged_at = pull.maybe_moment("merged_at") if "merged_at" in pull.data else merged_at
    return merged_at is not None and at >= merged_at - _MERGING


def _opened(kind: str, told: Told, seen: Seen, more: dict[str, object]) -> Facts:
    who = _who(told.maybe("user"))
    extra = {"title": told.text("title", ""), **more, **who.told}
    subject = seen.thing(told.number("number"))
    return _facts(seen, kind, told.moment("created_at"), who, subject, told.text("html_url", ""), extra)


def _commented(
    kind: str, told: Told, number: int, seen: Seen, key: str, more: dict[str, object], parent: str = ""
) -> Facts:
    who = _who(told.maybe("user"))
    at, url = told.moment("created_at"), told.text("html_url", "")
    return _facts(seen, kind, at, who, seen.thing(number), url, {**more, **who.told}, key, parent=parent)


def _facts(  # noqa: PLR0913  # an event has that many parts
    seen: Seen, kind: str, at: datetime, who: _Who, subject: str, url: str, extra: dict[str, object], key: str = "",
    *, parent: str = "", amount: float | None = None, met: tuple[_Who, ...] = (),
) -> Facts:  # fmt: skip
    event: Event = happened(
        kind, at, who.account, repo=seen.repo, subject=subject, key=key, parent=parent, amount=amount, url=url,
        source=SOURCE, seen_at=seen.at, extra=extra,
    )  # fmt: skip
    return Facts(events=(event,), sightings=_sightings((who, *met)))


def _who(user: Told | None) -> _Who:
    """Return whose user object it is. A deleted user is shown as none, or as ``ghost``, and is nobody."""
    account = login(FORGE, user.text("login", "") if user else "")
    if user is None or account == f"{FORGE}:{NOBODY}":
        return _GONE
    return _Who(account, user.number("id") if user.has("id") else None, user.text("name", ""))


def _sightings(met: Iterable[_Who]) -> tuple[Sighting, ...]:
    """Return the accounts with their numbers, which outlive a renamed login."""
    return tuple(dict.fromkeys(
        Sighting(who.account, who.name, also=f"{FORGE}-id:{who.number}", why="verified", source=SOURCE)
        for who in met if who.number is not None
    ))  # fmt: skip
