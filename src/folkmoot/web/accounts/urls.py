"""Addresses of signing in and out, of one's account, and of the operators' decisions."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.socialaccount import views as forges
from django.urls import include, path

from folkmoot.web.accounts import matching, mine, views

urlpatterns = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-in/closed/", allauth.account_inactive, name="account_inactive"),
    path("sign-in/cancelled/", forges.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/failed/", forges.login_error, name="socialaccount_login_error"),
    path("sign-in/", include("allauth.socialaccount.providers.github.urls")),
    path("sign-in/", include("folkmoot.web.gitee.urls")),
    path("account/", views.account, name="account"),
    path("account/password/", views.password, name="account_change_password"),
    path("account/claim/", mine.claim, name="claim"),
    path("account/claim/prove/", mine.prove, name="claim-prove"),
    path("account/claim/ask/", mine.ask, name="claim-ask"),
    path("account/claim/give-up/", mine.give_up, name="claim-give-up"),
    path("account/dispute/", mine.dispute, name="dispute"),
    path("account/hide/", mine.hide, name="hide"),
    path("account/show/", mine.show, name="show"),
    path("data/matching/disputes/<int:number>/", matching.rule, name="rule"),
    path("data/matching/imports/<int:number>/undo/", matching.undo_import, name="undo-import"),
    path("data/matching/decide/", matching.decide, name="decide"),
    path("data/matching/undo/<int:number>/", matching.undo, name="undo"),
    path("data/matching/<str:verb>/", matching.correct, name="correct"),
]
