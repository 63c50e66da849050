"""The result of an election: counted again from the opened ballots, and as the record that anybody can count."""

from __future__ import annotations

from typing import Any

import numpy as np

from folkmoot.model.errors import BadInput
from folkmoot.model.tally import Tally
from folkmoot.reports.election_course import Seen, ballots_of, counting_of
from folkmoot.rules.ballots import Ballots, ballots_of_marks
from folkmoot.rules.election_record import FORMAT, counting_as_said, result_as_said
from folkmoot.rules.schulze import pairwise
from folkmoot.rules.tallies import count


def table_of(it: Seen) -> Ballots:
    """Return the opened ballots of an election. Errors: BadInput before they are counted."""
    if it.course.counted is None:
        raise BadInput("the ballots are not counted yet.", where=it.election.id)
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    marks = (dict(zip(candidates, one.content["marks"], strict=True)) for one in ballots_of(it.election.id))
    return ballots_of_marks(candidates, marks, str(it.course.frozen["counting"]["method"]))


def tally_of(it: Seen) -> Tally:
    """Return the count of an election. Errors: BadInput before its ballots are counted."""
    table = table_of(it)
    return count(table, counting_of(it.course, table.digest))


def is_published(it: Seen) -> bool:
    """Return whether the single ballots are published: only from the declared number on."""
    counted = it.course.counted
    return counted is not None and counted["voted"] >= it.course.frozen["counting"]["publish_from"]


def record_of(it: Seen) -> dict[str, Any]:
    """Return the record of a counted election, not signed yet; ``moot tally`` counts it again. Errors: BadInput before.

    Edges: below the size from which ballots are published it holds what they add up to instead of them.
    """
    table = table_of(it)
    tally = count(table, counting_of(it.course, table.digest))
    election, moments, counted = it.election, it.course.moments, it.course.counted or {}
    ballots = [
        {"mark": one.mark, "marks": list(one.content["marks"])} for one in ballots_of(election.id)
    ] if is_published(it) else None  # fmt: skip
    preferred = tally.figures.pairwise or tuple(map(tuple, pairwise(np.asarray(table.marks)).tolist()))
    return {
        "format": FORMAT,
        "election": {
            "id": election.id, "title": {"en": election.title.en, "zh": election.title.zh}, "group": election.group,
            "opens_at": f"{moments.opens.isoformat()}Z", "closes_at": f"{moments.closes.isoformat()}Z",
            "electors": len(it.roll), "voted": int(counted.get("voted", 0)),
            "certified_at": f"{it.course.certified.at.isoformat(timespec='seconds')}Z" if it.course.certified else None,
        },
        "counting": counting_as_said(tally.counting),
        "candidates": [
            {**one, "name": it.homes.faces.name_of(it.same(str(one["id"])))} for one in it.course.frozen["candidates"]
        ],
        "number": tally.figures.ballots,
        "publish_from": it.course.frozen["counting"]["publish_from"],
        "ballots": ballots,
        "digest": table.digest,
        "pairwise": [list(row) for row in preferred],
        "points": list(tally.figures.points),
        "result": result_as_said(tally),
    }  # fmt: skip


def agrees(it: Seen, tally: Tally) -> bool:
    """Return whether what is counted now is what was recorded when the ballots were counted."""
    return it.course.counted is not None and it.course.counted["result"] == result_as_said(tally)
