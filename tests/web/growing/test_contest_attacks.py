"""Every act of a contest, certificate and life cycle with what nobody means well by: a sentence in both languages, never a fault of ours."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.jobs import contests
from folkmoot.jobs.contest_recording import WHY_LETTERS
from folkmoot.ledger import contests as ledger
from folkmoot.model.text import has_han
from folkmoot.web.growing import certificates as certificate_page
from folkmoot.web.growing.contests import contests as contest_page
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from tests.web.accounts.cast import signed_in
from tests.web.growing.test_contests import member, workspace

pytestmark = pytest.mark.django_db
__all__ = ["workspace"]
LONG, CONTROL = "x" * 30_000, "a\x00b\x07\x1b[31m\u202e"
FIELDS = ("city", "chapter", "name", "team", "key", "ok", "why", "person", "number", "granted", "back")
HOSTILE = (
    LONG,
    CONTROL,
    "../../etc/passwd",
    "９",
    "-1",
    "9" * 40,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "🦉",
    " ",
)


def faults(response) -> list[str]:
    text = response.content.decode()
    return [part.partition("</p>")[0] for part in text.split('role="alert">')[1:]]


@pytest.mark.parametrize("verb", contest_page.VERBS)
def test_an_act_is_done_or_refused_in_a_sentence(verb, workspace):
    clients = {
        "ann": member("ann"),
        "bo": member("bo"),
        "eve": signed_in("eve"),
        "root": signed_in("root", operator=True),
    }
    for contest in ("week", "camp"):
        clients["ann"].post(f"/contests/{contest}/enter/", {"city": "sh"} if contest == "week" else {})
    acts = len(ledger.acts("week")) + len(ledger.acts("camp"))
    for who, client in clients.items():
        for contest in ("week", "camp"):
            for value in HOSTILE[:: 1 if who == "bo" else 4]:
                response = client.post(
                    f"/contests/{contest}/{verb}/", dict.fromkeys(FIELDS, value), headers={"accept-language": "zh-hans"}
                )
                assert response.status_code in (302, 400, 403), (who, contest, value[:20])
                if response.status_code != 302:
                    (said,) = faults(response)
                    assert has_han(said), said
                    assert len(said) < 600, "nothing that was typed floods the sentence"
                    assert "<script>alert" not in response.content.decode()
    for act in [*ledger.acts("week"), *ledger.acts("camp")][acts:]:
        assert "\x00" not in f"{act.person}{act.team}{act.why}{act.content}"
        assert len(act.why) <= WHY_LETTERS


@pytest.mark.parametrize("verb", contest_page.VERBS)
def test_who_is_signed_out_or_comes_from_elsewhere_does_nothing(verb, workspace):
    path = f"/contests/week/{verb}/"
    assert Client().post(path).status_code == 302
    assert Client().post(path).headers["Location"].startswith("/sign-in/")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = member("bo").cookies
    assert strict.post(path, {"city": "sh", "person": "ann", "why": "x"}).status_code == 403
    assert strict.get(path).status_code == 405
    assert strict.get("/contests/no%00where/").status_code == 404
    assert ledger.acts("week") == ()


def test_a_doubled_click_does_it_once(workspace):
    ann, bo = member("ann"), member("bo")
    assert [ann.post("/contests/week/enter/", {"city": "sh"}).status_code for _turn in range(2)] == [302, 400]
    said = {"key": "e2:bug", "ok": "yes", "back": "queue"}
    assert bo.post("/contests/week/verify/", said).status_code == 302
    said = {"team": "sh", "why": "Bought stars."}
    assert bo.post("/contests/week/disqualify/", said).status_code == 302
    assert bo.post("/contests/week/disqualify/", said).status_code == 302, "done, and recorded once"
    assert [act.verb for act in ledger.acts("week")] == ["start", "enter", "verify", "disqualify"]


def test_a_team_is_disqualified_appeals_and_comes_back(workspace):
    ann, bo, cy = member("ann"), member("bo"), member("cy")
    ann.post("/contests/week/enter/", {"city": "sh"})
    assert "Disqualify a team" in bo.get("/contests/week/").content.decode()
    assert "Disqualify a team" not in cy.get("/contests/week/").content.decode()
    said = {"team": "sh", "why": "Bought <i>stars</i>."}
    assert cy.post("/contests/week/disqualify/", said).status_code == 403
    for wrong in ({**said, "why": " "}, {**said, "team": "nowhere"}):
        assert bo.post("/contests/week/disqualify/", wrong).status_code == 400
    assert bo.post("/contests/week/disqualify/", said).status_code == 302
    page = ann.get("/contests/week/").content.decode()
    assert "You are not ranked:</strong> Bought &lt;i&gt;stars&lt;/i&gt;." in page
    rows = Client().get("/contests/week.json?table=teams").json()["rows"]
    assert [(row["id"], row["rank"], row["out"]) for row in rows if row["id"] == "sh"] == [("sh", None, "disqualified")]
    ann.post("/contests/week/appeal/", {"why": "They are ours."})
    number = next(act.ordinal for act in ledger.acts("week") if act.verb == "appeal")
    assert (
        bo.post("/contests/week/answer/", {"number": number, "granted": "yes", "why": "So they are."}).status_code
        == 302
    )
    assert "You stand at rank 1" in ann.get("/contests/week/").content.decode()


def test_what_verifies_certificates_takes_no_more_than_a_certificate(workspace):
    for sent in ({"file": SimpleUploadedFile("c.json", b"x" * 400_000)}, {"credential": "x" * 400_000}):
        response = Client().post("/certificates/verify/", sent, headers={"accept-language": "zh-hans"})
        assert response.status_code == 413
        assert faults(response) == ["超过 200 kB，证书不会这么大。请选择证书文件 credential.json 或 credential.jwt。"]
    for value in HOSTILE:
        assert Client().post("/certificates/verify/", {"credential": value}).status_code in (200, 400)
    deep = '{"a":' * 20_000 + "1" + "}" * 20_000
    assert Client().post("/certificates/verify/", {"credential": deep}).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/certificates/verify/", {"credential": "x"}).status_code == 403


@pytest.mark.parametrize("verb", certificate_page.VERBS)
def test_acts_about_certificates(verb, workspace):
    path = f"/certificates/own/{verb}/"
    assert Client().post(path).status_code == 302
    for client in (member("ann"), signed_in("root", operator=True), signed_in("eve")):
        for value in HOSTILE:
            names = ("person", "title_en", "title_zh", "says_en", "criteria_en", "links", "why")
            response = client.post(path, dict.fromkeys(names, value), headers={"accept-language": "zh-hans"})
            assert response.status_code in (302, 400, 403), value[:20]
            if response.status_code != 302:
                (said,) = faults(response)
                assert has_han(said), said
                assert len(said) < 600


def test_acts_about_the_life_cycle(workspace):
    names = ("group", "kind", "verb", "title", "why", "reason", "into", "slug", "name", "number", "months", "until")
    for client in (member("ann"), member("bo"), signed_in("root", operator=True)):
        for value in HOSTILE:
            for path in ("/lifecycle/new/", "/lifecycle/1/withdraw/", "/lifecycle/1/apply/"):
                response = client.post(path, dict.fromkeys(names, value))
                assert response.status_code in (302, 400, 403, 404, 405), (path, value[:20])
    assert Client().post("/lifecycle/new/").status_code == 302


def test_nothing_is_done_after_the_window(workspace):
    ann, bo = member("ann"), member("bo")
    homes, later = house().homes(), clock().replace(year=clock().year + 1)
    ann.post("/contests/week/enter/", {"city": "sh"})
    seen = contests.seen(homes, "week", later)
    assert seen.stage == "review"
    assert bo.post("/contests/week/approve/").status_code == 400
    assert bo.post("/contests/week/certify/", headers={"accept-language": "zh-hans"}).status_code == 400
