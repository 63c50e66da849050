"""The text that somebody signs to prove an account: bound to them, the account, this portal, and a short time."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

NAMESPACE = "folkmoot"
VALID = timedelta(minutes=30)
_SALT = "folkmoot.claim"
_TEXT = re.compile(
    r"I am (?P<account>[^\s,]+), and (?P<user>\S+) at (?P<host>\S+)\. "
    r"Until (?P<until>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\. (?P<nonce>[0-9a-f]{32}) (?P<seal>[0-9a-f]{64})"
)


def challenge(account: str, user: str, host: str, now: datetime) -> str:
    """Return the one line to be signed. It says in words what it is good for, so that nobody signs it for another."""
    until = (now + VALID).astimezone(UTC)
    said = f"I am {account}, and {user} at {host}. Until {until:%Y-%m-%dT%H:%M:%SZ}. {secrets.token_hex(16)}"
    return f"{said} {_seal(said)}"


def nonce_of(text: str, *, account: str, user: str, host: str, now: datetime) -> str:
    """Return the nonce of a challenge of ours. Errors: BadInput when it is another's, for something else, or too old."""
    match = _TEXT.fullmatch(text)
    if match is None or not constant_time_compare(match["seal"], _seal(text.rpartition(" ")[0])):
        raise BadInput(
            Text("this text was not made by this portal.", "该文本不是由本门户生成的。"),
            mend=Text("Ask for a new one.", "请重新获取一份。"),
        )
    if (match["account"], match["user"], match["host"]) != (account, user, host):
        raise BadInput(
            Text("this text was made for something else.", "该文本用于其他用途。"),
            mend=Text("Ask for a new one.", "请重新获取一份。"),
        )
    if datetime.strptime(match["until"], "%Y-%m-%dT%H:%M:%S%z") < now:
        raise BadInput(
            Text("this text is too old.", "该文本已过期。"),
            mend=Text("Ask for a new one, and sign it soon.", "请重新获取一份，并尽快签名。"),
        )
    return match["nonce"]


def _seal(said: str) -> str:
    return str(salted_hmac(_SALT, said, algorithm="sha256").hexdigest())
