"""What a release's pages show of content: pieces that tell of it, and whether the reader may begin one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from folkmoot.jobs.contents import may_edit
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.house import ask, house
from folkmoot.web.moments import clock, minute


def of_release(request: HttpRequest, about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pieces of content that tell of a release, and whether the reader may make one from its highlights."""
    rows = ask("content", release=about["id"], at=minute()).rows
    told = [row for row in rows if row["state"] != "dropped"]
    return {"told_in": told, "may_tell": may_edit(house().homes(), about["group"], actor_of(request), clock())}
