"""What a service answered, in the form in which the sources read it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EMPTY = frozenset({204, 304, 404, 409, 410, 422, 451})
"""Answers that are normal for one thing among many: gone, moved away, empty, unchanged, past the last page."""

_WRITTEN = ("text/", "application/json")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. ``data`` is None where ``status`` is one of EMPTY; ``said`` is then its explanation."""

    status: int
    data: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    next: str = ""  # address of the next page
    last: str = ""
    url: str = ""
    said: str = ""

    @property
    def there(self) -> bool:
        """Whether it brought something."""
        return self.status not in EMPTY


def text_of(kind: str, body: bytes) -> str | bytes:
    """Return a body as text where its kind says so and it is UTF-8, as it came otherwise."""
    if not (kind or "text/plain").startswith(_WRITTEN):
        return body
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body


def words_of(data: object, *, good: bool) -> str:
    """Return what an answer says in words, as the forges write it: ``message``, or ``errors`` of GraphQL.

    ``good``: the answer is no error; then only GraphQL's count, since any thing may have a ``message``.
    """
    if not isinstance(data, dict):
        return ""
    errors = data.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        return " ".join(str(errors[0].get(name) or "") for name in ("type", "message"))
    return "" if good else str(data.get("message") or data.get("error_description") or data.get("error") or "")
