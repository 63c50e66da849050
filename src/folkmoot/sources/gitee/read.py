"""What Gitee and its kin tell → facts. Pure; one function for each kind of event, whichever way it was told.

Source: https://gitee.com/api/v5/swagger
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.event import Measurement, Sighting
from folkmoot.model.facts import NOBODY, Facts, happened, login, measured
from folkmoot.model.reverting import reverting
from folkmoot.sources.gitee.dialect import MOST_FILES, Dialect
from folkmoot.sources.gitee.logs import closer, entries, merger
from folkmoot.sources.http.told import Told

COUNTS = {
    "stars": "stargazers_count", "forks": "forks_count", "watches": "watchers_count",
    "open_issues": "open_issues_count",
}  # fmt: skip
"""What is measured of a repository, and what the forges call it."""

_OF_CHANGE = re.compile(r"/(?:pulls|merge_requests)/(\d{1,18})(?:[#/?]|$)")
_HAPPENINGS = {"reopened", "labeled", "assigned"}
_REVIEWS = {"approved": "reviewer", "tested": "tester"}
_CLOSED, _REJECTED = "closed", "rejected"


@dataclass(frozen=True, slots=True)
class Seen:
    """Of which repository something is told, as the lake calls it; in which dialect; and when we were told."""

    dialect: Dialect
    repo: str
    at: datetime

    def change(self, number: int | str) -> str:
        """Return the subject of a change."""
        return f"{self.repo}!{number}"

    def issue(self, number: str) -> str:
        """Return the subject of an issue; its number is a word: ``I5XYZ``."""
        return f"{self.repo}#{number}"


@dataclass(frozen=True, slots=True)
class _Who:
    account: str
    id: str = ""
    name: str = ""

    @property
    def told(self) -> dict[str, object]:
        """The number of an account, which stays when it is renamed; GitCode has words for numbers."""
        return {"actor_id": int(self.id) if self.id.isdecimal() else self.id} if self.id else {}


def together(facts: Iterable[Facts]) -> Facts:
    """Return the facts of many things as one."""
    return reduce(add, facts, Facts())


def change(told: Told, seen: Seen, shown: Sequence[Told] | None = None, files: Sequence[Told] | None = None) -> Facts:
    """Return what became of a change: opened, merged or closed, and what its log tells.

    ``shown``: its log; ``files``: those it touched, where it was merged. None: they are not shown.
    Edges: a merged change names who accepted it without a moment; those whom its log does not tell have reviewed it
    at the moment of the merge, at the latest, and ``date_doubtful`` says so.
    """
    log = shown or ()
    subject = seen.change(told.number("number"))
    url = told.text("html_url", "")
    facts = _change_opened(told, seen, subject) + _happenings("change", log, seen, subject, url)
    facts += _met(told, ("assignees", "testers", "approval_reviewers"), seen)
    if told.maybe_moment("merged_at") is not None:
        facts += _merged(told, seen, log, files)
        return facts + _accepted(told, seen, log) if shown is not None and seen.dialect.accepts else facts
    closed_at = told.maybe_moment("closed_at")
    if told.text("state", "") == _CLOSED and closed_at is not None:
        return facts + _closed("change", closed_at, told, seen, subject, log, {})
    return facts


def issue(told: Told, seen: Seen, log: Sequence[Told] = ()) -> Facts:
    """Return what became of an issue: opened, closed or refused, and what its log tells.

    Edges: an issue that was refused keeps no moment of that on Gitee; then it is opened, and no more.
    """
    subject = seen.issue(told.name("number"))
    who = _who(told.maybe("user"), seen)
    url = told.text("html_url", "")
    extra = {"title": told.text("title", ""), **who.told}
    facts = _facts(seen, "issue.opened", told.moment("created_at"), who, subject, url, extra)
    facts += _happenings("issue", log, seen, subject, url) + _met(told, ("assignee", "collaborators"), seen)
    state, finished_at = told.text("state", ""), told.maybe_moment("finished_at")
    if state in (_CLOSED, _REJECTED) and finished_at is not None:
        more: dict[str, object] = {"reason": state} if state == _REJECTED else {}
        facts += _closed("issue", finished_at, told, seen, subject, log, more)
    return facts


def change_comment(told: Told, seen: Seen, number: int | str = "") -> Facts:
    """Return a comment on a change, with the replies under it. ``number``: of the change, where it does not say."""
    of = str(number) or _number_of_change(told)
    where = told.text("path", "") or told.text("diff_file", "")
    on_code = bool(where) or told.text("comment_type", "") == "diff_comment"
    key = f"{'review-comment' if on_code else 'comment'}:{told.name('id')}"
    more: dict[str, object] = {"path": where} if where else {}
    facts = _commented("change.commented", told, seen, seen.change(of), key, more)
    for reply in told.parts("reply"):
        key = f"{'review-comment' if on_code else 'comment'}:{reply.name('id')}"
        facts += _commented("change.commented", reply, seen, seen.change(of), key, more)
    return facts


def issue_comment(told: Told, seen: Seen, number: str = "") -> Facts:
    """Return a comment on an issue. ``number``: of the issue, where it is known; nothing of what is no issue's."""
    target = told.maybe("target")
    of = target.maybe("issue") if target else None
    if not number and of is None:
        return Facts()
    if not number and of is not None:
        number = of.name("number", "") or of.name("nubmer")  # so spelled by GitCode
    return _commented("issue.commented", told, seen, seen.issue(number), f"comment:{told.name('id')}", {})


def star(told: Told, seen: Seen) -> Facts:
    """Return that somebody gave a star; nothing where no moment, or nobody, is told."""
    return _interest("repo.starred", told, seen, seen.dialect.starred_at)


def watch(told: Told, seen: Seen) -> Facts:
    """Return that somebody began to watch; nothing where no moment, or nobody, is told."""
    return _interest("repo.watched", told, seen, seen.dialect.watched_at)


def fork(told: Told, seen: Seen) -> Facts:
    """Return that the repository was forked, told by the fork."""
    who, name = _who(told.maybe("owner"), seen), path_of(told.text("full_name"))
    extra = {"fork": f"{seen.dialect.forge}:{name.lower()}", **who.told}
    at, url = told.moment("created_at"), told.text("html_url", "")
    return _facts(seen, "repo.forked", at, who, seen.repo, url, extra, name.lower())


def release(told: Told, seen: Seen) -> Facts:
    """Return that a release was published. Edges: GitCode gives a release no number; its tag stands for it."""
    who, tag = _who(told.maybe("author"), seen), told.text("tag_name")
    extra = {"name": told.text("name", ""), "prerelease": told.flag("prerelease", otherwise=False), **who.told}
    subject, key = f"{seen.repo}@{tag}", told.name("id", "") or tag
    at = told.moment("created_at")
    return _facts(seen, "release.published", at, who, subject, told.text("html_url", ""), extra, key)


def repository(told: Told, seen: Seen) -> Facts:
    """Return the counts of a repository as of the day, and its owner."""
    counts = tuple(
        _measured(name, seen.repo, told.number(theirs), seen) for name, theirs in COUNTS.items() if told.has(theirs)
    )
    owner = told.maybe("owner")
    return Facts(measurements=counts, sightings=_sightings([_who(owner, seen)], seen))


def count(name: str, amount: int, seen: Seen) -> Facts:
    """Return how many of something an organisation has, as of the day."""
    return Facts(measurements=(_measured(name, seen.repo, amount, seen),))


def members(told: Iterable[Told], seen: Seen) -> Facts:
    """Return the accounts of people who were met without doing anything."""
    return Facts(sightings=_sightings((_who(one, seen) for one in told), seen))


def path_of(full_name: str) -> str:
    """Return owner/name of a repository, which GitCode shows with spaces around the stroke."""
    return "".join(full_name.split())


def _change_opened(told: Told, seen: Seen, subject: str) -> Facts:
    who, base = _who(told.maybe("user"), seen), told.maybe("base")
    extra: dict[str, object] = {"title": told.text("title", ""), "base": base.text("ref", "") if base else ""}
    if told.has("draft"):
        extra["draft"] = told.flag("draft")
    at, url = told.moment("created_at"), told.text("html_url", "")
    return _facts(seen, "change.opened", at, who, subject, url, {**extra, **who.told})


def _merged(told: Told, seen: Seen, log: Sequence[Told], files: Sequence[Told] | None) -> Facts:
    """Return that a change was merged; its author is the actor, as everywhere."""
    at, author = told.moment("merged_at"), _who(told.maybe("user"), seen)
    by = told.maybe("merged_by") or merger(log)
    who = _who(by, seen)
    extra: dict[str, object] = {"merged_by": who.account if by else "", **_size(files), **author.told}
    extra |= reverting(told.text("title", ""), told.text("body", ""), repo=seen.repo)
    parent = told.text("merge_commit_sha", "") if seen.dialect.merge_commit else ""
    subject, url = seen.change(told.number("number")), told.text("html_url", "")
    return _facts(seen, "change.merged", at, author, subject, url, extra, parent=parent, met=(who,))


def _size(files: Sequence[Told] | None) -> dict[str, object]:
    """Return how large a change is; a list that may have been cut is not added up."""
    if files is None:
        return {}
    if len(files) >= MOST_FILES:
        return {"truncated": True}
    size: dict[str, object] = {"files": len(files)}
    for name, theirs in (("added", "additions"), ("removed", "deletions")):
        if all(one.has(theirs) for one in files):
            size[name] = sum(one.number(theirs) for one in files)
    return size


def _closed(
    noun: str, at: datetime, told: Told, seen: Seen, subject: str, log: Sequence[Told], more: dict[str, object]
) -> Facts:  # fmt: skip
    """Return that something was closed: by whom its log names, else by its author, and ``by_unknown`` says so."""
    by = closer(log, at)
    who = _who(by or told.maybe("user"), seen)
    extra = {**more, **({} if by else {"by_unknown": True}), **who.told}
    return _facts(seen, f"{noun}.closed", at, who, subject, told.text("html_url", ""), extra, at.isoformat())


def _happenings(noun: str, log: Sequence[Told], seen: Seen, subject: str, url: str) -> Facts:
    facts = Facts()
    for entry in entries(log):
        who = _who(entry.user, seen)
        if entry.what in _HAPPENINGS:
            extra: dict[str, object] = {**({"label": entry.label} if entry.what == "labeled" else {}), **who.told}
            assignee = _who(entry.assignee, seen)
            if entry.assignee is not None:
                extra["assignee"] = assignee.account
            if entry.removed:
                extra["removed"] = True
            kind = f"{noun}.{entry.what}"
            facts += _facts(seen, kind, entry.at, who, subject, url, extra, entry.id, met=(assignee,))
        elif entry.what in _REVIEWS and noun == "change":
            extra = {"state": "approved", "role": _REVIEWS[entry.what], **who.told}
            facts += _facts(seen, "change.reviewed", entry.at, who, subject, url, extra, entry.id)
    return facts


def _accepted(told: Told, seen: Seen, log: Sequence[Told]) -> Facts:
    known = {(_REVIEWS[one.what], _who(one.user, seen).account) for one in entries(log) if one.what in _REVIEWS}
    at, subject, url = told.moment("merged_at"), seen.change(told.number("number")), told.text("html_url", "")
    facts = Facts()
    for name, role in (("assignees", "reviewer"), ("testers", "tester")):
        for one in told.parts(name):
            who = _who(one, seen)
            if one.data.get("accept") is True and (role, who.account) not in known and who != _nobody(seen):
                extra = {"state": "approved", "role": role, "date_doubtful": True, **who.told}
                key = f"accepted:{role}:{who.account}"
                facts += _facts(seen, "change.reviewed", at, who, subject, url, extra, key)
    return facts


def _met(told: Told, names: Iterable[str], seen: Seen) -> Facts:
    """Return whom a thing names beside its author; some forges tell no more of them than a name, or nothing."""
    found = [one if isinstance(one := told.data.get(name), list) else [one] for name in names]
    people = [Told(user, told.where) for users in found for user in users if isinstance(user, dict)]
    return members(people, seen)


def _number_of_change(told: Told) -> str:
    for name in ("pull_request_url", "html_url"):
        if found := _OF_CHANGE.search(told.text(name, "")):
            return found[1]
    raise SourceUnreadable("a comment belongs to no change.", where=told.where)


def _commented(kind: str, told: Told, seen: Seen, subject: str, key: str, more: dict[str, object]) -> Facts:
    who = _who(told.maybe("user"), seen)
    at, url = told.moment("created_at"), told.text("html_url", "")
    return _facts(seen, kind, at, who, subject, url, {**more, **who.told}, key)


def _interest(kind: str, told: Told, seen: Seen, name: str) -> Facts:
    at, who = told.maybe_moment(name), _who(told, seen)
    if at is None or who == _nobody(seen):
        return Facts()
    return _facts(seen, kind, at, who, seen.repo, "", who.told, who.account)


def _measured(name: str, subject: str, amount: int, seen: Seen) -> Measurement:
    day = seen.at.replace(hour=0, minute=0, second=0, microsecond=0)
    return measured(name, subject, day, amount, source=seen.dialect.forge, seen_at=seen.at)


def _facts(  # noqa: PLR0913  # an event has that many parts
    seen: Seen, kind: str, at: datetime, who: _Who, subject: str, url: str, extra: dict[str, object], key: str = "",
    *, parent: str = "", met: tuple[_Who, ...] = (),
) -> Facts:  # fmt: skip
    event = happened(
        kind, at, who.account, repo=seen.repo, subject=subject, key=key, parent=parent, url=url,
        source=seen.dialect.forge, seen_at=seen.at, extra=extra,
    )  # fmt: skip
    return Facts(events=(event,), sightings=_sightings((who, *met), seen))


def _who(user: Told | None, seen: Seen) -> _Who:
    """Return whose user object it is. A deleted user is shown as none, and is nobody."""
    name = user.text("login", "") or user.text("username", "") if user else ""
    account = login(seen.dialect.forge, name)
    if user is None or account == f"{seen.dialect.forge}:{NOBODY}":
        return _nobody(seen)
    return _Who(account, user.name("id", ""), user.text("name", ""))


def _nobody(seen: Seen) -> _Who:
    return _Who(f"{seen.dialect.forge}:{NOBODY}")


def _sightings(met: Iterable[_Who], seen: Seen) -> tuple[Sighting, ...]:
    """Return the accounts with their numbers, which outlive a renamed login."""
    forge = seen.dialect.forge
    return tuple(dict.fromkeys(
        Sighting(who.account, who.name, also=f"{forge}-id:{who.id}", why="verified", source=forge)
        for who in met if who.id
    ))  # fmt: skip
