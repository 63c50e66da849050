"""``moot content``, as somebody with a shell types it; and views that a dropped sheet brings."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people: [{id: ann, name: Ann Author, accounts: ["gitee:ann"]}]
groups: [{kind: sig, slug: docs, name: Docs}]
channels: [{id: blog, title: Blog, url: "https://blog.example.org"}]
drops:
  - {name: our-views, files: "views/*.csv", at: "{day}", subject: "content:{piece}/{channel}", numbers: [{name: views, value: "{views}"}]}
"""


@pytest.fixture
def kit(workspace, tmp_path):
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    return workspace


def ahead(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT20:00")


def told(kit) -> list[tuple[object, ...]]:
    rows = json.loads(kit("content", "list", "--format", "json"))["rows"]
    return [(row["number"], row["state"], row["author_name"], row["views"]) for row in rows]


def test_from_the_idea_to_views_from_a_dropped_sheet(kit, tmp_path):
    assert "No content is planned" in kit("content", "list")
    assert "number 1" in kit(
        "content", "propose", "为什么用掩码", "--group", "docs", "--channel", "blog", "--language", "zh"
    )
    assert "no channel" in kit("content", "propose", "Two", "--group", "docs", "--channel", "tv", code=2)
    assert "nobody here" in kit("content", "take", 1, "--who", "gitee:nobody", code=2)
    kit("content", "take", 1, "--who", "gitee:ann")
    assert "state" in kit("content", "publish", 1, "https://blog.example.org/1", code=2)
    kit("content", "submit", 1, "--link", "https://x.example/d")
    assert "no moment" in kit("content", "schedule", 1, "--at", "soon", code=2)
    kit("content", "schedule", 1, "--at", ahead(3))
    kit("content", "publish", 1, "https://blog.example.org/p/1", "--channel", "blog", "--language", "zh")
    assert told(kit) == [(1, "published", "Ann Author", None)], "nobody has read the views yet"
    kit("content", "views", 1, "1,200", "--channel", "blog")
    assert told(kit)[0][3] == 1200
    kit("content", "views", 1, "", "--channel", "blog")
    assert told(kit)[0][3] is None, "an empty reading takes it back"
    (tmp_path / "w" / "drop" / "views").mkdir(parents=True)
    day = datetime.now(UTC).date().isoformat()
    (tmp_path / "w" / "drop" / "views" / "w.csv").write_text(
        f"piece,channel,day,views\n1,blog,{day} 23:00,900\n", "utf-8"
    )
    kit("collect", "drop")
    assert told(kit)[0][3] == 900
    assert "1 published" in kit("publish")
    assert "published" not in kit("due"), "done once"
    kit("content", "propose", "Three", "--group", "docs")
    assert "2 is dropped" in kit("content", "drop", 2, "--why", "told already")
