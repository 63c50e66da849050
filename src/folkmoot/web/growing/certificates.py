"""Certificates: the list, one with its evidence and its sheet, verifying what somebody shows, one's own number, the issuer's keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import certifying as job
from folkmoot.jobs import leveling
from folkmoot.jobs.refusing import Refusal
from folkmoot.ledger import certificates as ledger
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.certificate import Certificate, Verified
from folkmoot.model.errors import BadInput, BadQuestion, NotAllowed
from folkmoot.model.text import Text
from folkmoot.press.certificate import drawn, printed
from folkmoot.reports.certificates import by_serial, row_of
from folkmoot.reports.holders import holders
from folkmoot.reports.homes import Homes
from folkmoot.reports.shown import examined
from folkmoot.rules.verifying import MOST_BYTES
from folkmoot.web.accounts.who import actor_of, own_people
from folkmoot.web.acting import done, status_of
from folkmoot.web.governing.sitting import Asked
from folkmoot.web.growing import issuer
from folkmoot.web.growing.certificates_due import due_row, due_rows
from folkmoot.web.growing.issuer import OPEN
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.uploads import capped
from folkmoot.web.words import refusal
from folkmoot.wiring import certifying as wiring

SECTION = "certificates"
LISTED = Page(
    "certificates", "certificates/certificates.html", SECTION, own=("q", "what", "state", "page", "size"), paged=True
)
TOO_LARGE = Refusal(
    Text("this is larger than {most} kB, which no certificate is.", "超过 {most} kB，证书不会这么大。"),
    Text(
        "Choose the certificate's own file, credential.json or credential.jwt.",
        "请选择证书文件 credential.json 或 credential.jwt。",
    ),
)


def certificates(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the certificates, the levels, and what the reader may do: ask for a number, hide theirs, certify by hand."""
    return _listed(request, form)


def _listed(
    request: HttpRequest, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:  # fmt: skip
    def more(_answer: Answer) -> dict[str, Any]:
        return {
            "own": _own(request), "fault": fault, "typed": typed or {}, "ready": bool(house().settings.address),
            "due": due_rows(actor_of(request)) if request.user.is_authenticated else (),
        }  # fmt: skip

    return answer_page(request, LISTED, form, more)


def _own(request: HttpRequest) -> dict[str, Any]:
    """Return the reader's own number, or that they may ask for one."""
    if not request.user.is_authenticated:
        return {"people": ()}
    people = own_people(request.user, house().homes().identity)
    own = house().answer("number", {"id": people[0], "own": "yes"}) if people else None
    return {"people": people, "number": own.about if own and own.about["spelled"] else None, "actor": actor_of(request)}


def certificate(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one certificate: for what, on what it stands, whether it holds, and how to check that without us."""
    return _shown(request, ident, form)


def _shown(
    request: HttpRequest, ident: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:  # fmt: skip
    page = Page("certificate", "certificates/certificate.html", SECTION, fixed={"id": ident})

    def more(_answer: Answer) -> dict[str, Any]:
        one = ledger.one(ident)
        found = examined(house().homes(), one.document.encode(), _keys(), now=clock())
        due = due_row(actor_of(request), ident) if request.user.is_authenticated else None
        return {
            "checked": found, "fault": fault, "may_download": _may_download(request, one), "due": due, "typed": typed or {}
        }  # fmt: skip

    return answer_page(request, page, form, more)


def _keys() -> dict[str, Any]:
    """Return the issuer's keys by their whole names, also by those of earlier addresses."""
    return wiring.keys_by_name(house())


def _may_download(request: HttpRequest, one: Certificate) -> bool:
    """Return whether the signed bytes, in which a name stands, may be given to the reader: of the hidden to themselves alone."""
    homes = house().homes()
    person = row_of(homes, one, by_serial(holders(homes)))["inner"]
    if not homes.faces.is_hidden(person):
        return True
    user = request.user
    return user.is_authenticated and (actor_of(request).operator or person in own_people(user, homes.identity))


def download(request: HttpRequest, ident: str, form: str) -> HttpResponse:
    """Give a certificate as it was signed (json, jwt), or as a sheet to print (svg, pdf)."""
    try:
        one = ledger.one(ident)
    except BadInput as error:
        raise Http404(str(error)) from error
    if not _may_download(request, one):
        raise NotAllowed(
            Text("its holder does not want to be named.", "持有人不希望公开姓名。"),
            mend=Text("Ask them for the file.", "请向其本人索取文件。"),
        )
    if form in ("json", "jwt"):
        kind = "application/vc+ld+json" if form == "json" else "application/jwt"
        response = HttpResponse(one.document if form == "json" else one.jwt, content_type=kind, headers=OPEN)
    else:
        url = wiring.page_of(house(), ident, one.document)
        svg = drawn(one.content, ident=ident, url=url, at=one.at, revoked=one.revoked_at is not None)
        response = HttpResponse(
            svg if form == "svg" else printed(svg), content_type="image/svg+xml" if form == "svg" else "application/pdf"
        )
        response["Content-Security-Policy"] = "default-src 'none'"
    if form != "svg":
        response["Content-Disposition"] = f'attachment; filename="certificate-{ident}.{form}"'
    return response


def _too_large(request: HttpRequest) -> HttpResponse:
    return _verified(request, fault=refusal(TOO_LARGE.bad(most=f"{MOST_BYTES // 1000}")))


@require_http_methods(["GET", "POST"])
@capped(lambda: MOST_BYTES, _too_large)
def verify(request: HttpRequest) -> HttpResponse:
    """Say what is right and wrong with a credential that somebody uploads or pastes; nothing of it is kept."""
    return _verified(request)


def _verified(request: HttpRequest, fault: str = "") -> HttpResponse:
    found, raw = None, b""
    if request.method == "POST" and not fault:
        file = request.FILES.get("file")
        raw = file.read(MOST_BYTES + 1) if file else str(request.POST.get("credential", "")).encode("utf-8", "replace")
        if raw.strip():
            found = examined(house().homes(), raw, _keys(), now=clock(), revocations=True)
        else:
            fault = _("Upload a file, or paste the credential.")
    typed = raw.decode("utf-8", "replace") if len(raw) <= MOST_BYTES else ""
    context = {
        "section": SECTION, "found": found, "typed": typed, "fault": fault, "zone": community().zone, "now": clock(),
        "ident": _ident_of(found.verified) if found else "",
    }  # fmt: skip
    return render(request, "certificates/verify.html", context, status=400 if fault else 200)


def _ident_of(found: Verified) -> str:
    said = str((found.credential or {}).get("id", "")).rstrip("/").rpartition("/")[2]
    try:
        return ledger.one(said).ident
    except BadInput:
        return ""


def number(_request: HttpRequest, said: str) -> HttpResponse:
    """Lead from a community number to whose it is; one that is not shown leads nowhere."""
    try:
        found = house().answer("number", {"id": said})
    except BadQuestion as error:
        raise Http404(str(error)) from error
    if not found.about["spelled"]:
        raise Http404(said)
    return HttpResponseRedirect(reverse("person", args=[found.about["person"]]) + "#number")


def _request(asked: Asked) -> str:
    leveling.request(asked.homes, _people(asked), actor=asked.actor, now=asked.now)
    return _("The number is yours: it is never given to anybody else.")


def _people(asked: Asked) -> tuple[str, ...]:
    return own_people(cast("User", asked.request.user), asked.homes.identity)


def _hide(asked: Asked) -> str:
    leveling.display(asked.homes, _people(asked), shown=False, actor=asked.actor, now=asked.now)
    return _("Your number, level and certificates are shown to you alone.")


def _show(asked: Asked) -> str:
    leveling.display(asked.homes, _people(asked), shown=True, actor=asked.actor, now=asked.now)
    return _("Your number, level and certificates are shown again.")


def _issue(asked: Asked) -> str:
    asked.actor.must_operate()
    known = asked.homes.faces.find(asked.said("person"))
    if known is None:
        raise BadInput(
            Text(
                f"there is nobody called '{asked.said('person')[:100]}'.",
                f"没有名为“{asked.said('person')[:100]}”的人员。",
            ),
            mend=Text("Write their id, or an account of theirs.", "请填写其 ID 或其账号。"),
        )
    certifier = wiring.issuer_of(house(), asked.now)
    job.by_hand(
        asked.homes, certifier, known.id, title=asked.words("title"), says=asked.words("says"), criteria=asked.words("criteria"),
        links=asked.said("links").split(), actor=asked.actor, now=asked.now, why=asked.said("why"),
    )  # fmt: skip
    return _("The certificate is issued.")


VERBS: Mapping[str, Callable[[Asked], str]] = {"request": _request, "hide": _hide, "show": _show, "issue": _issue}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, verb: str) -> HttpResponse:
    """Ask for a number, hide or show it, or certify something by hand; what is wrong is told on the page, with what was typed."""
    asked = _asked(request)
    try:
        told = VERBS[verb](asked)
    except (BadInput, NotAllowed) as error:
        response = _listed(request, fault=refusal(error), typed={**request.POST.dict(), "verb": verb})
        response.status_code = status_of(error)
        return response
    messages.success(request, told)
    return HttpResponseRedirect(reverse("certificates"))


def _asked(request: HttpRequest, key: str = "") -> Asked:
    homes: Homes = house().homes()
    actor: Actor = actor_of(request)
    now: datetime = clock()
    return Asked(request, homes, key, actor, now)


def _revoke(asked: Asked) -> str:
    job.revoke(asked.key, actor=asked.actor, now=asked.now, why=asked.said("why"))
    return _("The certificate is revoked; its page says so for ever.")


def _keep(asked: Asked) -> str:
    due = due_row(asked.actor, asked.key)
    work = [one["subject"] for one in due["work"]] if due else []
    job.keep(asked.key, work, actor=asked.actor, now=asked.now, why=asked.said("why"))
    return _("The certificate holds; it is told again when more of the work behind it is reverted.")


DECISIONS: Mapping[str, Callable[[Asked], str]] = {"revoke": _revoke, "keep": _keep}


@never_cache
@login_required
@require_POST
def decide(request: HttpRequest, ident: str, verb: str) -> HttpResponse:
    """Revoke a certificate, or keep it although work behind it was reverted, with a reason."""
    try:
        ledger.one(ident)
    except BadInput as error:
        raise Http404(str(error)) from error
    asked = _asked(request, ident)
    typed = {"verb": verb, "why": asked.said("why")}
    back = reverse("certificate", args=[ident])
    return done(
        request, lambda: DECISIONS[verb](asked), lambda fault: _shown(request, ident, fault=fault, typed=typed), back
    )


FORMS = ("json", "jwt", "svg", "pdf")

urlpatterns = [
    *twins("certificates/", certificates, "certificates"),
    path("certificates/verify/", verify, name="certificate-verify"),
    *issuer.urlpatterns,
    *[path(f"certificates/own/{verb}/", act, {"verb": verb}, name=f"certificate-{verb}") for verb in VERBS],
    *[
        path(f"certificates/<slug:ident>/{verb}/", decide, {"verb": verb}, name=f"certificate-{verb}")
        for verb in DECISIONS
    ],
    *[
        path(f"certificates/<slug:ident>/credential.{form}", download, {"form": form}, name=f"certificate-{form}-file")
        for form in FORMS
    ],
    *twins("certificates/<slug:ident>/", certificate, "certificate"),
    path("numbers/<str:said>/", number, name="number"),
]
