"""A forge on this machine: the samples, in pages, ordered and cut as the API's description says; with faults to order."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import datetime
from pathlib import Path

import httpx

from folkmoot.sources.gitee.client import Gitee
from folkmoot.sources.gitee.dialect import DIALECTS
from folkmoot.sources.http.client import Web
from folkmoot.wiring.streams.gitee import streams_of_repository

SAMPLES = Path(__file__).parent / "samples"
_ONE = re.compile(r"(repos/[^/]+/[^/]+/(?:pulls|issues))/(\w+)")


def sample(forge):
    """Return the samples of a forge, by path."""
    found = json.loads((SAMPLES / f"{forge}.json").read_text("utf-8"))
    if forge == "gitee":
        found["users/ann"] = {"id": 11, "login": "Ann", "created_at": "2019-03-04T08:00:00+08:00"}
        found["repos/example/kit/pulls/4/files"] *= 300  # one hundred times the same would be no better to read
    return found


class Server:
    """A forge. ``per_page``: the most it gives. ``told``: whether it says how many pages there are.

    ``before``: is called before each answer with the number of the request, and may change ``data`` or return an answer.
    ``since``, ``order``: whether it knows these parameters.
    """

    def __init__(self, forge="gitee", *, per_page=100, told=True, before=lambda _: None, since=True, order=True):
        self.forge, self.data, self.per_page, self.told = forge, sample(forge), per_page, told
        self.before, self.since, self.order, self.asked = before, since, order, []

    def gitee(self):
        """Return what asks it."""
        dialect = DIALECTS[self.forge]
        web = Web(
            dialect.api, service=dialect.name, tokens=("t0ken-of-nobody",), auth=dialect.auth,
            transport=httpx.MockTransport(self), sleep=lambda _: None,
        )  # fmt: skip
        return Gitee(web, dialect)

    def streams(self):
        """Return the streams of its one repository."""
        return list(streams_of_repository(self.gitee(), "example/kit"))

    def stream(self, name):
        """Return one stream."""
        return next(stream for stream in self.streams() if stream.name == name)

    def __call__(self, request):
        path = request.url.path.removeprefix("/api/v5/")
        self.asked.append(f"{path}?{request.url.query.decode()}")
        if (answer := self.before(len(self.asked))) is not None:
            return answer
        params = dict(request.url.params)
        found = self.data.get(path)
        if found is None and (match := _ONE.fullmatch(path)):
            found = next((one for one in self.data[match[1]] if str(one["number"]) == match[2]), None)
        if found is None:
            return httpx.Response(404, json={"message": "404 Not Found"})
        return self._list(found, params, request) if isinstance(found, list) else httpx.Response(200, json=found)

    def _list(self, found, params, request):
        if path_has_no_pages(request.url.path):
            return httpx.Response(200, json=found)
        found = deepcopy(found)
        if self.order and params.get("sort") == "updated":
            found.sort(key=changed, reverse=params.get("direction") != "asc")
        if self.since and "since" in params:
            found = [one for one in found if changed(one) >= datetime.fromisoformat(params["since"])]
        size, number = min(int(params["per_page"]), self.per_page), int(params["page"])
        pages = -(-len(found) // size)
        headers = {"total_page": str(pages), "total_count": str(len(found))} if self.told else {}
        shown = found[(number - 1) * size : number * size]
        headers["etag"] = f'W/"{hash(json.dumps(shown))}"'
        if request.headers.get("if-none-match") == headers["etag"]:
            return httpx.Response(304, headers=headers)
        return httpx.Response(200, json=shown, headers=headers)


def path_has_no_pages(path):
    """Whether a list comes whole, whatever page is asked for."""
    return path.endswith(("/operate_logs", "/files"))


def changed(one):
    """Return when a thing was changed last."""
    return datetime.fromisoformat(one.get("updated_at") or one["created_at"])
