"""Who certifies: the keys of today and those that are retired, what other programs read of them, the lists of revocations.

A portal that moved answers by its earlier names, too, where its earlier address still leads here: so other programs go on
verifying what was issued there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from folkmoot.ledger import certificates as ledger
from folkmoot.model.errors import BadInput
from folkmoot.rules.credentials import did_of, jwk, status_list
from folkmoot.rules.status_list import SIZE
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.wiring import certifying as wiring

SECTION = "certificates"
OPEN = {"Access-Control-Allow-Origin": "*"}
"""What others' verifiers may fetch from wherever they run."""


def issuer(request: HttpRequest) -> HttpResponse:
    """Show who certifies here: the keys of today and those that are retired, and where a verifier finds them."""
    did, before = wiring.name_of(house()), wiring.names_before(house())
    lists = range(1, ledger.lists() // SIZE + 2) if did and ledger.lists() >= 0 else ()
    context = {
        "section": SECTION, "did": did, "before": before, "keys": ledger.public_keys(), "lists": lists, "zone": community().zone,
        "now": clock(),
    }  # fmt: skip
    return render(request, "certificates/issuer.html", context)


def _asked_at(request: HttpRequest) -> str:
    """Return the earlier address that a request came by; "" for any other."""
    here = did_of(f"{request.scheme}://{request.get_host()}")
    return wiring.names_before(house()).get(here, "")


def did_json(request: HttpRequest) -> HttpResponse:
    """Publish the issuer's keys as its did:web document."""
    try:
        made = wiring.published(house(), _asked_at(request))
    except BadInput as error:
        raise Http404(str(error)) from error
    return _given(made, "application/did+ld+json")


def jwks_json(_request: HttpRequest) -> HttpResponse:
    """Publish the issuer's keys as a set of JWK, by every name that it ever had."""
    did = wiring.name_of(house())
    if not did:
        raise Http404("no address")
    keys = ledger.public_keys()
    names = (did, *wiring.names_before(house()))
    made = {"keys": [{**jwk(key), "kid": f"{name}#{key.kid}"} for name in names for key in keys]}
    return _given(made, "application/jwk-set+json")


def status(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a list of revocations, signed now."""
    last = ledger.lists()
    if not 1 <= number <= max(last, 0) // SIZE + 1 or last < 0:
        raise Http404(str(number))
    try:
        certifier = wiring.issuer_of(house(), clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    if before := _asked_at(request):
        certifier = replace(certifier, address=before, did=did_of(before))
    made = status_list(certifier, number, ledger.revoked()[0], clock())
    response = _given(made, "application/vc+ld+json", indent=None)
    response["Cache-Control"] = "no-cache"
    return response


def _given(made: dict[str, Any], kind: str, indent: int | None = 2) -> JsonResponse:
    return JsonResponse(made, content_type=kind, headers=OPEN, json_dumps_params={"indent": indent})


urlpatterns = [
    path("certificates/issuer/", issuer, name="certificate-issuer"),
    path("certificates/status/<int:number>/", status, name="certificate-status"),
    path(".well-known/did.json", did_json, name="did"),
    path(".well-known/jwks.json", jwks_json, name="jwks"),
]
