"""In which writing the titles of issues, changes, mails and posts are."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.metrics.language import han_title_share, language_by_month
from folkmoot.metrics.periods import Periods
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")


@pytest.mark.parametrize(
    ("title", "script"),
    [
        ('"训练停止"', "han"), ('"Training"', "latin"), ('"Windows：空格"', "mixed"), ('"学習する"', "other"), ('"Привет"', "other"),
        ('"123"', "other"), ('"Re:训练停止"', "han"), ('"回复：Training"', "latin"), ('"[dev]训练"', "han"), ('"Motörhead"', "latin"),
        ('""', None), ("null", None),
    ],
)  # fmt: skip
def test_the_letters_of_a_title_tell(title, script):
    (row,) = rows_of(language_by_month(read_table(f"2024-01-02T00:00 mail.sent dev/1 ann title={title}"), Scope()))
    assert row["script"] == script


def test_titles_are_counted_once_and_shares_are_of_the_known(events):
    """
    2024-01-02T00:00  issue.opened    kit#1    ann  title="训练停止"   id=a
    2024-01-02T00:00  issue.opened    kit#1    ann  title="训练停止"   id=a
    2024-01-03T00:00  change.opened   kit!1    bo   title="Training"
    2024-01-04T00:00  post.published  forum:1  bo
    2024-02-04T00:00  post.published  forum:2  bo
    2024-02-04T00:00  change.merged   kit!1    bo   title="Training"
    """
    rows = rows_of(language_by_month(events, Scope()))
    assert [(row["month"].month, row["kind"], row["script"], row["titles"]) for row in rows] == [
        (1, "change.opened", "latin", 1), (1, "issue.opened", "han", 1), (1, "post.published", None, 1),
        (2, "post.published", None, 1),
    ]  # fmt: skip
    values = {
        row["period"].month: (row["value"], row["n"]) for row in rows_of(han_title_share(events, Scope(), MONTHS))
    }
    assert values == {1: (0.5, 2)}
