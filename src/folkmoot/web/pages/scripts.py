"""The chart scripts: made by vl-convert at first use, so that nothing is fetched from elsewhere."""

from __future__ import annotations

import gzip
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse

from folkmoot.web.charts import bundle, bundle_version

FOREVER = "public, max-age=31536000, immutable"


@cache
def _packed() -> bytes:
    return gzip.compress(bundle(), 6)


def vega(request: HttpRequest, version: str) -> HttpResponse:
    """Return Vega's scripts; the address carries their version, so a browser may keep them."""
    if version != bundle_version():
        raise Http404
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(_packed() if packed else bundle(), content_type="text/javascript; charset=utf-8")
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOREVER
    response["Vary"] = "Accept-Encoding"
    return response
