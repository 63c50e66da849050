"""What somebody does about themselves: prove an account, dispute what is recorded of them, hide and show their name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.jobs import claim as job
from folkmoot.ledger import claims
from folkmoot.ledger.models import User
from folkmoot.model.errors import BadInput, MootError
from folkmoot.model.people import account_of
from folkmoot.model.text import Text
from folkmoot.rules.sshsig import signer
from folkmoot.sources.keys.client import PUBLISHERS, published_keys
from folkmoot.web.accounts.back import back
from folkmoot.web.accounts.challenge import NAMESPACE, challenge, nonce_of
from folkmoot.web.accounts.matching import meant
from folkmoot.web.accounts.who import actor_of, held_by_other, mine, own_people
from folkmoot.web.house import house
from folkmoot.web.words import language, refusal

TRIES, WITHIN = 10, 600  # proofs by a key that one account may try in so many seconds: each asks a forge


@never_cache
@login_required
@require_GET
def claim(request: HttpRequest) -> HttpResponse:
    """Ask which account, or show the text to be signed for it."""
    account, said = "", request.GET.get("account", "").strip()
    try:
        account = _account(said) if said else ""
    except BadInput as error:
        messages.error(request, refusal(error))
    forge = account.partition(":")[0]
    return render(request, "account/claim.html", _shown(request, account) if forge in PUBLISHERS else {
        "section": "account", "account": account, "publishers": PUBLISHERS,
    })  # fmt: skip


def _shown(request: HttpRequest, account: str, text: str = "") -> dict[str, object]:
    forge, _colon, login = account.partition(":")
    text = text or challenge(account, request.user.get_username(), request.get_host(), datetime.now(UTC))
    return {
        "section": "account", "account": account, "text": text, "namespace": NAMESPACE, "publishers": PUBLISHERS,
        "keys_at": f"{_addresses().get(forge) or PUBLISHERS[forge]}/{login}.keys",
    }  # fmt: skip


@never_cache
@login_required
@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    """Check a signed text against the keys that the forge publishes, and record the claim."""
    user = cast("User", request.user)
    account, text = _account(request.POST.get("account", "")), request.POST.get("text", "")
    try:
        _must_be_patient(user)
        nonce = nonce_of(text, account=account, user=user.username, host=request.get_host(), now=datetime.now(UTC))
        key = signer(
            text, request.POST.get("signature", ""), namespace=NAMESPACE, keys=published_keys(account, _addresses())
        )
    except MootError as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(f"{reverse('claim')}?account={account}")
    proven(request, account, job.Proof("key", nonce=nonce, evidence=key))
    return HttpResponseRedirect(reverse("account"))


def proven(request: HttpRequest, account: str, proof: job.Proof) -> None:
    """Record a proven claim, and tell its owner what came of it."""
    user = cast("User", request.user)
    identity = house().homes().identity
    own = tuple(one for one in mine(user) if one != account or proof.how == "key")
    try:
        with transaction.atomic():
            outcome = job.claim(
                identity, own, account, proof, actor=actor_of(request), held_by_other=held_by_other(user)
            )
    except BadInput as error:
        messages.error(request, refusal(error))
        return
    if outcome.against is not None:
        told = _("Proven, but not joined: %(why)s. Operators will decide.")
        messages.warning(request, told % {"why": outcome.against.said_in(language())})
    else:
        messages.success(request, _("%(account)s is proven to be yours.") % {"account": account})


@login_required
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask operators to confirm an account that cannot be proven."""
    user, form = cast("User", request.user), request.POST
    return _done(
        request, _("Noted. Operators will decide."),
        lambda: job.ask_for(
            house().homes().identity, mine(user), form.get("account", ""), form.get("why", ""), actor=actor_of(request)
        ),
    )  # fmt: skip


@login_required
@require_POST
def give_up(request: HttpRequest) -> HttpResponse:
    """Say that a claimed account is not held any more; what joined it is undone."""
    account = request.POST.get("account", "")
    return _done(
        request, _("%(account)s is no longer counted as yours.") % {"account": account},
        lambda: claims.give_up(request.user.get_username(), account, actor=actor_of(request), why="given up by its owner"),
    )  # fmt: skip


@login_required
@require_POST
def dispute(request: HttpRequest) -> HttpResponse:
    """Dispute an account or an affiliation that is recorded of oneself."""
    user, form, identity = cast("User", request.user), request.POST, house().homes().identity
    about = meant(form.get("about", ""))
    return _done(
        request, _("Noted. Operators will decide."),
        lambda: job.dispute(
            identity, own_people(user, identity), form.get("kind", ""), about, form.get("why", ""), actor=actor_of(request)
        ),
    )  # fmt: skip


@login_required
@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Let a pseudonym stand for one's own name, at once."""
    return _face(request, job.hide, _("You are not named any more, on any page and in any export."))


@login_required
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """Be named again."""
    return _face(request, job.show, _("You are named again."))


def _face(request: HttpRequest, verb: Callable[..., int], told: str) -> HttpResponse:
    identity = house().homes().identity
    people = own_people(cast("User", request.user), identity)
    return _done(request, told, lambda: verb(identity, people, actor=actor_of(request)), always=True)


def _done(request: HttpRequest, told: str, act: Callable[[], object], *, always: bool = False) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
    except BadInput as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, told)
    # A page of somebody who is hidden now has another address: go to one's own account instead.
    return HttpResponseRedirect(reverse("account")) if always else back(request, "account")


def _account(said: str) -> str:
    try:
        return account_of(said)
    except ValueError as error:
        raise BadInput(str(error)) from error


def _addresses() -> dict[str, str]:
    return {one.key: one.url.rstrip("/") for one in house().charter.community.forges if one.url}


def _must_be_patient(user: User) -> None:
    key = f"claim:{user.pk}"
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > TRIES:
        raise BadInput(Text("too many tries.", "尝试次数过多。"), mend=Text("Wait ten minutes.", "请等待十分钟。"))
