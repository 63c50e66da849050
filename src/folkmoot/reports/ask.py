"""Asking: a question is made definite, answered once for each version of the homes, and the answer kept."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable
from importlib import import_module
from pkgutil import iter_modules

from cachetools import LRUCache

from folkmoot import reports
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report_named

KEPT = 512  # answers
_answers: LRUCache[Hashable, Answer] = LRUCache(KEPT)
_making: dict[Hashable, threading.Event] = {}  # answers that somebody makes just now
_guard = threading.Lock()


def load() -> None:
    """Import every report, so that each is in the registry."""
    for module in iter_modules(reports.__path__):
        import_module(f"{reports.__name__}.{module.name}")


def ask(homes: Homes, question: Question) -> Answer:
    """Return the answer to ``question`` from ``homes``; the same question to unchanged homes is answered from memory.

    Edges: who asks what is being answered for somebody else waits for that answer.
    Errors: BadQuestion for a repository, organisation or person that nobody knows.
    """
    question = definite(homes, question)
    report = report_named(question.name)
    if question.option("whole"):
        return report.make(homes, question)  # too long to be kept, and seldom asked for twice
    recorded = _recorded() if report.recorded and homes.ledger else ""  # homes may come without a ledger
    key = (question, homes.charter.root, homes.lake.folder, homes.version, recorded)
    while True:
        with _guard:
            if (known := _answers.get(key)) is not None:
                return known
            if (other := _making.get(key)) is None:
                made = _making[key] = threading.Event()
                break
        other.wait()  # no report asks, by way of others, for itself: nobody waits for ever
    try:
        answer = report.make(homes, question)
        with _guard:
            _answers[key] = answer
    finally:
        with _guard:
            del _making[key]
        made.set()
    return answer


def _recorded() -> str:
    """Return a word that changes with everything that anybody records."""
    from folkmoot.ledger.audit import version  # it needs the ledger to be connected

    return version()


def definite(homes: Homes, question: Question) -> Question:
    """Return the question with full repository names and people's inner ids.

    Edges: who asks for certain people wants to see them, also when they are robots.
    """
    scope = question.scope
    return Question(
        question.name,
        scope.with_(
            repos=tuple(_repository(homes, said) for said in scope.repos),
            orgs=tuple(_organization(homes, said) for said in scope.orgs),
            people=tuple(_person(homes, said) for said in scope.people),
            bots=scope.bots or bool(scope.people),
        ),
        question.today,
        question.options,
    )


def _repository(homes: Homes, said: str) -> str:
    lowered = said.lower()
    if lowered in homes.repositories:
        return lowered
    same = sorted(repo for repo in homes.repositories if repo.endswith((f"/{lowered}", f":{lowered}")))
    if len(same) == 1:
        return same[0]
    if same:
        raise BadQuestion(f"More than one repository is called '{said}'.", mend=f"Write one of: {', '.join(same)}.")
    raise BadQuestion(f"There is no repository '{said}'.", mend=_near_repositories(lowered, homes.repositories))


def _near_repositories(said: str, known: Iterable[str]) -> str:
    short = {repo.rpartition("/")[2]: repo for repo in known}
    return near(said, short)


def _organization(homes: Homes, said: str) -> str:
    known = {one.organization.lower(): one.organization for one in homes.identity.belongings}
    for one in homes.charter.community.organizations:
        known.update({word.lower(): one.name for word in (*one.aliases, one.name)})
    if said.lower() not in known:
        raise BadQuestion(f"There is no organisation '{said}'.", mend=near(said, known))
    return known[said.lower()]


def _person(homes: Homes, said: str) -> str:
    known = homes.faces.find(said)
    if known is None:
        people = (homes.faces.id_of(person) for person in homes.identity.people)
        raise BadQuestion(f"There is nobody called '{said}'.", mend=near(said, people))
    return known.id
