"""A notice as words, and as what each kind of chat takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from folkmoot.model.notices import Notice
from folkmoot.model.text import Text

STATES = {"raised": Text("Alert", "告警"), "over": Text("Over", "已恢复")}

FORMS: Mapping[str, Callable[[str, str], dict[str, Any]]] = {
    "json": lambda title, text: {"title": title, "text": text},
    "slack": lambda title, text: {"text": f"*{title}*\n{text}"},
    "feishu": lambda title, text: {"msg_type": "text", "content": {"text": f"{title}\n{text}"}},
    "dingtalk": lambda title, text: {"msgtype": "text", "text": {"content": f"{title}\n{text}"}},
    "wecom": lambda title, text: {"msgtype": "text", "text": {"content": f"{title}\n{text}"}},
}
"""What a chat's incoming webhook takes.

Source: https://api.slack.com/messaging/webhooks, https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot,
https://open.dingtalk.com/document/robots/custom-robot-access, https://developer.work.weixin.qq.com/document/path/91770
"""

ROOM: Mapping[str, int] = {"wecom": 1900, "dingtalk": 18_000, "feishu": 28_000, "slack": 38_000}
"""How many bytes of text a chat takes, less what its title may need."""


def shortened(text: str, room: int) -> str:
    """Return as many whole lines of a text as fit into ``room`` bytes; 0: all of them."""
    if not room or len(text.encode()) <= room:
        return text
    kept, used = [], len("…".encode())
    for line in text.splitlines():
        used += len(line.encode()) + 1
        if used > room:
            break
        kept.append(line)
    return "\n".join([*kept, "…"])


def title_of(notice: Notice, community: Text, language: str) -> str:
    """Return the line that a notice begins with; it is one line whatever the charter says."""
    where = f" ({notice.thing})" if notice.thing else ""
    name = community.said_in(language)
    said = f"[{name}] {STATES[notice.state].said_in(language)}: {notice.title.said_in(language)}{where}"
    return " ".join(said.split())


def body_of(notice: Notice, language: str, address: str) -> str:
    """Return what a notice says, and where more of it stands."""
    return "\n".join(filter(None, (notice.says.said_in(language), address)))
