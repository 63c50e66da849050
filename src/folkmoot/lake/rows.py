"""Nouns into rows of the lake's tables, and Arrow data into their exact columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from itertools import islice
from typing import Any

import pyarrow as pa

from folkmoot.lake.tables import COVERAGE, EVENTS, MEASUREMENTS, SIGHTINGS, Table
from folkmoot.model.errors import BadInput
from folkmoot.model.event import Coverage, Event, Measurement, Sighting, stable_id

SLICE = 8_192  # nouns turned into one batch at a time

Rows = Iterable[Any]  # nouns, or Arrow batches; a batch or a table alone is one too


def batches(rows: Rows, table: Table) -> Iterator[pa.RecordBatch]:
    """Yield ``rows`` (nouns, an Arrow table or batch, or an iterable of any of them) as batches of the table's columns."""
    if isinstance(rows, pa.Table):
        yield from (fitted(batch, table) for batch in rows.to_batches(max_chunksize=SLICE * 16))
        return
    waiting = iter((rows,)) if isinstance(rows, pa.RecordBatch) else iter(rows)
    while taken := list(islice(waiting, 1)):
        if isinstance(taken[0], pa.RecordBatch | pa.Table):
            yield from batches(taken[0], table) if isinstance(taken[0], pa.Table) else (fitted(taken[0], table),)
        else:
            taken += _nouns(waiting)
            yield of_nouns(taken, table)


def _nouns(waiting: Iterator[Any]) -> list[Any]:
    return list(islice(waiting, SLICE - 1))


def of_nouns(nouns: list[Any], table: Table) -> pa.RecordBatch:
    """Return the nouns as one batch. Errors: BadInput that names the row and the field."""
    rows = [_VALUES[table.name](noun) for noun in nouns]
    columns = []
    for field, values in zip(table.schema, zip(*rows, strict=True), strict=True):
        columns.append(_column(field, values, rows))
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _column(field: pa.Field, values: tuple[Any, ...], rows: list[tuple[Any, ...]]) -> pa.Array:
    if pa.types.is_timestamp(field.type):
        for value, row in zip(values, rows, strict=True):
            if value is not None and (not isinstance(value, datetime) or value.tzinfo is not None):
                raise BadInput(
                    f"'{field.name}' is {value!r}, not a moment in UTC without a zone.",
                    where=f"row {row[0]}",
                    mend="Turn it into UTC and drop the zone.",
                )
    try:
        return pa.array(values, field.type)
    except UnicodeEncodeError:
        return pa.array([None if value is None else writable(value) for value in values], field.type)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise BadInput(f"a value of '{field.name}' is no {field.type}: {error}") from error


def writable(text: str) -> str:
    """Return ``text`` as it can be stored in UTF-8: bytes that were no UTF-8 (surrogate escapes) become ``�``."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


def as_json(said: Mapping[str, object], row: str) -> str:
    """Return ``said`` as one line of JSON with sorted keys. Errors: BadInput when JSON cannot say it."""
    if not said:
        return "{}"
    try:
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput(f"what it holds beside its columns is no JSON: {error}.", where=f"row {row}") from error


def _event(event: Event) -> tuple[Any, ...]:
    return (
        event.id, event.at, event.kind, event.actor, event.repo, event.subject, event.parent, event.amount,
        event.url, event.source, event.seen_at, event.version, as_json(event.extra, event.id),
    )  # fmt: skip


def _measurement(seen: Measurement) -> tuple[Any, ...]:
    return (
        seen.id, seen.at, seen.name, seen.subject, seen.amount, seen.unit, as_json(seen.labels, seen.id),
        seen.source, seen.seen_at,
    )  # fmt: skip


def _with_id(noun: Coverage | Sighting) -> tuple[Any, ...]:
    # Such a row is its content: the same content again is the same row.
    values = tuple(getattr(noun, field.name) for field in fields(noun))
    return (stable_id(*(writable(value) if isinstance(value, str) else repr(value) for value in values)), *values)


_VALUES: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    EVENTS.name: _event,
    MEASUREMENTS.name: _measurement,
    COVERAGE.name: _with_id,
    SIGHTINGS.name: _with_id,
}


def fitted(batch: pa.RecordBatch, table: Table) -> pa.RecordBatch:
    """Return Arrow data with the table's columns in its order and types; absent columns and nulls get their default.

    Errors: BadInput for a column that the table does not have, a type that does not fit, or a zone.
    """
    if unknown := set(batch.schema.names) - set(table.schema.names):
        known = ", ".join(table.schema.names)
        raise BadInput(f"the table '{table.name}' has no column {sorted(unknown)}.", mend=f"It has: {known}.")
    columns = [_fitted(batch, field, table) for field in table.schema]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _fitted(batch: pa.RecordBatch, field: pa.Field, table: Table) -> pa.Array:
    default = table.default(field.name)
    if field.name not in batch.schema.names:
        return pa.repeat(pa.scalar(default, field.type), batch.num_rows)
    column = batch.column(field.name)
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        raise BadInput(
            f"'{field.name}' of the table '{table.name}' has the zone {column.type.tz}.",
            mend="Turn it into UTC and drop the zone.",
        )
    try:
        column = column.cast(field.type)
    except pa.ArrowException as error:
        raise BadInput(f"'{field.name}' of the table '{table.name}' is no {field.type}: {error}") from error
    return column if default is None or not column.null_count else column.fill_null(default)
