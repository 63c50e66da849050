"""How many queries a report runs: as many whatever the number of rows."""

from __future__ import annotations

import pytest

from folkmoot.lake.reading import Reading
from tests.reports.facts import asking, homes_of

EXPECTED = {
    "overview": 6, "groups": 2, "group": 3, "people": 1, "person": 6, "repositories": 1, "data": 1, "activity": 2,
    "events": 2, "search": 0,
}  # fmt: skip
OPTIONS = {"group": {"id": "compiler"}, "person": {"id": "ann"}, "search": {"q": "a"}}
LINE = "2024-01-{day:02}T00:00  commit.authored  kit@{day}  who{day}"


@pytest.mark.parametrize("days", [1, 20])
def test_queries_do_not_grow_with_rows(tmp_path, monkeypatch, days):
    asked = asking(homes_of(tmp_path / "lake", "\n".join(LINE.format(day=day) for day in range(1, days + 1))))
    counted = []
    run = Reading.run
    monkeypatch.setattr(Reading, "run", lambda self, table: counted.append(table) or run(self, table))
    found = {}
    for name in EXPECTED:
        counted.clear()
        asked(name, **OPTIONS.get(name, {}))
        found[name] = len(counted)
    assert found == EXPECTED
