"""Asks web services for JSON or text: patient, careful with tokens, and never surprised by what comes back.

Source: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
"""

from __future__ import annotations

import json
import logging
import time
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from folkmoot.model.errors import SourceBusy, SourceUnreadable
from folkmoot.sources.http import waiting
from folkmoot.sources.http.reply import EMPTY, Reply, text_of, words_of
from folkmoot.sources.http.tokens import Tokens, ending

LARGEST = 64 * 2**20  # bytes of a body
TRIES = 9  # which takes about a minute
TRIES_OF_THE_ILL = 3  # of a service that did not answer the last question: many more may be asked in vain
REDIRECTS = 5
SLOWEST = 10  # times the timeout, for a whole body that comes drop by drop
LONGEST_SAID = 200

__all__ = ["EMPTY", "Reply", "Web"]

_log = logging.getLogger(__name__)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAULTS = frozenset({408, 425})


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    json: object = None
    plain: bool = False  # text or bytes are wanted, not JSON
    tries: int = TRIES

    @property
    def group(self) -> str:
        return "read" if self.method == "GET" else "query"


@dataclass(frozen=True, slots=True)
class _Answer:
    response: httpx.Response
    data: Any
    said: str


class _Fault(Exception):
    """Something that may go better the next time."""


class Web:
    """One service, asked with whatever tokens there are.

    ``base``: the address that paths are below. ``auth``: how a token stands in the Authorization header; or
    ``auth_param``: the parameter that it is given in. ``patience``: how many seconds to wait for a limit.
    ``aliases``: further hosts that the service's own links may name; they are asked for at ``base``.
    """

    def __init__(  # noqa: PLR0913  # each one is told by somebody
        self,
        base: str,
        *,
        service: str,
        tokens: Sequence[str] = (),
        auth: str = "Bearer {}",
        auth_param: str = "",
        headers: Mapping[str, str] | None = None,
        patience: float = 3600,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        timeout: float = 30,
        aliases: Sequence[str] = (),
    ) -> None:
        self.service, self.requests = service, 0
        self._ill = False  # it did not answer the last question at all
        self._base = _address(base, service)
        self._hosts = {self._base.host, *aliases}
        self._tokens = Tokens(tokens)
        self._auth, self._auth_param = auth, auth_param
        self._headers = {"User-Agent": "folkmoot", "Accept": "application/json", **(headers or {})}
        self._patience, self._sleep, self._clock, self._timeout = patience, sleep, clock, timeout
        self._client = httpx.Client(transport=transport, timeout=timeout, follow_redirects=False)
        weakref.finalize(self, self._client.close)

    @property
    def bad_tokens(self) -> list[str]:
        """The ends of the tokens that were refused, for their owner to find them."""
        return [ending(token) for token in self._tokens.bad]

    @property
    def remark(self) -> str:
        """The refused tokens in words; "" when all were taken."""
        return "; ".join(f"the token that ends with {end} was refused" for end in self.bad_tokens)

    @property
    def known(self) -> bool:
        """Whether there is a token that was not refused."""
        return bool(self._tokens.good)

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()

    def get(self, path: str, params: Mapping[str, object] | None = None, *, etag: str = "", accept: str = "") -> Reply:
        """Return one answer. ``etag``: of an earlier one; 304 comes back when nothing has changed since.

        Errors: SourceBusy, SourceUnreadable.
        """
        return self._ask(_Question("GET", self._url(path, params), _told(("Accept", accept), ("If-None-Match", etag))))

    def text(self, path: str, params: Mapping[str, object] | None = None) -> Reply:
        """Return one answer that is no JSON: ``data`` is str where it is text in UTF-8, bytes otherwise."""
        return self._ask(_Question("GET", self._url(path, params), {"Accept": "*/*"}, plain=True))

    def post(self, path: str, json: object, *, tries: int = TRIES) -> Reply:
        """Ask with a body, as GraphQL wants it. Only for questions: it is asked again after a fault."""
        return self._ask(_Question("POST", self._url(path, None), {}, json, tries=tries))

    def pages(self, path: str, params: Mapping[str, object] | None = None, *, accept: str = "") -> Iterator[Reply]:
        """Yield a list's pages to the end. ``path`` may be the address of a later page, where another reading stopped.

        Edges: a first page that is not there (404, 410…) is yielded as it is.
        """
        seen: set[str] = set()
        reply = self.get(path, params, accept=accept)
        yield reply
        while reply.next:
            if reply.next in seen:
                raise self._unreadable("its pages go round in circles.")
            seen.add(reply.next)
            reply = self.get(reply.next, accept=accept)
            yield reply

    def _url(self, path: str, params: Mapping[str, object] | None) -> httpx.URL:
        """Return the address of a path; a full one must lead to our service. A token never stands in it."""
        try:
            asked = httpx.URL(path)
            url = self._here(asked) if asked.host else self._base.join(path.removeprefix("/"))
        except httpx.InvalidURL as error:
            raise self._unreadable(f"'{path[:LONGEST_SAID]}' is no address.") from error
        given = {name: str(value) for name, value in (params or {}).items() if value is not None}
        return url.copy_merge_params(given) if given else url

    def _here(self, url: httpx.URL) -> httpx.URL:
        """Return an address of the service as we reach it; a proxy may call itself by another scheme or port."""
        if url.host not in self._hosts:
            raise self._unreadable(
                f"it sends us on to {url.host or 'nowhere'}, and we ask nobody else.",
                mend="Set its address in folkmoot.toml to where it really is.",
            )
        if self._auth_param:
            url = url.copy_remove_param(self._auth_param)
        return url.copy_with(scheme=self._base.scheme, host=self._base.host, port=self._base.port)

    def _ask(self, question: _Question) -> Reply:
        """Ask until an answer comes that is one."""
        faults, limits, waited = 0, 0, 0.0
        while True:
            token, wait = self._next_token(question.group, waited)
            waited += wait
            try:
                answer = self._follow(question, token)
            except _Fault as fault:
                faults += 1
                if faults >= (min(question.tries, TRIES_OF_THE_ILL) if self._ill else question.tries):
                    self._ill = True
                    raise self._unreadable(f"{fault}, {faults} times in a row.", mend="Try again later.") from fault
                self._sleep(waiting.pause(faults))
                continue
            self._ill = False
            now, headers, status = self._clock(), answer.response.headers, answer.response.status_code
            rest = waiting.busy_for(status, headers, answer.said, now)
            if rest is not None:
                limits += 1
                self._tokens.rest(token, question.group, now + max(rest, waiting.pause(limits)))
            elif status == httpx.codes.UNAUTHORIZED and token:
                self._tokens.refuse(token)
            else:
                self._keep_count(question.group, token, headers)
                return self._reply(answer)

    def _next_token(self, group: str, waited: float) -> tuple[str, float]:
        """Return a token that may be used, and how many seconds were waited for it. Errors: SourceBusy."""
        now = self._clock()
        token, rests_until = self._tokens.next(group, now)
        wait = max(rests_until - now, 0.0)
        if wait + waited > self._patience:
            back = datetime.fromtimestamp(rests_until, UTC).strftime("%Y-%m-%d %H:%M:%S")
            raise SourceBusy(
                f"it asks to be left alone until {back} UTC.",
                where=self._base.host,
                mend="What was read is kept; collect again then, or give it more tokens.",
            )
        if wait:
            _log.info("%s asks to be left alone: waiting %.0f seconds.", self._base.host, wait)
            self._sleep(wait)
        if rests_until:
            self._tokens.rested(token, group)
        return token, wait

    def _keep_count(self, group: str, token: str, headers: Mapping[str, str]) -> None:
        count = waiting.left(headers)
        if count is not None:
            self._tokens.told(token, group, count)
        until = waiting.empty_until(headers, self._clock())
        if until is not None:
            self._tokens.rest(token, group, until)

    def _follow(self, question: _Question, token: str) -> _Answer:
        """Ask, and go where the service sends us, as long as that is itself."""
        url = question.url
        for _ in range(REDIRECTS):
            answer = self._once(question, url, token)
            to = answer.response.headers.get("location", "")
            if answer.response.status_code not in _REDIRECTS or not to:
                return answer
            try:
                url = self._here(url.join(to))
            except httpx.InvalidURL as error:
                raise self._unreadable("it sends us on to what is no address.") from error
        raise self._unreadable("it sends us on again and again.", mend="Check its address in folkmoot.toml.")

    def _once(self, question: _Question, url: httpx.URL, token: str) -> _Answer:
        headers = {**self._headers, **question.headers}
        if token and self._auth_param:
            url = url.copy_merge_params({self._auth_param: token})
        elif token:
            headers["Authorization"] = self._auth.format(token)
        self.requests += 1
        try:
            with self._client.stream(question.method, url, headers=headers, json=question.json) as response:
                body = self._body(response)
        except httpx.TimeoutException as error:
            raise _Fault("it does not answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Fault(f"the connection broke ({self._clean(str(error)) or type(error).__name__})") from error
        status = response.status_code
        busy = waiting.busy_for(status, response.headers, "", self._clock()) is not None
        if (response.is_server_error and not busy and status != httpx.codes.NOT_IMPLEMENTED) or status in _FAULTS:
            raise _Fault(f"it has a fault of its own (HTTP {status})")
        if status == httpx.codes.NOT_MODIFIED and "If-None-Match" not in question.headers:
            raise _Fault("it says that nothing changed, to one who knows nothing")
        if question.plain and response.is_success:
            return _Answer(response, text_of(response.headers.get("content-type", ""), body), "")
        return self._answer(response, body)

    def _body(self, response: httpx.Response) -> bytes:
        """Read a body. Errors: _Fault for one that ends too early or does not end, SourceUnreadable for a huge one."""
        parts, size, until = [], 0, self._clock() + SLOWEST * self._timeout
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise self._unreadable(f"an answer is larger than {LARGEST // 2**20} MB, which none should be.")
            if self._clock() > until:
                raise _Fault("it answers too slowly")
        told = response.headers.get("content-length", "")
        if told.isdecimal() and "content-encoding" not in response.headers and int(told) != size:
            raise _Fault("an answer was cut off")
        return b"".join(parts)

    def _answer(self, response: httpx.Response, body: bytes) -> _Answer:
        try:
            data = json.loads(body) if body.strip() else None
        except (ValueError, RecursionError) as error:
            if response.is_success:
                raise _Fault("an answer is no JSON, or was cut off") from error
            data = None
        if data is None and response.is_success and response.status_code not in EMPTY and body.strip() != b"null":
            raise _Fault("an answer is empty")
        return _Answer(response, data, self._clean(words_of(data, good=response.is_success)))

    def _reply(self, answer: _Answer) -> Reply:
        response, status = answer.response, answer.response.status_code
        if status not in EMPTY and not response.is_success:
            words = f": {answer.said}" if answer.said else ""
            mend = {
                401: "Give it a token that is valid.",
                403: "Give it a token that may read this.",
            }.get(status, "")
            raise self._unreadable(f"it refuses (HTTP {status}{words}).", path=response.url.path, mend=mend)
        there = status not in EMPTY
        return Reply(
            status,
            answer.data if there else None,
            dict(response.headers),
            response.headers.get("etag", ""),
            self._link(response, "next"),
            self._link(response, "last"),
            self._clean(str(_without(response.url, self._auth_param))),
            "" if there else answer.said,
        )

    def _link(self, response: httpx.Response, name: str) -> str:
        """Return where a ``Link`` header leads, as an address of ours; "" where it names none."""
        to = response.links.get(name, {}).get("url", "")
        try:
            return str(self._here(response.url.join(to))) if to else ""
        except httpx.InvalidURL as error:
            raise self._unreadable("its link to the next page is no address.") from error

    def _clean(self, words: str) -> str:
        """Return words that may be shown: short, of one line, without a token."""
        for token in self._tokens.all:
            words = words.replace(token, "…")
        return " ".join(words.split())[:LONGEST_SAID]

    def _unreadable(self, what: str, *, path: str = "", mend: str = "") -> SourceUnreadable:
        return SourceUnreadable(self._clean(what), where=self._base.host + path, mend=mend)


class _NoTokens(logging.Filter):
    """Keeps the parameters of an address out of the log: a token may stand among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                each.copy_with(query=None) if isinstance(each, httpx.URL) else each for each in record.args
            )
        return True


logging.getLogger("httpx").addFilter(_NoTokens())


def _address(base: str, service: str) -> httpx.URL:
    try:
        url = httpx.URL(base.rstrip("/") + "/")
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise SourceUnreadable(
            f"'{base[:LONGEST_SAID]}' is no address of {service}.", mend="Write it as https://HOST/PATH."
        )
    return url


def _told(*headers: tuple[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers if value}


def _without(url: httpx.URL, param: str) -> httpx.URL:
    return url.copy_remove_param(param) if param else url
