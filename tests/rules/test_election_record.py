"""Records of elections, from their own bytes: counted again, tampered with, and garbage."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.model.tally import Counting
from folkmoot.rules.ballots import ballots_of_csv
from folkmoot.rules.canonical import signed
from folkmoot.rules.election_record import FORMAT, counting_as_said, read_record, result_as_said
from folkmoot.rules.tallies import count

KEY = bytes(range(32))
CSV = {
    "schulze": "ann,bo,cy\n1,2,3\n2,1,No opinion\n3,1,2\n1,2,3\n",
    "approval": "ann,bo,cy\n1,0,1\n1,1,0\n",
    "plurality": "ann,bo,cy\n1,0,0\n0,1,0\n",
    "star": "ann,bo,cy\n5,3,0\n2,4,1\n0,5,5\n",
}


def record_of(method: str = "schulze", *, withheld: bool = False, tie: str = "stays") -> dict:
    """Return the record of an election for two seats, of which Acme, where Ann and Bo work, may have one."""
    how = Counting(method, 2, 1, {"ann": "Acme", "bo": "Acme"}, {}, tie, "word" if tie == "lot" else "")
    ballots = ballots_of_csv(CSV[method], method)
    tally = count(ballots, how)
    marks = [[None if mark < 0 else mark for mark in row] for row in ballots.marks.tolist()]
    return {
        "format": FORMAT, "election": {"id": "e", "title": {"en": "E", "zh": "选举"}}, "counting": counting_as_said(how),
        "candidates": [{"id": name, "name": name, "organization": how.organizations.get(name, "")} for name in ballots.candidates],
        "number": len(marks), "publish_from": 1, "digest": ballots.digest,
        "ballots": None if withheld else [{"mark": str(number), "marks": row} for number, row in enumerate(marks)],
        "pairwise": [list(row) for row in tally.figures.pairwise], "points": list(tally.figures.points),
        "result": result_as_said(tally),
    }  # fmt: skip


@pytest.mark.parametrize("method", sorted(CSV))
@pytest.mark.parametrize("withheld", [False, True])
@pytest.mark.parametrize("tie", ["stays", "lot"])
def test_a_record_agrees_with_itself(method, withheld, tie):
    """Also by STAR with ballots withheld, where whom the limit passes over is what the record says."""
    said = record_of(method, withheld=withheld, tie=tie)
    again = read_record(json.dumps(signed(said, KEY)))
    assert again.faults == ()
    assert result_as_said(again.tally) == said["result"]


def test_no_byte_of_a_signed_record_can_be_changed():
    raw = json.dumps(signed(record_of(), KEY)).encode()
    same = json.loads(raw)
    for place in range(len(raw)):
        for other in (raw[place] ^ 1, raw[place] ^ 0x20, ord("0"), ord('"')):
            changed = raw[:place] + bytes([other]) + raw[place + 1 :]
            try:
                counted = read_record(changed.decode())
            except (BadInput, UnicodeDecodeError):
                continue
            assert counted.faults or json.loads(changed) == same, changed[max(0, place - 20) : place + 10]


def _paths(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _paths(value[key], (*path, key))


@pytest.mark.parametrize("method", sorted(CSV))
@pytest.mark.parametrize("wrong", [None, -1, 10**30, "", [], {}, [[10**30]], {"a": 1}])
def test_garbage_is_a_sentence_and_never_a_crash(method, wrong):
    for withheld in (False, True):
        said = record_of(method, withheld=withheld)
        for path in _paths(said):
            if not path:
                continue
            broken = deepcopy(said)
            inside = broken
            for step in path[:-1]:
                inside = inside[step]
            inside[path[-1]] = wrong
            for seats in (None, 5):
                with suppress(BadInput):
                    read_record(json.dumps(broken), seats)


@pytest.mark.parametrize(("text", "says"), [
    ('{"format": ' + "9" * 5000 + "}", "a number of 5000 digits is too long"),
    ('{"a":' * 100_000, "this is not JSON"),
    ('{"format": "x", "format": "folkmoot-election/1"}', "stands twice"),
    ('{"format": NaN}', "no number"),
])  # fmt: skip
def test_what_is_no_record(text, says):
    with pytest.raises(BadInput, match=says):
        read_record(text)
