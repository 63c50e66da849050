"""A delivery of GitHub → facts, told by the same functions as an answer of its API. Pure.

What a delivery does not tell so that its event is the very same as the API's – who closed an issue at which moment,
the numbers of labellings – is left to the next reading, so nothing counts twice; docs/sources/github.md lists it.
Source: https://docs.github.com/en/webhooks/webhook-events-and-payloads
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from folkmoot.model.facts import Facts
from folkmoot.sources.github import read
from folkmoot.sources.github.read import Seen
from folkmoot.sources.http.told import Told

Handler = Callable[[Told, Seen], Facts | None]


def facts(
    event: str, payload: Mapping[str, object], repo_of: Callable[[int, str], str], received_at: datetime, delivery: str
) -> Facts | None:
    """Return what a delivery tells; None where it is not of interest, or is better read from the API.

    ``event``: of the X-GitHub-Event header. ``repo_of``: what the lake calls the repository with a number and a full
    name. ``delivery``: its id, for errors. Errors: BadInput for a payload that is not as documented.
    """
    where = f"github delivery {delivery}".strip()
    told = Told.of(payload, where)
    action = told.text("action", "") if "action" in told.data else ""
    handler = _HANDLERS.get(f"{event}.{action}" if action else event)
    if handler is None:
        return None
    repository = told.part("repository")
    return handler(told, Seen(repo_of(repository.number("id"), repository.text("full_name")), received_at))


def _issue(told: Told, seen: Seen) -> Facts:
    return read.issue(told.part("issue"), seen)


def _moved(told: Told, seen: Seen) -> Facts:
    changes = told.part("changes")
    where = changes.part("new_repository").text("full_name").lower()
    to = f"{read.FORGE}:{where}#{changes.part('new_issue').number('number')}"
    return read.moved(told.part("issue"), to, told.maybe("sender"), seen)


def _change(told: Told, seen: Seen) -> Facts:
    return read.change(told.part("pull_request"), seen)


def _change_closed(told: Told, seen: Seen) -> Facts | None:
    change = told.part("pull_request")
    return read.merged(change, seen) if change.has("merged_at") else None


def _review(told: Told, seen: Seen) -> Facts:
    return read.review(told.part("review"), told.part("pull_request").number("number"), seen)


def _comment(told: Told, seen: Seen) -> Facts:
    return read.comment(told.part("comment"), seen)


def _code_comment(told: Told, seen: Seen) -> Facts:
    return read.code_comment(told.part("comment"), seen)


def _star(told: Told, seen: Seen) -> Facts | None:
    if not told.has("starred_at"):
        return None
    return read.star(Told({"starred_at": told.data["starred_at"], "user": told.part("sender").data}, told.where), seen)


def _unstarred(told: Told, seen: Seen) -> Facts:
    return read.unstarred(told.part("sender"), seen)


def _fork(told: Told, seen: Seen) -> Facts:
    return read.fork(told.part("forkee"), seen)


def _release(told: Told, seen: Seen) -> Facts:
    return read.release(told.part("release"), seen)


def _check_run(told: Told, seen: Seen) -> Facts | None:
    """Read a check of a change of this repository, or of its main branch; a fork's change is told by the API alone."""
    run = told.part("check_run")
    suite = run.maybe("check_suite")
    numbers = [
        one.number("number") for one in run.parts("pull_requests") or (suite.parts("pull_requests") if suite else [])
    ]
    if len(numbers) == 1:
        return read.check_run(run, seen, numbers[0])
    main = told.part("repository").text("default_branch", "")
    branch = suite.text("head_branch", "") if suite else ""
    return read.check_run(run, seen) if not numbers and branch and branch == main else None


def _status(told: Told, seen: Seen) -> Facts | None:
    """Read a status of the main branch; to which change another one belongs is told by the API alone."""
    main = told.part("repository").text("default_branch", "")
    if main not in [branch.text("name") for branch in told.parts("branches")]:
        return None
    creator = told.part("sender").data
    return read.status(Told({**told.data, "creator": creator}, told.where), told.text("sha"), seen)


_HANDLERS: Mapping[str, Handler] = {
    "issues.opened": _issue,
    "issues.transferred": _moved,
    "pull_request.opened": _change,
    "pull_request.closed": _change_closed,
    "pull_request_review.submitted": _review,
    "issue_comment.created": _comment,
    "pull_request_review_comment.created": _code_comment,
    "star.created": _star,
    "star.deleted": _unstarred,
    "fork": _fork,
    "release.published": _release,
    "check_run.completed": _check_run,
    "status": _status,
}
