"""The deck of a meeting in the portal: as a page that can be presented under a policy of its own, and as slides."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from pptx import Presentation

from folkmoot.wiring.workspace import make_workspace
from tests.web.governing.test_meetings import CHARTER, PAGE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    monkeypatch.setenv("MOOT_WORKSPACE", str(make_workspace(tmp_path / "w", charter)))


def test_the_policy_of_the_page_lets_its_own_script_and_style_run_and_nothing_else(client: Client):
    answer = client.get(f"{PAGE}deck.html")
    page, policy = answer.content.decode(), answer["Content-Security-Policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "style-src 'unsafe-inline'" in policy
    assert "Keep to the agenda." in page
    assert "onclick" not in page


@pytest.mark.parametrize(("language", "said"), [("en", "Keep to the agenda."), ("zh-CN", "紧扣议程。")])
def test_the_slides_are_in_the_readers_language(client: Client, language: str, said: str):
    answer = client.get(f"{PAGE}deck.pptx", headers={"accept-language": language})
    assert f"deck-tsc-2026-03-12-{language[:2]}.pptx" in answer["Content-Disposition"]
    slides = Presentation(io.BytesIO(answer.content)).slides
    assert said in " ".join(one.text_frame.text for slide in slides for one in slide.shapes if one.has_text_frame)


def test_of_no_meeting_there_is_no_deck(client: Client):
    assert client.get("/meetings/tsc/monthly/2026-03-13/deck.html").status_code == 404
    assert client.get("/meetings/nobody/monthly/2026-03-12/deck.pptx").status_code == 404
