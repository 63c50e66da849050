"""The portal's addresses: each page with its ``.json``, ``.csv`` and ``.parquet`` twins; signing in; the chart scripts."""

from __future__ import annotations

from django.urls import include, path

from folkmoot.web.governing import (
    actions,
    calendar,
    decks,
    elections,
    founding,
    joining,
    ladders,
    lifecycle,
    meetings,
    motions,
    proposals,
    releases,
    reviews,
    rounds,
    talks,
)
from folkmoot.web.growing import certificates, growth, tasks
from folkmoot.web.growing.chapters import chapters, gatherings, recruiting
from folkmoot.web.growing.content import pieces
from folkmoot.web.growing.contests import contests
from folkmoot.web.growing.listening import camps, complaints, questions
from folkmoot.web.growing.outward import campaigns, partners
from folkmoot.web.pages import (
    activity,
    alerts,
    board,
    data,
    deliveries,
    errors,
    group_report,
    groups,
    health,
    overview,
    people,
    repositories,
    scripts,
    search,
    tiles,
)
from folkmoot.web.twins import twins

urlpatterns = [
    *twins("", overview.overview, "overview"),
    path("board/", board.whole, name="board"),
    *twins("board/indicator/<str:name>/", board.indicator, "indicator"),
    *twins("board/targets/", board.targets, "targets"),
    *twins("ask/<str:report>/", board.asked, "asked"),
    *twins("health/", health.health, "health"),
    *twins("scores/", health.scores, "scores"),
    *twins("alerts/", alerts.alerts, "alerts"),
    path("alerts.atom", alerts.feed, name="alerts-feed"),
    *twins("compare/", board.compare, "compare"),
    *twins("board/<str:family>/", board.family, "family"),
    *twins("groups/", groups.groups, "groups"),
    *group_report.urlpatterns,
    *tasks.urlpatterns,
    *twins("groups/<str:slug>/", groups.group, "group"),
    *twins("people/", people.people, "people"),
    *twins("people/<path:ident>/", people.person, "person"),
    *twins("repositories/", repositories.repositories, "repositories"),
    *twins("activity/", activity.activity, "activity"),
    *twins("events/", activity.events, "events"),
    *motions.urlpatterns,
    *rounds.urlpatterns,
    *reviews.urlpatterns,
    *elections.urlpatterns,
    *ladders.urlpatterns,
    *calendar.urlpatterns,
    *decks.urlpatterns,
    *meetings.urlpatterns,
    *actions.urlpatterns,
    *talks.urlpatterns,
    *releases.urlpatterns,
    *founding.urlpatterns,
    *lifecycle.urlpatterns,
    *joining.urlpatterns,
    *proposals.urlpatterns,
    *growth.urlpatterns,
    *contests.urlpatterns,
    *camps.urlpatterns,
    *complaints.urlpatterns,
    *questions.urlpatterns,
    *campaigns.urlpatterns,
    *partners.urlpatterns,
    *certificates.urlpatterns,
    *chapters.urlpatterns,
    *gatherings.urlpatterns,
    *recruiting.urlpatterns,
    *pieces.urlpatterns,
    *twins("data/", data.sources, "data"),
    *twins("data/findings/", data.findings, "findings"),
    *twins("data/matching/", data.matching, "matching"),
    *twins("data/definitions/", data.definitions, "definitions"),
    path("data/deliveries/", deliveries.listed, name="deliveries"),
    path("data/deliveries/replay/", deliveries.replay, name="replay"),
    *twins("search/", search.search, "search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("tiles/<str:name>.svg", tiles.tile, name="tile"),
    path("badge/<str:name>.svg", tiles.badge, name="badge"),
    path("charts/vega-<str:version>.js", scripts.vega, name="vega"),
    path("", include("folkmoot.web.accounts.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
