"""A contest put on file."""

from __future__ import annotations

from folkmoot.charter.amending.entries import Sort, new_entry
from folkmoot.charter.charter import Charter
from folkmoot.model.amendment import Amendment
from folkmoot.model.contest import ContestPlan
from folkmoot.model.text import Text

CONTEST = Sort("contests", Text("a contest", "竞赛"), "mindcon-2020", "contest-")


def new_contest(charter: Charter, plan: ContestPlan) -> Amendment:
    """Return the change that declares a contest. Errors: as of ``new_entry``."""
    return new_entry(charter, CONTEST, plan)
