"""Alerts of a workspace: judged, recorded and sent where its settings say."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from folkmoot.jobs.alert import Alerted, alert
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.notices import Channel
from folkmoot.sources.notify.client import Hook, Mail
from folkmoot.wiring.house import House
from folkmoot.wiring.settings import ChannelSource, Settings

PAGE = "/alerts/"
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
    now = datetime.now(UTC).replace(tzinfo=None)
    address = house.settings.address.rstrip("/")
    return alert(
        rows, channels_of(house.settings), community=house.charter.community.name,
        address=f"{address}{PAGE}" if address else "", actor=actor, now=now,
    )  # fmt: skip


def channels_of(settings: Settings) -> Mapping[str, Channel]:
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
