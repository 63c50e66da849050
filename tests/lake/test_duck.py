"""DuckDB as the lake uses it: an error of its own ends neither the question that met it nor all others."""

from __future__ import annotations

import duckdb
import pytest

from folkmoot.lake.duck import AVOIDED, Duck

AVOIDS = "SELECT current_setting('disabled_optimizers') AS now"


class Breaking(Duck):
    """One on which a question breaks off, as DuckDB 2.0 does, wherever its plan is made with all optimisers."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def _query(self, sql, given, schema):
        (now,) = super()._query(AVOIDS, {}, "")["now"].to_pylist()
        self.asked.append(now)
        if now != AVOIDED:
            raise duckdb.InternalException("INTERNAL Error: the dictionary is another one")
        return super()._query(sql, given, schema)


def test_what_breaks_off_is_asked_once_more_with_another_plan():
    duck = Breaking()
    assert duck.query("SELECT 7 AS n")["n"].to_pylist() == [7]
    assert duck.asked == ["", AVOIDED]
    assert Duck._query(duck, AVOIDS, {}, "")["now"].to_pylist() == [""], "the next question has all optimisers again"


def test_what_breaks_off_twice_is_told_and_others_are_answered():
    duck = Duck()

    def broken() -> None:
        raise duckdb.InternalException("INTERNAL Error: again")

    with pytest.raises(duckdb.InternalException, match="again"):
        duck._found(broken, None)
    assert duck.query(AVOIDS)["now"].to_pylist() == [""]
    assert duck.query("SELECT current_setting('disable_database_invalidation') AS on")["on"].to_pylist() == [True]


def test_an_error_in_the_sql_is_not_asked_again():
    with pytest.raises(duckdb.CatalogException):
        Duck().query("SELECT * FROM nowhere")
