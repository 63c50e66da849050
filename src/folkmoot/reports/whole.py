"""Every row of an answer, a stretch at a time, so that a long download needs no more memory than a short one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from folkmoot.model.answer import Answer
from folkmoot.reports.paging import LONGEST, STRETCH
from folkmoot.reports.present import about_of, as_json, as_table, csv_lines, plain
from folkmoot.reports.registry import report_named

Asking = Callable[[Mapping[str, str]], Answer]
"""Asks one report, always of the same homes."""


def pages_itself(report: str, said: Mapping[str, str]) -> bool:
    """Return whether a report gives a page of its rows unless it is asked for all, and no page is asked for."""
    return "whole" in report_named(report).options and not {"page", "size"} & {name for name in said if said[name]}


def stretches(asking: Asking, said: Mapping[str, str]) -> Iterator[Answer]:
    """Yield the whole answer in stretches of ``STRETCH`` rows, up to ``LONGEST``; the first is there even without rows."""
    number, held = 1, 0
    while True:
        answer = asking({**said, "whole": "yes", "page": str(number)})
        yield answer
        held += len(answer.rows)
        if len(answer.rows) < STRETCH or held >= min(LONGEST, answer.found or 0):
            return
        number += 1


def left_out(answer: Answer) -> int:
    """Return how many rows a download leaves out because there are more than ``LONGEST``."""
    return max((answer.found or 0) - LONGEST, 0)


def csv_of(answers: Iterable[Answer], language: str = "en") -> Iterator[str]:
    """Yield a CSV in pieces: one header line, then the rows of every stretch."""
    for number, answer in enumerate(answers):
        yield csv_lines(answer, language, head=number == 0)


def json_of(answers: Iterable[Answer], language: str = "en") -> Iterator[str]:
    """Yield one JSON object in pieces: what the first stretch says, and the rows of all, which stand last.

    ``left_out`` is there when there are more rows than are given.
    """
    first, between = True, ""
    for answer in answers:
        if first:
            said: dict[str, Any] = as_json(replace(answer, rows=(), found=answer.found or len(answer.rows)), language)
            del said["rows"]
            if missing := left_out(answer):
                said["left_out"] = missing
            yield json.dumps(said, ensure_ascii=False)[:-1] + ', "rows": ['
            first = False
        for row in answer.rows:
            yield between + json.dumps(plain(row, language), ensure_ascii=False)
            between = ", "
    yield "]}"


def parquet_of(answers: Iterable[Answer], language: str = "en") -> IO[bytes]:
    """Return an open temporary file, at its beginning, with a Parquet of the rows of every stretch."""
    tables: list[pa.Table] = []
    about: Mapping[str, str] = {}
    for answer in answers:
        about = about or {
            **about_of(answer, language),
            **({"left_out": str(left_out(answer))} if left_out(answer) else {}),
        }
        tables.append(as_table(answer, language))
    file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    pq.write_table(_alike(tables).replace_schema_metadata(about), file, compression="zstd")
    file.seek(0)
    return file


def _alike(tables: list[pa.Table]) -> pa.Table:
    """Return one table; a column whose stretches are of several kinds is the widest of them, or text."""
    filled = [table for table in tables if table.num_rows] or tables[:1]
    fields = []
    for name in filled[0].column_names:
        kinds = {table.schema.field(name).type for table in filled if table[name].null_count < table.num_rows}
        if len(kinds) > 1:
            number = all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in kinds)
            kinds = {pa.float64() if number else pa.string()}
        fields.append(pa.field(name, next(iter(kinds), filled[0].schema.field(name).type)))
    schema = pa.schema(fields)
    return pa.concat_tables([_cast(table, schema) for table in filled])


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [
        pa.nulls(table.num_rows, field.type)
        if table[field.name].null_count == table.num_rows
        else table[field.name].cast(field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)
