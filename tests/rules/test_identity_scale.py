"""Identity stays fast as a community grows."""

from __future__ import annotations

from time import perf_counter

from folkmoot.model.people import account_of
from tests.rules.facts import saw, who


def test_ten_thousand_accounts_take_no_more_than_seconds():
    """5,000 logins, each merged a branch with its own address; names are shared by two. About 0.5 s on two cores."""
    rows = []
    for number in range(5000):
        mail = account_of(f"p{number}@example.org")
        rows.append(saw(mail, f"Person {number // 2}", "example.org"))
        rows.append(saw(f"gitee:p{number}", f"Person {number // 2}", also=mail, why="merged-branch"))
    begun = perf_counter()
    found = who(rows)
    assert perf_counter() - begun < 10
    assert len(found.people) == 10_000
    assert len(found.suggestions) == 5000
