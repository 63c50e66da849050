"""The columns that several answers share, so that the same thing has the same name and opens the same way."""

from __future__ import annotations

from folkmoot.model.answer import Column
from folkmoot.model.text import Text


def count(name: str, title: Text, opens: str = "", unit: str = "") -> Column:
    """Return a column of numbers."""
    return Column(name, title, "number", unit, opens)


def person_column(ident: str = "id") -> Column:
    """Return the column with a person's name, which opens the person."""
    return Column("name", Text("Person", "人员"), "person", opens=f"person?id={{{ident}}}")


def counts(opens: str) -> tuple[Column, ...]:
    """Return the columns of what somebody or something did; ``opens`` is the query for the row, such as ``person={id}``."""
    # `out` and `only` keep the merge commits apart, so that a cell opens exactly what it counts.
    return (
        count("events", Text("Events", "事件"), f"events?{opens}"),
        count("commits", Text("Commits", "提交"), f"events?{opens}&kind=commit.authored&merges=out"),
        count("merges", Text("Merge commits", "合并提交"), f"events?{opens}&kind=commit.authored&merges=only"),
        count("merged", Text("Merged changes", "合入变更"), f"events?{opens}&kind=change.merged&of=merged"),
        count("reviews", Text("Reviews", "检视"), f"events?{opens}&kind=change.reviewed"),
    )


MONTH = Column("month", Text("Month", "月份"))
KIND = Column("kind", Text("Kind", "类型"), "kind")
EVENTS = count("events", Text("Events", "事件"))
PEOPLE = count("people", Text("People", "人数"), unit="people")
REPO = Column("repo", Text("Repository", "代码仓"), "repo", opens="activity?repo={repo}")
ORGANIZATION = Column("organization", Text("Organisation", "组织"), "organization")
FIRST = Column("first_at", Text("First", "最早"), "moment")
LAST = Column("last_at", Text("Last", "最近"), "moment")
