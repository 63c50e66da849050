"""The table of reports: a name, what it answers, which options it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes

Maker = Callable[[Homes, Question], Answer]


@dataclass(frozen=True)
class Report:
    """One question that can be asked."""

    name: str
    title: Text
    make: Maker
    options: Mapping[str, Text] = field(default_factory=dict)  # name → what it does
    private: bool = False  # only for operators
    recorded: bool = False  # it also tells what people record, and is answered anew whenever they do


REPORTS: dict[str, Report] = {}


def report(
    name: str, title: Text, *, options: Mapping[str, Text] | None = None, private: bool = False, recorded: bool = False
) -> Callable[[Maker], Maker]:
    """Register the decorated function as the report ``name``."""

    def add(make: Maker) -> Maker:
        REPORTS[name] = Report(name, title, make, options or {}, private, recorded)
        return make

    return add


def report_named(name: str) -> Report:
    """Return the report ``name``. Errors: BadQuestion naming those there are."""
    if name not in REPORTS:
        from folkmoot.reports.question import near  # it reads this table itself

        raise BadQuestion(f"There is no report '{name}'.", mend=near(name, REPORTS))
    return REPORTS[name]
