"""From where a request came: the address that the audit trail keeps."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest | None) -> str:
    """Return the address from which a request came: behind HTTPS the one that our own proxy has added last."""
    if request is None:
        return "server"
    direct = str(request.META.get("REMOTE_ADDR") or "unknown")
    passed = str(request.META.get("HTTP_X_FORWARDED_FOR") or "") if settings.HTTPS else ""
    return (passed.rpartition(",")[2].strip() or direct)[:100]
