"""Details of many changes in one question of GraphQL, given back in the shape of REST. Pure.

Source: https://docs.github.com/en/graphql/reference/objects#pullrequest
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.http.told import Told

AT_ONCE = 25  # changes in one question; each brings up to 100 reviews

_KINDS = ("User", "Bot", "Mannequin", "Organization")
_ACTOR = f"{{ __typename login {' '.join(f'... on {kind} {{ databaseId }}' for kind in _KINDS)} }}"
_CHANGE = f"""
fragment change on PullRequest {{
  number additions deletions changedFiles mergedBy {_ACTOR}
  reviews(first: 100) {{
    pageInfo {{ hasNextPage }}
    nodes {{ fullDatabaseId state submittedAt url author {_ACTOR} }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Details:
    """What the list of changes does not tell of one: who merged it and how large it is; and its reviews."""

    merge: Mapping[str, object]
    reviews: tuple[Told, ...]


def question(owner: str, name: str, numbers: Iterable[int]) -> dict[str, object]:
    """Return the body of a question about the changes ``numbers`` of a repository."""
    asked = "\n".join(f"c{number}: pullRequest(number: {number}) {{ ...change }}" for number in numbers)
    query = (
        f"query($owner: String!, $name: String!) {{ repository(owner: $owner, name: $name) {{ {asked} }} }}{_CHANGE}"
    )
    return {"query": query, "variables": {"owner": owner, "name": name}}


def answers(data: object, where: str) -> dict[int, Details]:
    """Return the details by number. One that is missing, or has more than 100 reviews, is left for REST.

    Errors: SourceUnreadable when it is no such answer.
    """
    given = Told.of(data, where).maybe("data")
    repository = given.maybe("repository") if given else None
    if repository is None:
        raise SourceUnreadable("GraphQL does not answer for this repository.", where=where)
    found: dict[int, Details] = {}
    for name in repository.data:
        node = repository.maybe(name)
        if node is None:
            continue
        reviews = node.part("reviews")
        if not reviews.part("pageInfo").flag("hasNextPage"):
            found[node.number("number")] = Details(_merge(node), tuple(map(_review, reviews.parts("nodes"))))
    return found


def users_question(logins: Sequence[str]) -> dict[str, object]:
    """Return the body of a question when accounts were made."""
    given = ", ".join(f"$u{place}: String!" for place in range(len(logins)))
    asked = "\n".join(f"u{place}: user(login: $u{place}) {{ databaseId createdAt }}" for place in range(len(logins)))
    return {
        "query": f"query({given}) {{ {asked} }}",
        "variables": {f"u{place}": login for place, login in enumerate(logins)},
    }


def users_answers(data: object, logins: Sequence[str], where: str) -> dict[str, Told]:
    """Return what is told of accounts, in the shape of REST; one that is missing is left for REST. Errors: SourceUnreadable."""
    given = Told.of(data, where).maybe("data")
    if given is None:
        raise SourceUnreadable("GraphQL does not answer for these accounts.", where=where)
    found = {login: given.maybe(f"u{place}") for place, login in enumerate(logins)}
    return {
        login: Told({"id": node.number("databaseId"), "created_at": node.text("createdAt")}, where)
        for login, node in found.items()
        if node is not None
    }


def _merge(node: Told) -> dict[str, object]:
    return {
        "merged_by": _user(node.maybe("mergedBy")),
        "additions": node.number("additions"),
        "deletions": node.number("deletions"),
        "changed_files": node.number("changedFiles"),
    }


def _review(node: Told) -> Told:
    return Told(
        {
            "id": node.number("fullDatabaseId"),
            "state": node.text("state"),
            "submitted_at": node.data.get("submittedAt"),
            "html_url": node.text("url"),
            "user": _user(node.maybe("author")),
        },
        node.where,
    )


def _user(actor: Told | None) -> dict[str, object] | None:
    """Return an actor as REST shows it: a robot's login ends in ``[bot]`` there."""
    if actor is None:
        return None
    login = actor.text("login")
    if actor.text("__typename", "") == "Bot" and not login.endswith("[bot]"):
        login += "[bot]"
    return {"login": login, "id": actor.number("databaseId")} if actor.has("databaseId") else {"login": login}
