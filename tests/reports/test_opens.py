"""Every figure opens what it counts: the report behind a cell finds exactly as many."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from folkmoot.model.answer import Answer

OPTIONS = {"group": {"id": "compiler"}, "person": {"id": "ann"}}
REPORTS = ("overview", "groups", "group", "people", "person", "repositories", "data", "levels", "retention", "onion")
MOST = 2  # rows of a column
BYS = ("kind", "person", "account", "group", "repo", "org", "month", "week")


def opened(asked, answer: Answer, opens: str, row, around):
    """Ask what the cell opens, with the answer's own scope; None where the row lacks what the link needs."""
    report, _, query = opens.partition("?")
    said = dict(around)
    if answer.scope.groups:
        said["group"] = ",".join(answer.scope.groups)
    if answer.scope.people:
        said["person"] = ",".join(answer.scope.people)
    for name, value in parse_qsl(query):
        filled = row.get(value[1:-1]) if value.startswith("{") else value
        if filled is None:
            return None
        said[name] = str(filled)
    return asked(report, **said).found


def check(asked, answer, around):
    cells = 0
    for part in (answer, *answer.parts.values()):
        for column in part.columns:
            if column.shows != "number" or not column.opens.startswith(("events", "people")):
                continue
            rows = [row for row in part.rows if row[column.name] and column.name != "active"]  # that opens their events
            for row in rows[:MOST]:
                value = row[column.name]
                found = opened(asked, part, column.opens, row, around)
                assert found in (value, None), (answer.name, part.name, column.name, dict(row))
                cells += 1
    return cells


@pytest.mark.parametrize("around", [{}, {"since": "2024-02", "until": "2024-03", "bots": "in"}])
def test_every_count_opens_as_many(asked, around):
    """
    2023-11-30T17:00  commit.authored  kit@a   mail:ann   dirs=["docs"]
    2024-01-31T17:00  commit.authored  kit@b   ann        dirs=["src"]
    2024-02-03T00:00  commit.authored  kit@m   bo         merge=true
    2024-02-04T00:00  change.merged    kit!1   github:ann-a
    2024-02-05T00:00  change.reviewed  kit!1   bo
    2024-02-06T00:00  repo.starred     docs    cy
    2024-02-07T00:00  issue.opened     docs#1  cy
    2024-03-31T17:00  commit.authored  docs@a  mail:cy
    2024-03-10T00:00  change.merged    docs!2  ci-bot
    2024-03-10T00:00  commit.authored  docs@c  ci-bot     merge=true
    """
    cells = sum(check(asked, asked(name, **OPTIONS.get(name, {}), **around), around) for name in REPORTS)
    kinds = {"kind": "commit.authored"} if around else {}
    cells += sum(check(asked, asked("activity", by=by, **kinds, **around), around) for by in BYS)
    assert cells > 50


def test_the_tiles_of_the_overview_open_as_many(asked):
    """
    2023-11-30T17:00  commit.authored  kit@a   ann
    2024-02-04T00:00  change.merged    kit!1   ann
    2024-02-06T00:00  repo.starred     docs    bo
    2024-02-07T00:00  issue.opened     docs#1  cy
    """
    window = {"since": "2024"}
    answer = asked("overview", **window)
    values = {tile["name"]: tile["value"] for tile in answer.about["tiles"]}
    assert values == {"people": 2, "new": 1, "merged": 1, "events": 3}
    for tile in answer.about["tiles"]:
        assert opened(asked, answer, tile["opens"], {}, window) == tile["value"], tile["name"]
