"""A group's yearly report from its page: to print, as Markdown, in both languages; none of years that nobody can report."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from folkmoot.web.pages.group_report import years_of
from tests.web.cast import make_community

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_community(tmp_path)))


def test_the_report_is_printable_and_linked():
    page = Client().get("/groups/compiler/").content.decode()
    assert "/groups/compiler/report/2026.html" in page
    printed = Client().get("/groups/compiler/report/2026.html")
    assert printed.status_code == 200
    assert "Who joined, rose and left" in printed.content.decode()
    chinese = Client().get("/groups/compiler/report/2026.md", headers={"accept-language": "zh-hans"})
    assert chinese["Content-Type"].startswith("text/markdown")
    assert "## 人员变动与晋升" in chinese.content.decode()
    assert ".svg" not in chinese.content.decode()


@pytest.mark.parametrize("path", ["nowhere/report/2026", "compiler/report/1500", "compiler/report/2199"])
def test_what_is_not_there_is_not_found(path):
    assert Client().get(f"/groups/{path}.html").status_code == 404


def test_years_begin_with_the_group():
    assert years_of(date(2025, 5, 1), date(2026, 3, 1)) == [2026, 2025]
    assert years_of(None, date(2026, 3, 1)) == [2026, 2025, 2024]
