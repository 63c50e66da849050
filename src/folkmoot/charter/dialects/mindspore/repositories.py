"""Which repository a name without an owner means, once all repositories of the community are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import Claims, Holding
from folkmoot.model.finding import Finding
from folkmoot.model.text import Text


def owners_found(groups: Mapping[str, Claims]) -> dict[str, Claims]:
    """Return the claims with ``git:name`` replaced by the one repository of that name, and findings that say so.

    Edges: where no repository or several have the name, ``git:name`` stays and the finding says that.
    """
    named: dict[str, set[str]] = {}
    for claims in groups.values():
        for holding in claims.holdings:
            if not holding.repo.startswith("git:"):
                named.setdefault(holding.repo.rpartition("/")[2], set()).add(holding.repo)
    meant = {f"git:{name}": next(iter(repos)) for name, repos in named.items() if len(repos) == 1}
    return {slug: _respelled(claims, meant, slug) for slug, claims in groups.items()}


def _respelled(claims: Claims, meant: Mapping[str, str], slug: str) -> Claims:
    if not any(holding.repo.startswith("git:") for holding in claims.holdings):
        return claims
    return replace(
        claims,
        holdings=tuple(replace(each, repo=meant.get(each.repo, each.repo)) for each in claims.holdings),
        seats=tuple(replace(seat, repos=tuple(meant.get(repo, repo) for repo in seat.repos)) for seat in claims.seats),
        findings=(*claims.findings, *_findings(claims.holdings, meant, slug)),
    )


def _findings(holdings: Iterable[Holding], meant: Mapping[str, str], slug: str) -> Iterator[Finding]:
    for holding in holdings:
        if not holding.repo.startswith("git:"):
            continue
        name = holding.repo.removeprefix("git:")
        if repo := meant.get(holding.repo):
            says = Text(f"'{name}' names no owner; it is read as {repo}, the only repository of that name here.",
                        f"“{name}”没有写所有者，读作此处唯一同名的 {repo}。")  # fmt: skip
        else:
            says = Text(f"'{name}' names no owner, and no single repository here has that name.",
                        f"“{name}”没有写所有者，此处也没有唯一的同名代码仓。")  # fmt: skip
        yield noticed.REPOSITORY.at(holding.place, says, subject=slug)
