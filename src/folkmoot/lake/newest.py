"""A page of whole rows, newest first, without reading all the rows to find it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ibis
from ibis.expr import operations

AT = "at"


def bound_of(table: Any) -> Any | None:
    """Return an expression for the oldest moment on the page that ``table`` is; None when it is no such page.

    A page is ``.order_by(at descending, …).limit(…)``. The moments alone are in memory; once the oldest is known, only
    the few row groups from there on have to be read. Rows: one: oldest; null when a row of the page has no moment.
    """
    limit = table.op()
    if not isinstance(limit, operations.Limit) or not isinstance(limit.n, int) or not isinstance(limit.offset, int):
        return None
    order = limit.parent
    if not isinstance(order, operations.Sort) or not all(isinstance(key.arg, operations.Field) for key in order.keys):
        return None
    if order.keys[0].ascending or order.keys[0].name != AT:
        return None
    rows = order.parent.to_expr()
    newest = rows.select(AT).order_by(ibis.desc(AT)).limit(limit.n + limit.offset)
    return newest.agg(oldest=ibis.ifelse(newest[AT].isnull().any(), ibis.null(), newest[AT].min()))


def bounded(table: Any, oldest: datetime) -> Any:
    """Return the same page, made from the rows since ``oldest`` only."""
    limit = table.op()
    rows = limit.parent.parent.to_expr()
    keys = [ibis.asc(key.name) if key.ascending else ibis.desc(key.name) for key in limit.parent.keys]
    return rows.filter(rows[AT] >= oldest).order_by(keys).limit(limit.n, offset=limit.offset)
