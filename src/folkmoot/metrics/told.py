"""What a fact tells beside its columns: values in ``extra`` and in labels; and facts that were told twice."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.operations as ops


def json_extract_string(text: str, path: str) -> str:  # type: ignore[empty-body]  # DuckDB's own
    """Return the value at a path of a JSON text; null where there is none."""


_value = ibis.udf.scalar.builtin(json_extract_string)


def told(texts: Any, name: str) -> Any:
    """Return what JSON texts tell under ``name``, as text; null where it is not told, or is told as nothing."""
    return _value(texts, f'$."{name}"').nullif("")


NO = ibis.literal(value=False)


def is_true(texts: Any, name: str) -> Any:
    """Return whether JSON texts say that ``name`` is true; not told is no."""
    return (told(texts, name) == "true").fill_null(NO)


def once(facts: Any) -> Any:
    """Return each fact once, also where it was told twice: the same id is the same fact."""
    return facts.distinct(on="id", keep="first")


def apart(facts: Any) -> Any:
    """Return the facts of a table that was made by hand once each; a table of the lake, in which no id stands twice, as it is.

    Edges: an event of two groups stands in both. Threads stand once by themselves.
    """
    columns = facts.columns
    if "id" not in columns or "first_response_at" in columns or not _by_hand(facts):
        return facts
    return facts.distinct(on=["id", *({"group"} & {*columns})], keep="first")


def _by_hand(facts: Any) -> bool:
    """Return whether nothing but tables of this process stands under a table: telling ids apart costs nothing there."""
    return all(isinstance(table, ops.InMemoryTable) for table in facts.op().find(ops.PhysicalTable))
