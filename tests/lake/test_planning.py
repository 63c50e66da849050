"""The planner: which columns a query needs, and never one too few."""

from __future__ import annotations

import pyarrow as pa
import pytest

from folkmoot.lake.planning import Planner

SCHEMA = pa.schema([("at", pa.timestamp("us")), ("kind", pa.string()), ("url", pa.string()), ("bot", pa.bool_())])


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner({"deeds": SCHEMA, "others": pa.schema([("url", pa.string())])})


@pytest.mark.parametrize(
    ("sql", "needs"),
    [
        ("SELECT count(*) FROM deeds", set()),
        ("SELECT count(*) FROM deeds WHERE url = 'x'", {"url"}),
        ("SELECT count(url) FROM deeds WHERE false", {"url"}),
        ("SELECT kind, max(\"at\") FROM (SELECT *, upper(url) AS loud FROM deeds WHERE NOT bot) GROUP BY kind", {"kind", "at", "bot"}),
        ("SELECT * FROM (SELECT * FROM deeds) ORDER BY \"at\" LIMIT 5", {"at", "kind", "url", "bot"}),
        ("SELECT d.kind FROM deeds AS d JOIN others AS o ON d.kind = o.url", {"kind"}),
        ("SELECT kind FROM deeds WHERE EXISTS (SELECT 1 FROM deeds AS x WHERE x.url = deeds.kind)", {"kind", "url"}),
        ("WITH d AS (SELECT *, bot AS robot FROM deeds) SELECT kind FROM d", {"kind"}),
        ("SELECT url FROM others", set()),
        ("SELECT word FROM given", set()),
    ],
)  # fmt: skip
def test_the_columns_that_a_query_needs(planner: Planner, sql: str, needs: set[str]) -> None:
    assert planner.columns(sql, "deeds", {"given": pa.table({"word": ["a"]})}) == needs
