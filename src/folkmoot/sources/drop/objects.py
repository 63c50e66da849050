"""Rows of JSON: a list of objects read piece by piece, a list inside an object, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from typing import Any

from folkmoot.model.drops import Drop
from folkmoot.sources.drop.cells import Row, cleaned, heading

PIECE = 1 << 18  # letters read at once
OBJECT = 1 << 22  # letters of one object of a list
WHOLE = 1 << 26  # letters of an object that holds the list: it is held whole
DEPTH = 6
_SPACE = " \t\r\n\ufeff"
_BETWEEN = re.compile(r"[\s,\ufeff]*")

Told = Row | tuple[int, str]


def json_rows(text: TextIOWrapper, drop: Drop, name: str) -> Iterator[Told]:
    """Yield the objects of a list as rows, numbered from 1; what is no object as its number and why.

    Errors: ValueError when there is no list.
    """
    begins = text.read(1)
    while begins and begins in _SPACE:
        begins = text.read(1)
    told = _pieces(text) if begins == "[" else iter(_inside(begins + text.read(WHOLE), drop.rows))
    number = 0
    while True:
        number += 1
        try:
            value = next(told, _END)
        except (ValueError, RecursionError) as error:
            yield number, f"the file cannot be read on from here: {_why(error)}"
            return
        if value is _END:
            return
        yield _row(value, number, name)


def line_rows(text: TextIOWrapper, _drop: Drop, name: str) -> Iterator[Told]:
    """Yield one object a line as rows; a line that is none as its number and why."""
    number = 0
    while line := text.readline(OBJECT):
        number += 1
        if not line.strip(_SPACE):
            continue
        try:
            yield _row(json.loads(line.strip(_SPACE)), number, name)
        except (ValueError, RecursionError) as error:
            yield number, f"no JSON object: {_why(error)}"


_END = object()


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _row(value: Any, number: int, name: str) -> Told:
    if not isinstance(value, dict):
        return number, "no JSON object: every row is one, with a value for each name"
    return Row(number, dict(_cells(value, "", 0)), {}, name)


def _cells(value: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield names and values; those of an object inside by ``outer.inner``."""
    for key, each in value.items():
        named = f"{before}{key}"
        if isinstance(each, dict):
            if depth < DEPTH:
                yield from _cells(each, f"{named}.", depth + 1)
        elif (told := _said(each)) != "":
            yield heading(named), told


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return cleaned(", ".join(_said(each) for each in value if not isinstance(each, dict | list)))
    return cleaned(f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value))


def _inside(words: str, where: str) -> list[Any]:
    """Return the list at ``where`` in an object; without it the only list of objects that it holds."""
    if len(words) > WHOLE:
        raise ValueError("an object is larger than 64 million letters: save its list as one object a line, .jsonl")
    try:
        value: Any = json.loads(words) if words.strip(_SPACE) else []
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    for key in where.split(".") if where else ():
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, dict) and not where:
        lists = [each for each in value.values() if isinstance(each, list)]
        value = lists[0] if len(lists) == 1 else None
    if isinstance(value, list):
        return value
    at = f" at {where}" if where else ""
    raise ValueError(f"there is no list of rows{at}: say where it is with 'rows: data.list'")


def _pieces(text: TextIOWrapper) -> Iterator[Any]:
    """Yield the values of a list whose bracket was read, holding one piece of the text at a time."""
    decoder = json.JSONDecoder()
    held, at, ended = "", 0, False
    while True:
        between = _BETWEEN.match(held, at)
        at = between.end() if between else at
        if held[at : at + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(held, at)
            whole = end < len(held) or ended  # a number at the end of a piece may go on
        except ValueError as error:
            value, end, whole = None, at, False
            if ended or len(held) - at > OBJECT:
                raise ValueError("the list breaks off or is no JSON" if ended else f"no JSON: {error}") from error
        if whole:
            yield value
            at = end
        else:
            piece = text.read(max(PIECE, len(held) - at))
            held, at, ended = held[at:] + piece, 0, not piece
