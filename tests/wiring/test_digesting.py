"""The weekly digest of a workspace: due on the charter's weekday in the morning, sent late rather than never, and once."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from folkmoot.jobs.digest import Told
from folkmoot.ledger.models import Audit
from folkmoot.wiring.beside import watch_digest
from folkmoot.wiring.digesting import edition, send_due
from folkmoot.wiring.house import House
from folkmoot.wiring.workspace import make_workspace
from tests.sources.notify.test_client import Letters, serving

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Example, zh: 示例}, zone: Asia/Shanghai}
board: {digest: tuesday}
"""


@pytest.fixture
def post(tmp_path: Path) -> Iterator[tuple[House, list[bytes]]]:
    """A workspace in Shanghai whose digest is on Tuesdays, and the letters that its mail server took."""
    (tmp_path / "charter").mkdir()
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    folder = make_workspace(tmp_path / "w", tmp_path / "charter")
    with serving(socketserver.ThreadingTCPServer, Letters) as (kept, port):
        with (folder / "folkmoot.toml").open("a", encoding="utf-8") as file:
            file.write(f'digest_to = ["mail:ops"]\nsmtp = "smtp://127.0.0.1:{port}"\nsender = "moot@example.org"\n')
            file.write('[[channel]]\nname = "mail:ops"\nto = ["ops@example.org"]\nlanguage = "zh"\n')
        yield House(folder), kept


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 3, 9), date(2026, 3, 8)),  # Monday itself
        (date(2026, 3, 10), date(2026, 3, 8)),
        (date(2026, 3, 15), date(2026, 3, 8)),  # Sunday
        (date(2026, 3, 16), date(2026, 3, 15)),
    ],
)
def test_the_newest_digest_is_of_the_week_that_ended_before_its_weekday(today, last):
    assert edition("monday", today) == last


def test_it_is_sent_from_seven_in_the_morning_of_the_community_and_once(post):
    """Tuesday 10 March 2026, 7:00 in Shanghai is Monday 23:00 UTC; before, the newest is the week before's."""
    house, kept = post
    assert send_due(house, now=datetime(2026, 3, 9, 22, 59)).sent == ("mail:ops",)
    assert send_due(house, now=datetime(2026, 3, 9, 23)).sent == ("mail:ops",)
    for hour in (0, 1, 23):
        assert send_due(house, now=datetime(2026, 3, 10, hour)) == Told()
    titles = [str(message_from_bytes(one, policy=policy.default)["Subject"]) for one in kept]
    assert titles == [
        "[示例] 每周摘要：2026 年 2 月 24 日 – 3 月 2 日",
        "[示例] 每周摘要：2026 年 3 月 3 日 – 3 月 9 日",
    ]
    assert list(Audit.objects.values_list("verb", "who")) == [("digest.sent", "moot")] * 2


def test_after_days_on_which_nothing_ran_the_newest_is_sent_late(post):
    house, kept = post
    assert send_due(house, now=datetime(2026, 3, 13, 12)).sent == ("mail:ops",)
    assert send_due(house, now=datetime(2026, 3, 14, 12)) == Told()
    message = message_from_bytes(kept[0], policy=policy.default)
    html = message.get_body(("html",))
    assert html is not None
    assert "尚未读取数据" in html.get_content()
    text = message.get_body(("plain",))
    assert text is not None
    assert "2026-03-03 至 2026-03-09：尚未读取数据，本周情况未知。" in text.get_content()


def test_nobody_asked_for_it_so_nothing_runs(tmp_path):
    assert watch_digest(tmp_path, wanted=False) is None
