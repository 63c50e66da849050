"""From bytes to a payload that can be kept: strict JSON, no secrets, nothing that a database cannot hold. Pure."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from folkmoot.model.errors import BadInput

SECRETS = frozenset({
    "password", "passwd", "sign", "signature", "secret", "client_secret", "token", "access_token", "refresh_token",
    "private_token", "authorization", "api_key", "apikey", "private_key", "credentials",
})  # fmt: skip
_ENDINGS = ("_token", "_secret", "_password")
REDACTED = "[redacted]"


def payload_of(text: bytes) -> dict[str, Any]:
    """Read one JSON object, its secrets taken out. Errors: BadInput for whatever is none, or is nested too deep.

    Edges: of two values with one name the last one counts; NaN and numbers too long for a table's text are refused.
    """
    try:
        read = json.loads(text.decode("utf-8"), object_pairs_hook=_without_secrets, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:  # includes wrong UTF-8, wrong JSON, and numbers of 4,300 digits
        raise BadInput(f"the body is no JSON that can be read: {_first_words(error)}.") from error
    if not isinstance(read, dict):
        raise BadInput("the body is JSON, but no object.")
    return read


def kept_text(payload: dict[str, Any]) -> str:
    """Return the payload as JSON in ASCII. Errors: BadInput for a number that is none (1e999)."""
    try:
        return json.dumps(payload, separators=(",", ":"), allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the body cannot be kept: {_first_words(error)}.") from error


def _without_secrets(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: REDACTED if value and _is_secret(name) else value for name, value in pairs}


def _is_secret(name: str) -> bool:
    word = name.lower().replace("-", "_")
    return word in SECRETS or word.endswith(_ENDINGS)


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _first_words(error: Exception) -> str:
    return str(error)[:120].encode("ascii", "replace").decode().rstrip(".").replace("\n", " ")
