"""What the filter bar offers: the groups, repositories and organisations that there are."""

from __future__ import annotations

from folkmoot.web.house import ask, community
from folkmoot.web.words import said

Choice = tuple[str, str]
MOST = 400  # a longer list is typed into, not chosen from


def group_choices() -> list[Choice]:
    """Return every group's slug and name, by name."""
    rows = ask("groups").rows
    named = [(str(row["slug"]), said(row.get("name")) or str(row["slug"])) for row in rows]
    return sorted(named, key=lambda one: one[1].lower())


def repository_choices() -> list[Choice]:
    """Return the repositories that were read, without their forge in the label."""
    repos = sorted({str(row["repo"]) for row in ask("repositories").rows if row.get("repo")})
    return [(repo, repo.rpartition(":")[2]) for repo in repos[:MOST]]


def organization_choices() -> list[Choice]:
    """Return the declared organisations."""
    return [(one.name, one.name) for one in community().organizations]
