"""Commits and changes that touch documentation or translations."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.writing import documentation_share, translation_commits, writing_by_month, written
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

MONTHS = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)], "UTC", "M")


def test_folders_titles_and_repositories_tell(events):
    """
    2024-01-02T00:00  commit.authored  kit@a     ann  dirs=["src/docs/zh-CN"]  id=same
    2024-01-02T00:00  commit.authored  kit@a     ann  dirs=["src/docs/zh-CN"]  id=same
    2024-01-03T00:00  commit.authored  kit@b     bo   dirs=["src","tests"]
    2024-01-03T00:00  commit.authored  kit@c     bo   merge=yes  dirs=["docs"]
    2024-01-04T00:00  commit.authored  kit@d     cy
    2024-01-05T00:00  commit.authored  kit-docs@e cy
    2024-02-05T00:00  commit.authored  kit@f     cy
    2024-01-05T00:00  change.opened    kit!1     cy   title="docs(api):write"
    """
    assert rows_of(writing_by_month(events, Scope())) == [
        {"month": date(2024, 1, 1), "kind": "change.opened", "repo": "kit", "events": 1, "documentation": 1, "translation": 0,
         "unknown": 0, "people": 1},
        {"month": date(2024, 1, 1), "kind": "commit.authored", "repo": "kit", "events": 3, "documentation": 1, "translation": 1,
         "unknown": 1, "people": 1},
        {"month": date(2024, 1, 1), "kind": "commit.authored", "repo": "kit-docs", "events": 1, "documentation": 1,
         "translation": 0, "unknown": 0, "people": 1},
        {"month": date(2024, 2, 1), "kind": "commit.authored", "repo": "kit", "events": 1, "documentation": 0, "translation": 0,
         "unknown": 1, "people": 0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "documentation", "translation"),
    [
        ('kit@a ann dirs=["docs"]', True, False),
        ('kit@a ann dirs=["doctor/docsets"]', False, False),
        ('kit@a ann dirs=["locale"]', False, True),
        ('kit@a ann dirs=["polish/source_zh_cn"]', False, True),
        ("kit@a ann dirs=[]", False, False),
        ('kit@a ann title="修改文档"', True, False),
        ('kit@a ann title="翻译首页"', False, True),
        ('kit@a ann title="Doctor:heal"', False, False),
        ('kit@a ann title="[doc]mend"', True, False),
        ('kit@a ann dirs=["src"] title="docs:mend"', True, False),
        ("gitee:example/docs@a ann", True, None),
        ("gitee:docs/kit@a ann", None, None),
    ],
)
def test_yes_needs_one_sign_and_no_needs_telling(said, documentation, translation):
    (row,) = rows_of(written(read_table(f"2024-01-02T00:00 commit.authored {said}")))
    assert (row["documentation"], row["translation"]) == (documentation, translation)


def test_shares_are_of_what_tells(events):
    """
    2024-01-02T00:00  commit.authored  kit@a  ann  dirs=["docs"]
    2024-01-03T00:00  commit.authored  kit@b  bo   dirs=["src","tests"]
    2024-01-04T00:00  commit.authored  kit@d  cy
    2024-02-05T00:00  commit.authored  kit@f  cy
    """

    def values(indicator):
        return {row["period"].month: (row["value"], row["n"]) for row in rows_of(indicator(events, Scope(), MONTHS))}

    assert values(documentation_share) == {1: (0.5, 2)}
    assert values(translation_commits) == {1: (0, 2), 2: (None, 0)}
