"""A delivery of Gitee and its kin → what is to be read again, since its signature does not cover its body. Pure.

Sources: https://help.gitee.com/webhook/gitee-webhook-push-data-format;
https://docs.gitcode.com/docs/help/home/org_project/webhook
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.facts import Touched
from folkmoot.sources.http.told import Told

RepoOf = Callable[[int, str], str]
"""What the lake calls the repository with a number and a full name; "" where it is none of ours."""

_REPOSITORY = {"push", "tag push", "star", "fork", "watch", "release"}
_CHANGES = {"pullrequest", "mergerequest"}


def touched(event: str, payload: Mapping[str, object], repo_of: RepoOf) -> tuple[Touched, ...] | None:
    """Return what a delivery says has changed; None where it is not of interest.

    ``event``: of the X-Gitee-Event (X-GitCode-Event) header: ``Note Hook``, ``Merge Request Hook``…
    Errors: BadInput for a payload that is not as documented.
    """
    name = " ".join(event.split()).lower().removesuffix(" hook")
    told = Told.of(payload, f"delivery '{event[:40]}'")
    if name in _REPOSITORY:
        return _touched(told, "repository", "", repo_of)
    if name == "merge request":
        return _touched(told, "change", _change_of(told), repo_of)
    if name == "issue":
        return _touched(told, "issue", _issue_of(told), repo_of)
    if name == "note":
        return _noted(told, repo_of)
    return None


def _noted(told: Told, repo_of: RepoOf) -> tuple[Touched, ...] | None:
    """Return what was commented on; None for a commit."""
    kind = (told.maybe("object_attributes") or told).text("noteable_type").replace("_", "").lower()
    if kind in _CHANGES:
        return _touched(told, "change", _change_of(told), repo_of)
    return _touched(told, "issue", _issue_of(told), repo_of) if kind == "issue" else None


def _change_of(told: Told) -> str:
    for name, number in (("pull_request", "number"), ("merge_request", "iid"), ("object_attributes", "iid")):
        part = told.maybe(name)
        if part is not None and part.has(number):
            return str(part.number(number))
    return str(told.number("number") if told.has("number") else told.number("iid"))


def _issue_of(told: Told) -> str:
    for name, number in (("issue", "number"), ("issue", "iid"), ("object_attributes", "iid")):
        part = told.maybe(name)
        if part is not None and part.has(number):
            return part.name(number)
    return told.name("iid")


def _touched(told: Told, what: str, number: str, repo_of: RepoOf) -> tuple[Touched, ...] | None:
    repository = told.maybe("repository") or told.part("project")
    project = told.maybe("project")
    for part in (repository, project):
        if part is None:
            continue
        name = part.text("full_name", "") or part.text("path_with_namespace", "")
        if name and part.has("id"):
            repo = repo_of(part.number("id"), "".join(name.split()))
            return (Touched(repo, what, number),) if repo else None
    raise SourceUnreadable("it names no repository.", where=told.where)
