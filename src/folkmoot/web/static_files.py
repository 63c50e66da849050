"""Addresses of static files: each carries a hash of its content, so browsers may keep it and never show an old one."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


@cache
def _version(name: str) -> str:
    found = finders.find(name)
    return hashlib.blake2b(Path(found).read_bytes(), digest_size=5).hexdigest() if isinstance(found, str) else ""


class VersionedStorage(StaticFilesStorage):
    """``/static/x.css?v=<hash>``, without a step that collects files."""

    def url(self, name: str | None) -> str:
        """Return the file's address with the version of its content."""
        address = super().url(name)
        if not name:
            return address
        version = (_version.__wrapped__ if settings.DEBUG else _version)(name)
        return f"{address}?v={version}" if version else address
