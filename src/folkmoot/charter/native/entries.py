"""One declared entry: a tree of YAML made into a noun, with a finding for each fault in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from folkmoot.charter.native.faults import WRONG, findings_of, unknown_field, without
from folkmoot.charter.native.fields import HIDDEN, fields_of, is_placed
from folkmoot.charter.yamltree import Tree
from folkmoot.model.community import Community
from folkmoot.model.finding import Finding, Place
from folkmoot.model.groups import Group, GroupRepository
from folkmoot.model.people import Person, account_of
from folkmoot.model.text import Text

_ROUNDS = 4  # each round drops what is wrong; dropping a field can make its entry incomplete, and so on outwards


@cache
def _adapter(noun: type) -> TypeAdapter[Any]:
    return TypeAdapter(noun)


def read_entry(noun: type, tree: Tree) -> tuple[Any | None, list[Finding]]:
    """Return the noun that ``tree`` declares, or None; and every fault of it. What is right in it stays."""
    found: list[Finding] = []
    plain = plain_of(tree, noun, found)
    for turn in range(_ROUNDS):
        try:
            read = _adapter(noun).validate_python(plain)
        except ValidationError as error:
            # Only the first round speaks: its places are those of the file as it stands.
            found += findings_of(error, noun, tree) if turn == 0 else []
            plain = without(plain, error)
            if plain is None:
                return None, found
        else:
            placed, more = _finished(read, tree)
            return placed, found + more
    return None, found


def plain_of(tree: Tree, noun: type | None, found: list[Finding]) -> Any:
    """Return what pydantic validates: scalars as they are written, so that ``no`` can be a name; nulls are not said.

    A noun that knows its place gets it here; to declare one is a fault.
    """
    if isinstance(tree.value, dict):
        return _plain_map(tree, noun, found)
    if isinstance(tree.value, list):
        return [plain_of(each, noun, found) for each in tree.value]
    if tree.value is None:
        return ""
    return tree.value.isoformat() if type(tree.value) is date else tree.said


def _plain_map(tree: Tree, noun: type | None, found: list[Finding]) -> dict[str, Any]:
    known = fields_of(noun) if noun else {}
    plain: dict[str, Any] = {}
    for key, each in tree.items():
        if noun and key == HIDDEN:
            found.append(unknown_field(key, noun, tree.keys[key]))
        elif each.value is not None:
            plain[key] = plain_of(each, known[key].noun if key in known else None, found)
    if noun and is_placed(noun):
        plain[HIDDEN] = tree.place
    return plain


def _finished(read: Any, tree: Tree) -> tuple[Any, list[Finding]]:
    """Bring accounts and repositories into their one spelling."""
    if isinstance(read, Community):
        return _community(read), []
    if isinstance(read, Group):
        return _group(read), []
    return _person(read, tree) if isinstance(read, Person) else (read, [])


def _community(read: Community) -> Community:
    repositories = tuple(
        replace(each, repo=each.repo.lower(), mirrors=_lower(each.mirrors)) for each in read.repositories
    )
    domains = tuple(replace(each, domains=_lower(each.domains)) for each in read.organizations)
    return replace(read, repositories=repositories, organizations=domains, bots=_lower(read.bots))


def _lower(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each.lower() for each in words)


def _owned(repositories: tuple[GroupRepository, ...]) -> tuple[GroupRepository, ...]:
    return tuple(replace(each, repo=each.repo.lower()) for each in repositories)


def _group(read: Group) -> Group:
    return replace(
        read,
        roles=tuple(replace(term, repo=term.repo.lower()) for term in read.roles),
        repositories=_owned(read.repositories),
        subprojects=tuple(replace(part, repositories=_owned(part.repositories)) for part in read.subprojects),
    )


def _person(read: Person, tree: Tree) -> tuple[Person, list[Finding]]:
    accounts: list[str] = []
    found: list[Finding] = []
    for said in read.accounts:
        try:
            accounts.append(account_of(said))
        except ValueError:
            # The words are not repeated: they may be a private address with a slip in it.
            says = Text(
                "An account of this person cannot be read, so it is ignored.", "此人的一个账号无法识别，已忽略。"
            )
            mend = Text("Write accounts as forge:login, such as gitee:ann.", "账号请写成 forge:login，例如 gitee:ann。")
            found.append(WRONG.at(_place_of(said, tree), says, mend=mend, subject=read.id))
    return replace(read, accounts=tuple(dict.fromkeys(accounts))), found


def _place_of(said: str, tree: Tree) -> Place:
    return next((each.place for each in tree.get("accounts") or () if each.said == said), tree.place)
