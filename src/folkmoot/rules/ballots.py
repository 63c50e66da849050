"""Ballots as they are written down: a CSV with a candidate in each column, and a mark or "No opinion" in each cell."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.rules.schulze import NO_OPINION

SAID = "No opinion"
BEST_SCORE = 5  # of STAR
MOST_DIGITS = 9
_SEPARATORS = {";": "a semicolon", "\t": "a tab", "，": "a full-width comma"}
LONGEST_SHOWN = 40


@dataclass(frozen=True, eq=False)
class Ballots:
    """Candidates, and a row of marks for each ballot: ranks, approvals or scores; -1 is no opinion."""

    candidates: tuple[str, ...]
    marks: NDArray[np.int32]

    @property
    def digest(self) -> str:
        """SHA-256 over the ballots as CSV lines, sorted: the same whatever order they are kept in."""
        rows = sorted(",".join(map(str, row)) for row in self.marks.tolist())
        names = ",".join(self.candidates)
        return hashlib.sha256("\n".join([names, *rows, ""]).encode()).hexdigest()


def ballots_of_csv(text: str, method: str = "schulze", where: str = "") -> Ballots:
    """Read ballots. Errors: BadInput that names the row, as an editor counts lines, and the column."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        written = (row for row in rows if any(cell.strip() for cell in row))  # a line of white space is no ballot
        candidates = _candidates(next(written, []), where)
        cells = _Cells(method)
        marks = [_row(row, rows.line_num, candidates, cells, where) for row in written]
    except csv.Error as error:
        why = "a quotation mark is never closed" if "end of data" in str(error) else error
        raise BadInput(f"row {rows.line_num}: {why}.", where=where, mend="Write it as plain CSV.") from error
    table = np.array(marks, dtype=np.int32).reshape(len(marks), len(candidates))
    return Ballots(candidates, table)


def ballots_of_marks(
    candidates: Sequence[str], said: Iterable[Mapping[str, int | None]], method: str, where: str = ""
) -> Ballots:
    """Make ballots of what is kept of each: a mark for each candidate, None or absent where there is no opinion.

    Errors: BadInput that names the ballot and the candidate.
    """
    known, least, most = frozenset(candidates), *_bounds(method)
    rows = []
    for number, one in enumerate(said, 1):
        for name, mark in one.items():
            if name not in known:
                raise BadInput(
                    Text(
                        f"ballot {number}: nobody called {_shown(name)} is a candidate.",
                        f"选票 {number}：{_shown(name, '“”')}不是候选人。",
                    ),
                    where=where,
                )
            if mark is not None and (type(mark) is not int or not least <= mark <= most):
                wanted = _wanted(method, str(mark))
                raise BadInput(
                    Text(
                        f"ballot {number}, {_shown(name)}: {wanted}",
                        f"选票 {number}，{_shown(name, '“”')}：{wanted.zh}",
                    ),
                    where=where,
                )
        rows.append([NO_OPINION if (mark := one.get(name)) is None else mark for name in candidates])
        _must_be_one(rows[-1], method, "ballot", number, where)
    return Ballots(tuple(candidates), np.array(rows, dtype=np.int32).reshape(len(rows), len(known)))


def csv_of(ballots: Ballots, names: Sequence[str]) -> str:
    """Return ballots as a CSV under these names of the candidates. Edges: a name that a spreadsheet would run gets a quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name for name in names])
    writer.writerows([[SAID if mark == NO_OPINION else mark for mark in row] for row in ballots.marks.tolist()])
    return out.getvalue()


def _candidates(head: Sequence[str], where: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in head)
    if not any(names):
        raise BadInput("row 1 names no candidates.", where=where, mend="Write one candidate in each column.")
    if "" in names:
        raise BadInput(f"row 1, column {names.index('') + 1}: there is no candidate's name.", where=where)
    twice = [name for name, number in Counter(names).items() if number > 1]
    if len(names) == 1 and (mark := next((one for one in _SEPARATORS if one in names[0]), "")):
        raise BadInput(
            f"row 1 is one cell, {_shown(names[0])}: {_SEPARATORS[mark]} is no comma.", where=where,
            mend="Save it with commas between the cells.",
        )  # fmt: skip
    if twice:
        first = names.index(twice[0])
        columns = f"columns {first + 1} and {names.index(twice[0], first + 1) + 1}"
        raise BadInput(f"row 1, {columns}: {_shown(twice[0])} stands there twice.", where=where)
    return names


class _Cells(dict[str, int]):
    """Every spelling of a cell that was seen, with its mark; a new one is read, and refused by ValueError."""

    def __init__(self, method: str) -> None:
        super().__init__()
        self.method = method
        self.least, self.most = _bounds(method)

    def __missing__(self, cell: str) -> int:
        said = cell.strip()
        if said.lower() == SAID.lower():
            mark = NO_OPINION
        elif said.isascii() and said.isdecimal() and len(said) <= MOST_DIGITS and self.least <= int(said) <= self.most:
            mark = int(said)
        else:
            raise ValueError(str(_wanted(self.method, said)))
        self[cell] = mark
        return mark


def _row(row: list[str], line: int, candidates: tuple[str, ...], cells: _Cells, where: str) -> list[int]:
    if len(row) != len(candidates):
        raise BadInput(
            f"row {line} has {len(row)} cells, but there are {len(candidates)} candidates.", where=where,
            mend=f"Write a mark or '{SAID}' for each candidate.",
        )  # fmt: skip
    try:
        marks = [cells[cell] for cell in row]
    except ValueError as error:
        column, said = _fault(row, cells)
        raise BadInput(
            f"row {line}, column {column + 1} ({_shown(candidates[column])}): {said}", where=where
        ) from error
    if cells.method == "plurality":
        _must_be_one(marks, cells.method, "row", line, where)
    return marks


def _fault(row: list[str], cells: _Cells) -> tuple[int, str]:
    """Return the first cell that cannot be read, and why."""
    for column, cell in enumerate(row):
        try:
            _ = cells[cell]
        except ValueError as error:
            return column, str(error)
    return 0, ""


def _bounds(method: str) -> tuple[int, int]:
    """Return the least and the greatest mark that a ballot may give."""
    return {"schulze": (1, 10**MOST_DIGITS - 1), "star": (0, BEST_SCORE)}.get(method, (0, 1))


def _must_be_one(marks: Sequence[int], method: str, what: str, number: int, where: str) -> None:
    if method == "plurality" and marks.count(1) > 1:
        given = marks.count(1)
        raise BadInput(
            Text(
                f"{what} {number} votes for {given} candidates, where one vote may be given.",
                f"{_NAMED[what]} {number}：投给了 {given} 位候选人，只能投一票。",
            ),
            where=where,
        )


_NAMED = {"ballot": "选票", "row": "行"}


def _wanted(method: str, said: str) -> Text:
    may = {
        "schulze": Text("a rank is a whole number from 1", "名次为从 1 起的整数"),
        "star": Text(f"a score is a whole number from 0 to {BEST_SCORE}", f"分数为 0 至 {BEST_SCORE} 的整数"),
        "approval": Text("write 1 to approve, or 0", "赞成写 1，否则写 0"),
        "plurality": Text("write 1 for the one vote, or 0", "所投的一票写 1，其余写 0"),
    }[method]
    what = f"{_shown(said)} is no mark" if said else "there is nothing"
    zh = f"{_shown(said, '“”')}不是有效的标记" if said else "未填写"
    return Text(f"{what}; {may}, or '{SAID}'.", f"{zh}；{may.zh}，或写“{SAID}”。")


def _shown(said: str, quotes: str = "''") -> str:
    shown = said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"
    return f"{quotes[0]}{shown}{quotes[1]}"
