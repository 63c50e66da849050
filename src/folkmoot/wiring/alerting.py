"""Alerts of a workspace: judged, recorded and sent where its settings say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import unquote, urlsplit

from folkmoot.jobs.alert import Alerted, alert
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.text import Text
from folkmoot.sources.notify.client import Hook, Mail
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House
from folkmoot.wiring.settings import ChannelSource, Settings

PAGE = "/alerts/"
EVERY = 5000  # notices that are read to tell since when something is raised
SAID = {"raised": Text("raised", "已触发"), "over": Text("over", "已恢复")}
NOTICED = (
    Column("at", Text("When", "时间"), "moment"),
    Column("state_name", Text("State", "状态")),
    Column("title", Text("Alert", "告警")),
    Column("thing", Text("Where", "范围")),
    Column("says", Text("What it says", "说明")),
    Column("value", Text("Value", "数值"), "number"),
    Column("alert", Text("Id", "标识")),
)
ROBOT = Actor("moot", origin="job")


def judged(house: House) -> Answer:
    """Return the answer of the report ``alerts``, as of today."""
    return house.ask("alerts")


def send_alerts(house: House, actor: Actor = ROBOT, only: Iterable[str] = ()) -> Alerted:
    """Record what is newly raised or over, and tell the channels; with ``only``, no more than these alerts.

    Errors: WorkspaceBroken for a channel that is set up wrongly.
    """
    wanted = frozenset(only)
    rows = [row for row in judged(house).rows if not wanted or row["id"] in wanted]
    now = clock()
    address = house.settings.address.rstrip("/")
    return alert(
        rows, channels_of(house.settings), community=house.charter.community.name,
        address=f"{address}{PAGE}" if address else "", actor=actor, now=now,
    )  # fmt: skip


def notices(house: House, number: int = 100) -> Answer:
    """Return the newest notices of alerts, the newest first.

    Rows: id, at, state, title, thing, says, value, alert, to (the channels that are told of it now).
    """
    from folkmoot.ledger.notices import listed

    to = {one.id: list(one.channels) for one in house.charter.alerts}
    rows = [
        {"id": one.id, "at": one.at, "state": one.state, "state_name": SAID[one.state], "title": one.title,
         "thing": one.thing, "says": one.says, "value": one.value, "alert": one.alert, "to": to.get(one.alert, [])}
        for one in listed(number)
    ]  # fmt: skip
    sentence = Text(f"{len(rows)} so far.", f"至今 {len(rows)} 条。") if rows else Text("None yet.", "尚无通知。")
    return Answer("notices", Text("Notices", "通知记录"), sentence, NOTICED, tuple(rows), len(rows))


def raised_since(house: House) -> Mapping[tuple[str, str], datetime]:
    """Return since when each alert about each thing is raised without a break, by the alert's id and the thing.

    Edges: empty for what was raised only after the last look at the alerts.
    """
    from folkmoot.ledger.notices import listed

    known = {one.id for one in house.charter.alerts}
    since: dict[tuple[str, str], datetime] = {}
    for one in reversed(listed(EVERY)):
        if one.state == "over" or one.alert not in known:
            since.pop((one.alert, one.thing), None)
        else:
            since.setdefault((one.alert, one.thing), one.at)
    return since


def channels_of(settings: Settings) -> Mapping[str, Mail | Hook]:
    """Return the channels by their name. Errors: WorkspaceBroken for one that lacks its address."""
    return {one.name: _mail(settings, one) if one.name.startswith("mail:") else _hook(one) for one in settings.channel}


def _mail(settings: Settings, said: ChannelSource) -> Mail:
    if not settings.smtp or not settings.sender or not said.to:
        raise WorkspaceBroken(
            f"the channel '{said.name}' cannot send mail.", where="folkmoot.toml",
            mend="Set 'smtp', 'sender' and the channel's 'to'.",
        )  # fmt: skip
    server = urlsplit(settings.smtp)
    bare = f"{server.scheme}://{server.hostname}{f':{server.port}' if server.port else ''}"
    user = unquote(server.username or "")
    return Mail(bare, settings.sender, said.to, user, os.environ.get("MOOT_SMTP_PASSWORD", ""), said.language)


def _hook(said: ChannelSource) -> Hook:
    url = os.environ.get(variable := f"{_prefix(said.name)}_URL", "")
    if urlsplit(url).scheme not in {"http", "https"}:
        raise WorkspaceBroken(
            f"the channel '{said.name}' has no address.", where=variable, mend=f"Set {variable} in the environment."
        )
    return Hook(said.name, url, said.form, os.environ.get(f"{_prefix(said.name)}_SECRET", ""), said.language)


def _prefix(name: str) -> str:
    return "MOOT_CHANNEL_" + re.sub(r"[^A-Z0-9]", "_", name.partition(":")[2].upper())
