"""Columns of numbers into the lake's columns: texts are joined by Arrow, whole columns at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.jobs.demo.dice import Bools, Floats, Ints, digests
from folkmoot.jobs.demo.world import World
from folkmoot.lake.tables import EVENTS, MOMENT
from folkmoot.model.event import KINDS

SHA, MERGE, TURN, TALK = 200, 201, 202, 203  # streams of ids beside those of the kinds
STREAM = {kind: place + 1 for place, kind in enumerate(KINDS)}

Texts = Any  # an Arrow array of texts, or one text for all rows


def joined(*parts: Texts) -> Texts:
    """Return the parts joined row by row; a part is an array, or one text for all rows."""
    return pc.binary_join_element_wise(*parts, "")


def figures(numbers: Ints) -> Texts:
    """Return whole numbers as texts."""
    return pa.array(numbers).cast(pa.string())


def taken(words: Sequence[str], places: Ints) -> Texts:
    """Return the word at each place; an empty text where the place is -1."""
    return pa.array([*words, ""], pa.string()).take(pa.array(np.where(places < 0, len(words), places)))


def quoted(words: str) -> str:
    """Return a text as JSON."""
    return json.dumps(words, ensure_ascii=False)


def where(mask: Bools, yes: Texts, no: Texts) -> Texts:
    """Return ``yes`` or ``no``, row by row."""
    return pc.if_else(pa.array(mask), yes, no)


def accounts(world: World, numbers: Ints) -> Texts:
    """Return the accounts by their numbers, and remember that they were seen."""
    world.accounts.used[numbers] = True
    least = int(numbers.min()) if len(numbers) else 0
    few = world.accounts.spelled[least : int(numbers.max()) + 1] if len(numbers) else []
    return pa.array(few, pa.string()).take(pa.array(numbers - least))


def moments(seconds: Ints) -> Any:
    """Return UTC seconds as the lake's moments."""
    return pa.array(seconds * 1_000_000).cast(MOMENT)


def rows(  # a row simply has this many columns
    world: World,
    kind: str,
    at: Ints,
    actor: Ints,
    *,
    ids: Texts | None = None,
    repo: Ints | None = None,
    amount: Floats | None = None,
    source: Texts = "",
    **texts: Texts,
) -> pa.Table:
    """Return events of one kind. ``texts`` are subject, parent, url and extra; what is absent is empty."""
    size = len(at)
    stream = STREAM[kind]
    columns: dict[str, Any] = {
        "id": digests(world.plan.seed, stream, world.take(stream, size)) if ids is None else ids,
        "at": moments(at),
        "kind": kind,
        "actor": accounts(world, actor),
        "repo": "" if repo is None else taken(world.layout.repos, repo),
        "subject": texts.get("subject", ""),
        "parent": texts.get("parent", ""),
        "amount": pa.nulls(size, pa.float64()) if amount is None else pa.array(amount, pa.float64()),
        "url": texts.get("url", ""),
        "source": source,
        "seen_at": moments(np.full(size, world.end, dtype=np.int64)),
        "version": pa.array(np.ones(size, dtype=np.int32)),
        "extra": texts.get("extra", "{}"),
    }
    arrays = [pa.repeat(column, size) if isinstance(column, str) else column for column in columns.values()]
    return pa.table(arrays, schema=EVENTS.schema)


def in_order(tables: Sequence[pa.Table]) -> pa.Table:
    """Return all rows by time, then id."""
    table = pa.concat_tables(tables).combine_chunks()
    return table.take(pc.sort_indices(table, sort_keys=[("at", "ascending"), ("id", "ascending")]))
