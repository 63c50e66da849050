"""One question of each of many things, in one statement: of every group, repository or organisation."""

# ruff: noqa: S608  # what is put into the SQL is Ibis's, and names of our own

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from folkmoot.lake.caring import CARES
from folkmoot.lake.stating import FACTS, Sentence
from folkmoot.lake.tables import TEXT

THING = "thing_asked"  # no column of any facts is called so
THING_FIELD = pa.field(THING, TEXT)
THINGS, EVERY = "things_asked", "facts_of_every"


def by_group(facts: Any) -> Any:
    """Add the column ``THING``, the group: as ``Reading.grouped``, whatever the facts' own columns are called."""
    cares = ibis.table(ibis.Schema.from_pyarrow(CARES), name="cares").rename({THING: "group"})
    here = [facts.repo == cares.repo, facts.area == cares.area]
    then = [facts["at"] >= cares.from_at, facts["at"] < cares.until_at]
    joined = facts.join(cares, [*here, *then])
    return joined.select(*[facts[name] for name in facts.columns], cares[THING])


def of_each(asked: Sentence, facts: str, columns: Sequence[str]) -> str:
    """Return the SQL that asks a sentence of the facts of each thing in the table ``THINGS``.

    ``facts``: the SQL of facts with the column ``THING``. Rows: those of the sentence, with ``THING``; a thing without facts
    is asked as well, of none.
    The sentence itself is not changed: it stands in a lateral join, which DuckDB turns into one pass in which every
    step is made for all things side by side. So the values are those of asking one by one.
    Source: https://cs.emis.de/LNI/Proceedings/Proceedings241/383.pdf
    """
    said = ", ".join(f'f."{name}"' for name in columns)
    mine = f'SELECT {said} FROM "{EVERY}" AS f WHERE f."{THING}" = t."{THING}"'
    return (
        f'WITH "{EVERY}" AS NOT MATERIALIZED ({facts}) SELECT t."{THING}", told.* FROM "{THINGS}" AS t, LATERAL '
        f'(WITH "{FACTS}" AS NOT MATERIALIZED ({mine}) SELECT * FROM ({asked.sql})) AS told'
    )


def things_table(things: Sequence[str]) -> pa.Table:
    """Return the table ``THINGS``."""
    return pa.table({THING: pa.array(things, TEXT)})
