"""Which events prove, as far as they go, that somebody meets a clause of a ladder?"""

from __future__ import annotations

from dataclasses import replace

from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadQuestion
from folkmoot.model.ladder import Clause
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.clauses import asked_words, role_title
from folkmoot.reports.climbers import climbers_of, group_named, moment_of
from folkmoot.reports.events import listed
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING
from folkmoot.reports.registry import report
from folkmoot.reports.standing import step_named

TITLE = Text("Evidence", "依据")
OPTIONS = {
    "role": Text("The role that the clause is asked for.", "条款所属的角色。"),
    "clause": Text("Which clause, by its place in the tree: 0, 1, 1.0…", "条款在条件树中的位置：0、1、1.0 等。"),
    **PAGING,
}


@report("proof", TITLE, options=OPTIONS)
def proof(homes: Homes, question: Question) -> Answer:
    """Which events does a clause of a ladder count for one person, newest first?"""
    if len(question.scope.groups) != 1 or len(question.scope.people) != 1:
        raise BadQuestion(
            "Whose evidence, and where?", mend="Give one group and one person: group=compiler&person=ann."
        )
    group = group_named(homes, question.scope.groups[0])
    climbers = climbers_of(homes, group, moment_of(homes, question, group), question.scope.people)
    step = step_named(climbers.ladder, question.option("role").lower())
    clause = clause_at(step.clause, question.option("clause", "0"))
    if clause.count is None:
        raise BadQuestion("No events prove this clause.", mend="Ask for a clause that counts.")
    counted = climbers.events(clause.count)
    events = homes.events(question.scope.with_(groups=(), repos=(), since_at=None, until_at=None))
    table = events.semi_join(counted.select("id").distinct(), "id")
    answer = listed(homes, question, table, usual=100)
    words = asked_words(clause, climbers.ladder)
    return replace(answer, about={**answer.about, "picked": words, "role": role_title(climbers.ladder, step.role)})


def clause_at(clause: Clause, path: str) -> Clause:
    """Return the clause at a path such as ``1.0``. Errors: BadQuestion when there is none."""
    for place in path.split("."):
        if not place.isdecimal() or int(place) >= len(clause.below):
            raise BadQuestion(f"There is no clause '{path}'.", mend="The ladder's page links to each.")
        clause = clause.below[int(place)]
    return clause
