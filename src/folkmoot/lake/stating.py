"""Questions put into SQL once: what is asked of some facts is the same sentence whoever's facts they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa
from cachetools import LRUCache

from folkmoot.lake.duck import given_tables

FACTS = "facts_asked"
KEPT = 2048  # sentences; putting one into words takes about fifty times as long as finding it here


@dataclass(frozen=True)
class Sentence:
    """A query over the table ``FACTS``, with the tables that it brings along, and the types of its rows."""

    sql: str
    given: dict[str, pa.Table]
    schema: pa.Schema

    def about(self, facts: str) -> str:
        """Return the query over the facts that another query gives.

        It is inlined: a query that is made first and kept would read columns that nobody asks for.
        """
        return f'WITH "{FACTS}" AS NOT MATERIALIZED ({facts}) SELECT * FROM ({self.sql})'  # noqa: S608  # both from Ibis


_sentences: LRUCache[Hashable, Sentence] = LRUCache(KEPT)
_spoken: LRUCache[Hashable, str] = LRUCache(KEPT)
_guard = threading.Lock()


def sentence(key: Hashable, schema: Any, make: Callable[[Any], Any]) -> Sentence:
    """Return what ``make`` asks of a table of facts with ``schema``; the same ``key`` always asks the same."""
    whole = (key, tuple(schema.items()))
    with _guard:
        if (known := _sentences.get(whole)) is not None:
            return known
    asked = make(ibis.table(schema, name=FACTS))
    asked = asked if isinstance(asked, ibis.Table) else asked.as_table()
    made = Sentence(str(ibis.to_sql(asked, dialect="duckdb")), given_tables(asked), asked.schema().to_pyarrow())
    with _guard:
        _sentences[whole] = made
    return made


def spoken(facts: Any) -> str:
    """Return the SQL of a table of facts."""
    key = facts.op()
    with _guard:
        if (known := _spoken.get(key)) is not None:
            return known
    said = str(ibis.to_sql(facts, dialect="duckdb"))
    with _guard:
        _spoken[key] = said
    return said
