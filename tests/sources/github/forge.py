"""A GitHub of recorded samples, answering as the documentation says: pages, sorting, ETags, GraphQL; and its faults."""

from __future__ import annotations

import hashlib
import json
import random
import re
from copy import deepcopy
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import httpx

from folkmoot.sources.github.client import GitHub
from folkmoot.sources.http.client import Web

SAMPLES = Path(__file__).parent / "samples"
API = "https://api.github.com"
TOKENS = ("ghp_first000000000000000000001111", "ghp_second00000000000000000002222")


def samples() -> dict:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in SAMPLES.glob("*.json")}


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Forge:
    """``size``: things on a page, whatever is asked. ``status``: what a path answers instead of its list."""

    def __init__(self, size: int = 2, *, graphql: bool = True) -> None:
        self.data, self.size, self.graphql = samples(), size, graphql
        self.status: dict[str, int] = {}
        self.asked: list[httpx.Request] = []
        self.not_modified = 0
        self.clock = Clock()

    def web(self, transport: httpx.BaseTransport | None = None, tokens=TOKENS, **more) -> Web:
        return Web(
            API, service="GitHub", tokens=tokens, transport=transport or httpx.MockTransport(self.answer),
            sleep=self.clock.sleep, clock=self.clock, **more,
        )  # fmt: skip

    def github(self, transport: httpx.BaseTransport | None = None, tokens=TOKENS, **more) -> GitHub:
        return GitHub(self.web(transport, tokens, **more))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        path = request.url.path.removeprefix("/")
        if path == "graphql":
            return self._graphql(request) if self.graphql else httpx.Response(404, json={"message": "Not Found"})
        for part, status in self.status.items():
            if re.search(part, path):
                return httpx.Response(status, json={"message": "said why"} if status != 204 else None)
        found = self._find(path, request)
        if found is None:
            return httpx.Response(404, json={"message": "Not Found"})
        return self._sent(request, *found)

    def _find(self, path: str, request: httpx.Request):
        """Return what stands at a path, and under which name a list stands in its answer."""
        below = re.sub(r"^repos/(example/kit|Example/Kit)/?", "", path)
        data = self.data
        if path in ("orgs/example/members", "orgs/example/repos"):
            return data["members" if path.endswith("members") else "repositories"], ""
        if path.startswith("users/"):
            user = USERS.get(path.removeprefix("users/"))
            return None if user is None else ({"id": user[0], "created_at": user[1]}, "")
        if below == path:
            return None
        lists = {
            "": data["repository"], "issues": data["issues"], "issues/comments": data["issue_comments"],
            "issues/events": data["events"][::-1], "pulls/comments": data["pull_comments"],
            "forks": sorted(data["forks"], key=lambda one: one["created_at"], reverse=True),
            "releases": data["releases"],
            "pulls": [{name: value for name, value in one.items() if name not in DETAILS} for one in data["pulls"]],
        }  # fmt: skip
        if below in lists:
            return lists[below], ""
        if below == "stargazers":
            assert "star+json" in request.headers["accept"]
            return data["stargazers"], ""
        if match := re.fullmatch(r"pulls/(\d+)(/reviews)?", below):
            pulls = [one for one in data["pulls"] if one["number"] == int(match[1])]
            return None if not pulls else (data["reviews"].get(match[1], []), "") if match[2] else (pulls[0], "")
        if match := re.fullmatch(r"commits/(\w+)/(check-runs|statuses)", below):
            kind = "check_runs" if match[2] == "check-runs" else "statuses"
            return data[kind].get(match[1], []), kind if kind == "check_runs" else ""
        return None

    def _sent(self, request: httpx.Request, found, key: str) -> httpx.Response:
        params, links = request.url.params, []
        body = deepcopy(found)
        if isinstance(found, list):
            body = _sorted(body, params)
            page, pages = int(params.get("page", 1)), max(-(-len(body) // self.size), 1)
            body = body[(page - 1) * self.size : page * self.size]
            for name, number in (("next", page + 1), ("last", pages)):
                if page < pages:
                    links.append(f'<{request.url.copy_set_param("page", number)}>; rel="{name}"')
            if key:
                body = {"total_count": len(found), key: body}
        etag = f'W/"{hashlib.sha256(json.dumps(body).encode()).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            self.not_modified += 1
            return httpx.Response(304, headers={"ETag": etag})
        headers = {"ETag": etag, "X-RateLimit-Remaining": "4000", **({"Link": ", ".join(links)} if links else {})}
        return httpx.Response(200, json=body, headers=headers)

    def _graphql(self, request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        if "user(login:" in asked["query"]:
            found = {name: USERS.get(login) for name, login in asked["variables"].items()}
            users = {name: one and {"databaseId": one[0], "createdAt": one[1]} for name, one in found.items()}
            gone = [{"type": "NOT_FOUND", "message": "no such user"}] * (None in found.values())
            return httpx.Response(200, json={"data": users, **({"errors": gone} if gone else {})})
        assert {one.lower() for one in asked["variables"].values()} == {"example", "kit"}
        pulls = {str(one["number"]): one for one in self.data["pulls"]}
        numbers = re.findall(r"c(\d+): pullRequest\(number: \1\)", asked["query"])
        nodes = {f"c{number}": _node(pulls[number], self.data["reviews"].get(number, [])) for number in numbers}
        return httpx.Response(200, json={"data": {"repository": nodes}})


USERS = {"ann": (1, "2019-05-06T07:08:09Z"), "bo": (2, "2026-02-27T00:00:00Z"), "cy": (30, "2020-01-01T00:00:00Z")}
"""When accounts were made; Cy's login is somebody else's by now."""
DETAILS = ("merged_by", "additions", "deletions", "changed_files")


def _sorted(items: list, params: httpx.QueryParams) -> list:
    if params.get("sort") == "updated":
        items = sorted(items, key=lambda one: one["updated_at"], reverse=params.get("direction") == "desc")
    if since := params.get("since"):
        items = [one for one in items if one["updated_at"] >= since]
    return items


def _node(pull: dict, reviews: list[dict]) -> dict:
    return {
        "number": pull["number"], "additions": pull["additions"], "deletions": pull["deletions"],
        "changedFiles": pull["changed_files"], "mergedBy": _actor(pull["merged_by"]),
        "reviews": {
            "pageInfo": {"hasNextPage": len(reviews) > 5},
            "nodes": [
                {
                    "fullDatabaseId": str(one["id"]), "state": one["state"], "submittedAt": one.get("submitted_at"),
                    "url": one["html_url"], "author": _actor(one["user"]),
                }
                for one in reviews[:5]
            ],
        },
    }  # fmt: skip


def _actor(user: dict | None) -> dict | None:
    if user is None or user["login"] == "ghost":
        return None
    return {"__typename": user["type"], "login": user["login"].removesuffix("[bot]"), "databaseId": user["id"]}


class Faulty(httpx.BaseTransport):
    """A forge that is often ill: each answer comes in the end, but seldom at once."""

    def __init__(self, forge: Forge, seed: int, often: float = 0.4) -> None:
        self.forge, self.dice, self.often, self.row = forge, random.Random(seed), often, 0
        self.faults = (
            self._broken, self._broken, self._late, self._cut_off, self._page_of_html, self._nothing, self._wait_seconds,
            self._wait_until, self._used_up, self._secondary, self._server_error, self._bad_token,
        )  # fmt: skip
        self.refused: set[str] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if self.row < 6 and self.dice.random() < self.often:
            self.row += 1
            return self.dice.choice(self.faults)(request)
        self.row = 0
        return self.forge.answer(request)

    def _broken(self, request):
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    def _late(self, request):
        raise httpx.ReadTimeout("timed out")

    def _cut_off(self, request):
        whole = self.forge.answer(request)
        return httpx.Response(200, content=whole.content[: len(whole.content) // 2] or b"{")

    def _page_of_html(self, request):
        return httpx.Response(200, text="<html>We are down</html>")

    def _nothing(self, request):
        return httpx.Response(200, content=b"")

    def _wait_seconds(self, request):
        return httpx.Response(429, headers={"Retry-After": "7"})

    def _wait_until(self, request):
        at = datetime.fromtimestamp(self.forge.clock() + 30, UTC)
        return httpx.Response(503, headers={"Retry-After": format_datetime(at, usegmt=True)})

    def _used_up(self, request):
        reset = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(self.forge.clock()) + 60)}
        return httpx.Response(403, headers=reset, json={"message": "API rate limit exceeded"})

    def _secondary(self, request):
        return httpx.Response(403, json={"message": "You have exceeded a secondary rate limit."})

    def _server_error(self, request):
        return httpx.Response(self.dice.choice((500, 502, 504)), json={"message": "Server Error"})

    def _bad_token(self, request):
        """Refuse one token, for good."""
        token = request.headers.get("authorization", "")
        if not token.endswith("1111"):
            return self._server_error(request)
        return httpx.Response(401, json={"message": "Bad credentials"})
