"""Who sent a mail: addresses that archives have made unreadable, and lists that put their own in its place. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header

from folkmoot.model.people import mail_account

_IN_BRACKETS = re.compile(r"<\s*([^<>@\s]+@[^<>@\s]+?)\s*>")
_BARE = re.compile(r"([^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+)")
_HIDDEN = re.compile(r"([\w.+=-]+)\s*(?:\((?:a|at)\)|\[at\]|(?<=\s)at(?=\s))\s*([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]+@((?:[\w-]+\.)+[\w-]+)")
_VIA = re.compile(r"^(.*\S)\s+via\s+\S.*$", re.IGNORECASE)
_NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "unknown-8bit": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8"}
_NOBODYS = frozenset(
    {"noreply", "no-reply", "donotreply", "do-not-reply", "none", "unknown", "nobody", "mailer-daemon"}
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a mail, as far as it says so. The address itself is not kept."""

    account: str
    name: str
    domain: str


def sender_of(written: str, others: tuple[str, ...], list_address: str) -> Sender | None:
    """Return who wrote ``From: written``; None when it names nobody.

    ``others``: further headers that may name the writer (``X-Original-From``, ``Reply-To``) when a list has put its
    own address in place of theirs. An address that no single person has (the list's own, ``noreply@…``, one that an
    archive has cut short as ``an...@example.org``) is hashed together with the name, so that it joins nobody.
    """
    name, address = parted(written)
    via = _VIA.match(name)
    if address == list_address or (via and _domain(address) == _domain(list_address)):
        name = via[1] if via else name
        for other in others:
            other_name, other_address = parted(other)
            if other_address and other_address != list_address:
                return Sender(mail_account(other_address), name or other_name, _domain(other_address))
        return Sender(mail_account(f"{name} <{address}>"), name, "")
    if not address:
        return Sender(mail_account(f"{name} <>"), name, "") if name else None
    if not _is_somebodys(address):
        return Sender(mail_account(f"{name} <{address}>"), name, _domain(address))
    return Sender(mail_account(address), name, _domain(address))


def parted(written: str) -> tuple[str, str]:
    """Return the name and the address, in lower case, of a header such as ``Ann Author <ann at example.org>``."""
    said = written if "@" in written else decoded(written)
    if "@" not in said:
        said = _HIDDEN.sub(r"\1@\2", said)
    match = _IN_BRACKETS.search(said) or _BARE.search(said)
    if not match:
        return _name(said), ""
    before, after = said[: match.start()], said[match.end() :]
    beside = re.search(r"\(([^()]*)\)", after)
    name = before if before.strip(' "<\t') else beside[1] if beside else ""
    return _name(name), match[1].lower().rstrip(".")


def decoded(written: str) -> str:
    """Return a header's text: ``=?utf-8?B?…?=`` is decoded, and bytes without a charset are guessed.

    Edges: a charset that nobody knows, or broken Base64, never fails; letters that cannot be read become U+FFFD.
    """
    if "=?" not in written:
        return tidy(_bytes_read(written.encode("utf-8", "surrogateescape"), "utf-8"))
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):  # broken Base64
        return tidy(written)
    return tidy("".join(piece if isinstance(piece, str) else _bytes_read(piece, said or "") for piece, said in pieces))


def _bytes_read(said: bytes, charset: str) -> str:
    wanted = _CHARSETS.get(charset.lower(), charset.lower()) or "utf-8"
    for each in (wanted, "utf-8", "gb18030"):
        try:
            return said.decode(each)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return said.decode("utf-8", "replace")


def tidy(said: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join(_NOT_PRINTABLE.sub(" ", said).split())


def without_addresses(said: str) -> str:
    """Return a text in which mail addresses are cut to their domain: they stand nowhere in the lake."""
    return _ADDRESS.sub(r"…@\1", said)


def _name(said: str) -> str:
    name = tidy(decoded(said).replace('\\"', '"')).strip(" \"'<>,;")
    hidden = _HIDDEN.search(name)
    return "" if "@" in name or (hidden and hidden[0] == name) else name[:200]


def _domain(address: str) -> str:
    return tidy(address.rpartition("@")[2])


def _is_somebodys(address: str) -> bool:
    local, _at, domain = address.partition("@")
    return local not in _NOBODYS and "..." not in address and "." in domain and not set(local) <= {"x", "*", "."}
