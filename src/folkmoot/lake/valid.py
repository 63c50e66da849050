"""What a row must be before the lake takes it: known kinds, well-spelled accounts, an id and a moment."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.lake.tables import EVENTS, Table
from folkmoot.model.errors import BadInput
from folkmoot.model.event import KINDS

JSON_COLUMNS = frozenset({"extra", "labels"})
LARGEST = 16 * 1024 * 1024  # bytes of one text: a hundred times what a source has reason to say
# Inside a name a space may stand: Gitee's merge commits tell the name that is shown, not the login.
_ACCOUNT = re.compile(r"(mail:[0-9a-f]{64}|(?!mail:)[a-z][a-z0-9-]*:[^\s:@]\S*( \S+)*)")


def check_batch(batch: pa.RecordBatch, table: Table) -> None:
    """Raise BadInput with the first row that the lake does not take; the lake then holds nothing of the batch."""
    ids = batch.column("id")
    if ids.null_count or pc.any(pc.equal(ids, "")).as_py():
        raise BadInput(f"a row of the table '{table.name}' has no id.", mend="Make one with stable_id().")
    if table.moment and (column := batch.column(table.moment)).null_count:
        raise BadInput(f"'{table.moment}' is missing.", where=f"row {_id_at(batch, pc.is_null(column))}")
    for field in batch.schema:
        if field.type == pa.string():
            _check_length(batch, field.name)
    if table is EVENTS:
        _check_kinds(batch)
        _check_actors(batch)


def check_json(duck: Any, rows: pa.Table, table: Table) -> None:
    """Raise BadInput when a column of JSON text holds something else; rows that came as nouns need no such check."""
    for name in JSON_COLUMNS & set(table.schema.names):
        with duck.cursor() as cursor:
            cursor.register("given", rows.select(["id", name]))
            bad = cursor.execute(f'SELECT id FROM given WHERE NOT json_valid("{name}") LIMIT 1').fetchone()  # noqa: S608  # our own name
        if bad is not None:
            raise BadInput(f"'{name}' is no JSON.", where=f"row {bad[0]}", mend="Write it with json.dumps().")


def _check_length(batch: pa.RecordBatch, name: str) -> None:
    column = batch.column(name)
    if column.nbytes > LARGEST and (pc.max(pc.binary_length(column)).as_py() or 0) > LARGEST:
        row = _id_at(batch, pc.greater(pc.binary_length(column), LARGEST))
        raise BadInput(
            f"'{name}' is longer than {LARGEST // 2**20} MB.", where=f"row {row[:80]}", mend="Store a link instead."
        )


def _check_kinds(batch: pa.RecordBatch) -> None:
    unknown = sorted(set(pc.unique(batch.column("kind")).to_pylist()) - set(KINDS))
    if unknown:
        row = _id_at(batch, pc.equal(batch.column("kind"), unknown[0]))
        raise BadInput(
            f"'{unknown[0]}' is no kind of event.",
            where=f"row {row}",
            mend=f"Kinds are: {', '.join(KINDS)}. A new one is added to KINDS.",
        )


def _check_actors(batch: pa.RecordBatch) -> None:
    for actor in pc.unique(batch.column("actor")).to_pylist():
        if not _ACCOUNT.fullmatch(actor) or actor != actor.lower():
            row = _id_at(batch, pc.equal(batch.column("actor"), actor))
            raise BadInput(
                f"'{actor}' is no account.",
                where=f"row {row}",
                mend="Write forge:login in lower case, or mail:<sha256>; account_of() does.",
            )


def _id_at(batch: pa.RecordBatch, where: pa.Array) -> str:
    return str(batch.column("id")[pc.index(where, value=True).as_py()].as_py())
