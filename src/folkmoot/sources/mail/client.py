"""The only network of mailing lists: the months of a HyperKitty archive."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from urllib.parse import quote

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files.packed import PACKED, PIECE, unpacked
from folkmoot.sources.http.client import Web
from folkmoot.sources.mail.files import TIGHTEST

TRIES = 3


@dataclass(frozen=True)
class Archive:
    """A list in a HyperKitty archive, the one that comes with Mailman 3.

    Source: https://docs.mailman3.org/projects/hyperkitty/en/latest/
    """

    web: Web
    url: str
    address: str

    @classmethod
    def at(cls, url: str, address: str) -> Archive:
        """Return the archive of a list below ``url``."""
        return cls(Web(url.rstrip("/") + "/", service="HyperKitty"), url.rstrip("/"), address)

    def first_day(self) -> date | None:
        """Return the day on which the archive of the list was made; None when it does not tell."""
        said = self.web.get(f"api/list/{quote(self.address)}/", {"format": "json"}).data
        made = said.get("created_at") if isinstance(said, dict) else None
        try:
            return date.fromisoformat(str(made)[:10])
        except ValueError:
            return None

    def month(self, start: date, end: date) -> BinaryIO:
        """Return the mails that arrived from ``start`` to before ``end``, as an mbox. Errors: SourceUnreadable.

        Edges: the archive makes an export as it sends it, so one that breaks off looks like an answer; its packing
        tells, and it is asked for again.
        """
        where = f"{self.url} {start:%Y-%m}"
        for _ in range(TRIES - 1):
            data = self._export(start, end, where)
            with suppress(SourceUnreadable):
                _read_through(unpacked(io.BytesIO(data), where, TIGHTEST))
                return unpacked(io.BytesIO(data), where, TIGHTEST)
        return unpacked(io.BytesIO(self._export(start, end, where)), where, TIGHTEST)

    def _export(self, start: date, end: date, where: str) -> bytes:
        name = f"{quote(self.address)}-{start:%Y-%m}.mbox.gz"
        reply = self.web.text(
            f"list/{quote(self.address)}/export/{name}", {"start": start.isoformat(), "end": end.isoformat()}
        )
        if not reply.there:
            raise SourceUnreadable(
                f"the archive has no list {self.address}.",
                where=where,
                mend="Check 'list' and 'url' of its [[mail]] table.",
            )
        data: bytes = reply.data.encode("utf-8", "surrogateescape") if isinstance(reply.data, str) else reply.data
        if data.strip() and not data.startswith((PACKED, b"From ")):
            raise SourceUnreadable(
                "its export is no mailbox.", where=where, mend="Set 'url' to the archive: https://HOST/archives."
            )
        return data


def _read_through(file: BinaryIO) -> None:
    while file.read(PIECE):
        pass
