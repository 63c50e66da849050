"""A declared contest is changed with a form before it begins: a planned change, by who organises it, the rest of the file kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from folkmoot.charter.reader import read_charter
from tests.web.growing.test_contests import day, member, workspace

pytestmark = pytest.mark.django_db
__all__ = ["workspace"]


def form(**more: str) -> dict[str, str]:
    return {"title_en": "Camp", "title_zh": "", "says_en": "", "says_zh": "", "begins": day(9), "ends": day(9), "sign_up": "",
            "freeze": "", "appeals_until": "", "review_until": "", **more}  # fmt: skip


def test_the_change_is_shown_first_and_then_written_with_all_else_kept(workspace, tmp_path: Path):
    bo = member("bo")
    file = tmp_path / "charter" / "community.yaml"
    before = file.read_text("utf-8")
    assert "/contests/camp/edit/" in bo.get("/contests/camp/").content.decode()
    assert bo.get("/contests/camp/edit/").status_code == 200
    said = form(title_zh="训练营", ends=day(12), freeze=day(11))
    looked = bo.post("/contests/camp/edit/", said)
    assert looked.status_code == 200, looked.content.decode()[-3000:]
    assert day(12) in looked.content.decode()
    assert file.read_text("utf-8") == before, "nothing is written yet"
    assert bo.post("/contests/camp/edit/", {**said, "declare": "1"}).status_code == 302
    plan = read_charter(tmp_path / "charter").contest_by_id["camp"]
    assert (plan.title.zh, plan.ends, plan.freeze, plan.begins, plan.teams) == (
        "训练营",
        day(12),
        day(11),
        day(9),
        "free",
    )
    assert file.read_text("utf-8").startswith(before[: before.index("  - id: camp")]), (
        "what stands before it stays letter by letter"
    )
    assert bo.post("/contests/camp/edit/", said).status_code == 400, "nothing would change"


def test_who_may_and_until_when(workspace):
    ann, bo = member("ann"), member("bo")
    assert ann.post("/contests/camp/edit/", form(ends=day(12))).status_code == 403
    assert "/contests/camp/edit/" not in ann.get("/contests/camp/").content.decode()
    assert Client().get("/contests/camp/edit/").status_code == 302
    assert bo.get("/contests/nowhere/edit/").status_code == 404
    wrong = bo.post("/contests/camp/edit/", form(ends="soon"), headers={"accept-language": "zh-hans"})
    assert wrong.status_code == 400
    assert "日期如 2026-12-14" in wrong.content.decode()
    assert bo.post("/contests/camp/edit/", form(ends=day(5))).status_code == 400, "it would end before it begins"
    began = bo.post("/contests/week/edit/", form(ends=day(12)), headers={"accept-language": "zh-hans"})
    assert began.status_code == 400
    assert "大赛已开始，规则不再改动。" in began.content.decode()
