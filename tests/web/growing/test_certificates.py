"""Certificates in the portal: one's own number, the list, one with its files, verifying, revoking, and what is published."""

from __future__ import annotations

import json
from pathlib import Path

import jwt
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.jobs import leveling
from folkmoot.jobs.correct import correct
from folkmoot.lake.append import append_events
from folkmoot.ledger import certificates as ledger
from folkmoot.ledger import users
from folkmoot.model.certificate import Certificate
from folkmoot.rules import data_integrity, status_list
from folkmoot.rules.community_number import spelled
from folkmoot.rules.multibase import from_multikey
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.wiring.certifying import due
from folkmoot.wiring.workspace import make_workspace
from tests.reports.facts import events_of
from tests.web.accounts.cast import SHELL, signed_in

pytestmark = pytest.mark.django_db

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: Asia/Shanghai}
people:
  - {id: ann, name: Ann Author, accounts: [gitee:ann]}
  - {id: bo, name: Bo Maintainer}
  - {id: cy, name: Cy Outsider}
groups: [{kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: maintainer}]}]
"""
FORM = {
    "person": "ann", "title_en": "Wrote <b>the guide</b>", "title_zh": "编写指南", "criteria_en": "As the team saw it.",
    "why": "A year of work.", "links": "https://example.org/guide",
}  # fmt: skip


@pytest.fixture(autouse=True)
def portal(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # not what is tested here
    charter = tmp_path / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(CHARTER, "utf-8")
    folder = make_workspace(tmp_path / "w", charter)
    with (folder / "folkmoot.toml").open("a", encoding="utf-8") as file:
        file.write('address = "https://moot.example.org"\n')
    for name in ("MOOT_CERTIFICATE_KEY", "MOOT_CERTIFICATE_RSA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOOT_WORKSPACE", str(folder))


def member(name: str) -> Client:
    client = signed_in(name)
    users.link(name, name, actor=SHELL, why="told me so")
    return client


def issued(operator: Client) -> Certificate:
    assert operator.post("/certificates/own/issue/", FORM).status_code == 302
    return ledger.every()[0]


def text(client: Client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_number_of_ones_own_is_asked_for_shown_and_hidden() -> None:
    cy, nobody = member("cy"), Client()
    assert "Get my number" in text(cy, "/certificates/")
    assert "Sign in" in text(nobody, "/certificates/")
    assert nobody.post("/certificates/own/request/").status_code == 302  # to the sign-in
    assert signed_in("eve").post("/certificates/own/request/").status_code == 403
    assert cy.post("/certificates/own/request/").status_code == 302
    number = spelled(1, "SI")
    assert number in text(nobody, "/people/cy/")
    assert nobody.get(f"/numbers/{number.lower()}/")["Location"] == "/people/cy/#number"
    assert nobody.get("/numbers/SI000001-0/").status_code == 404  # a wrong digit
    cy.post("/certificates/own/hide/")
    assert number not in text(nobody, "/people/cy/")
    assert number not in text(nobody, "/people/cy.json")
    assert nobody.get(f"/numbers/{number}/").status_code == 404
    assert number in text(cy, "/certificates/")
    cy.post("/certificates/own/show/")
    assert number in text(nobody, "/people/cy/", "zh-hans")


def test_only_operators_certify_and_revoke() -> None:
    operator, ann = signed_in("operator", operator=True), member("ann")
    assert ann.post("/certificates/own/issue/", FORM).status_code == 403
    bad = operator.post("/certificates/own/issue/", {**FORM, "why": ""})
    assert bad.status_code == 400
    assert "As the team saw it." in bad.content.decode()  # nothing that was typed is lost
    assert operator.post("/certificates/own/issue/", {**FORM, "person": "zoe"}).status_code == 400
    one = issued(operator)
    assert ann.post(f"/certificates/{one.ident}/revoke/", {"why": "x"}).status_code == 403
    assert operator.post(f"/certificates/{one.ident}/revoke/", {"why": " "}).status_code == 400
    assert operator.post("/certificates/none/revoke/", {"why": "x"}).status_code == 404
    assert operator.post(f"/certificates/{one.ident}/revoke/", {"why": "It was copied."}).status_code == 302
    for address in ("/certificates/", f"/certificates/{one.ident}/", "/people/ann/"):
        assert "It was copied." in text(Client(), address)
    assert "已吊销" in text(Client(), f"/certificates/{one.ident}/", "zh-hans")
    sheet = text(Client(), f"/certificates/{one.ident}/credential.svg")
    assert "REVOKED" in sheet


def test_one_certificate_tells_all_and_gives_its_files() -> None:
    one, anybody = issued(signed_in("operator", operator=True)), Client()
    page = text(anybody, f"/certificates/{one.ident}/")
    for said in (
        "Wrote &lt;b&gt;the guide",
        "As the team saw it.",
        "A year of work.",
        "https://example.org/guide",
        "The signature fits",
    ):
        assert said in page, said
    assert "编写指南" in text(anybody, f"/certificates/{one.ident}/", "zh-hans")
    assert text(anybody, f"/certificates/{one.ident}/credential.json") == one.document
    assert text(anybody, f"/certificates/{one.ident}/credential.jwt") == one.jwt
    assert "&lt;b&gt;" in text(anybody, f"/certificates/{one.ident}/credential.svg")
    paper = anybody.get(f"/certificates/{one.ident}/credential.pdf")
    assert paper.content.startswith(b"%PDF")
    assert anybody.get("/certificates/none/").status_code == 404
    assert anybody.get("/certificates/none/credential.json").status_code == 404
    assert json.loads(text(anybody, "/certificates.json"))["rows"][0]["ident"] == one.ident


def test_what_is_published_verifies_everything_without_us() -> None:
    one, anybody = issued(signed_in("operator", operator=True)), Client()
    did = anybody.get("/.well-known/did.json")
    assert did["Access-Control-Allow-Origin"] == "*"
    methods = {method["id"]: method for method in did.json()["verificationMethod"]}
    document = json.loads(one.document)
    public = from_multikey(methods[document["proof"][0]["verificationMethod"]]["publicKeyMultibase"])
    assert data_integrity.fits(document, public)
    kid = jwt.get_unverified_header(one.jwt)["kid"]
    keys = {each["kid"]: each for each in anybody.get("/.well-known/jwks.json").json()["keys"]}
    assert jwt.decode(one.jwt, jwt.PyJWK(keys[kid]).key, algorithms=["RS256"])["jti"] == document["id"]
    assert kid in methods
    entry = document["credentialStatus"]
    told = anybody.get(entry["statusListCredential"].removeprefix("https://moot.example.org")).json()
    assert data_integrity.fits(told, public)
    assert not status_list.is_set(told["credentialSubject"]["encodedList"], int(entry["statusListIndex"]))
    assert anybody.get("/certificates/status/2/").status_code == 404
    assert did.json()["id"] in text(anybody, "/certificates/issuer/")


def test_anybody_verifies_what_somebody_shows() -> None:
    one, anybody = issued(signed_in("operator", operator=True)), Client()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/certificates/verify/", {"credential": one.jwt}).status_code == 403
    for said in (one.document, one.jwt):
        assert "genuine and holds" in anybody.post("/certificates/verify/", {"credential": said}).content.decode()
    file = SimpleUploadedFile("certificate.json", one.document.encode())
    assert "genuine and holds" in anybody.post("/certificates/verify/", {"file": file}).content.decode()
    changed = json.loads(one.document)
    changed["credentialSubject"]["achievement"]["name"] = "Chair of everything"
    page = anybody.post("/certificates/verify/", {"credential": json.dumps(changed)}).content.decode()
    for said in (
        "Do not rely",
        "changed after it was signed",
        "credentialSubject.achievement.name",
        "Chair of everything",
    ):
        assert said in page, said
    for said in ("garbage", "{", "eyJ.x.y", one.document[:-40]):
        page = anybody.post("/certificates/verify/", {"credential": said})
        assert (page.status_code, "Do not rely" in page.content.decode()) == (200, True)
    assert anybody.post("/certificates/verify/", {}).status_code == 400
    for size in (201_000, 400_000):
        large = anybody.post("/certificates/verify/", {"file": SimpleUploadedFile("large.json", b"x" * size)})
        assert (large.status_code, "larger than 200 kB" in large.content.decode()) == (413, True)


def test_who_asks_not_to_be_named_is_not() -> None:
    operator = signed_in("operator", operator=True)
    one, anybody = issued(operator), Client()
    correct(house().homes().identity, "hide", "ann", actor=SHELL, why="asked for it")
    for address in (
        "/certificates/",
        "/certificates.json",
        f"/certificates/{one.ident}/",
        f"/certificates/{one.ident}.json",
    ):
        assert "Ann Author" not in text(anybody, address), address
    for form in ("json", "jwt", "svg", "pdf"):
        assert anybody.get(f"/certificates/{one.ident}/credential.{form}").status_code == 403

    assert operator.get(f"/certificates/{one.ident}/credential.json").status_code == 200
    guess = {"@context": [], "id": json.loads(one.document)["id"], "proof": {"type": "x"}}
    page = anybody.post("/certificates/verify/", {"credential": json.dumps(guess)}).content.decode()
    assert "Ann Author" not in page  # whoever knows an id learns no name from it


def test_a_number_that_was_given_is_kept_when_somebody_leaves(tmp_path: Path) -> None:
    leveling.give(house().homes(), "ann", actor=SHELL, now=clock())
    (tmp_path / "charter" / "community.yaml").write_text(
        CHARTER.replace("  - {id: ann, name: Ann Author, accounts: [gitee:ann]}\n", ""), "utf-8"
    )
    assert leveling.give(house().homes(), "cy", actor=SHELL, now=clock()).serial == 2
    assert "2 community numbers" in text(Client(), "/certificates/")


def test_a_portal_that_moved_still_verifies_what_it_issued_before(settings, monkeypatch) -> None:
    one, anybody = issued(signed_in("operator", operator=True)), Client()
    file = house().folder / "folkmoot.toml"
    file.write_text(file.read_text("utf-8").replace("moot.example.org", "moot.example.net"), "utf-8")
    monkeypatch.setattr("folkmoot.web.house._opened", {})  # as after a new start
    for said in (one.document, one.jwt):
        page = anybody.post("/certificates/verify/", {"credential": said}).content.decode()
        for words in ("genuine and holds", "did:web:moot.example.org", "did:web:moot.example.net"):
            assert words in page, words
    page = text(anybody, f"/certificates/{one.ident}/", "zh-hans")
    assert "签名吻合" in page
    assert "在原地址时的名称" in page
    assert f"https://moot.example.net/certificates/{one.ident}/" in text(
        anybody, f"/certificates/{one.ident}/credential.svg"
    )
    assert "https://moot.example.org" in text(anybody, "/certificates/issuer/")
    assert "did:web:moot.example.org#" in text(anybody, "/.well-known/jwks.json")
    settings.ALLOWED_HOSTS = ["moot.example.org", "testserver"]
    for host, own in (("moot.example.org", "did:web:moot.example.org"), ("testserver", "did:web:moot.example.net")):
        document = anybody.get("/.well-known/did.json", headers={"host": host}).json()
        assert document["id"] == own
        told = anybody.get("/certificates/status/1/", headers={"host": host}).json()
        assert told["issuer"] == own
        assert told["id"].startswith(f"https://{own.rpartition(':')[2]}/")


class TestRevertedWork:
    """Ann has a certificate of a level for a merged change, which Bo reverts."""

    @pytest.fixture
    def one(self) -> Certificate:
        house().lake.create()
        append_events(house().lake, list(events_of("2026-01-05T08:00  change.merged  kit!1  ann")))
        leveling.give(house().homes(), "ann", actor=SHELL, now=clock())
        list(due(house(), clock()))
        revert = '2026-02-05T08:00  change.merged  kit!9  bo  reverts="gitee:example/kit!1"'
        append_events(house().lake, list(events_of(revert)))
        return ledger.about("level/1/st")

    def test_operators_are_told_where_they_look_and_nobody_else_is(self, one: Certificate) -> None:
        operator, ann, page = signed_in("operator", operator=True), member("ann"), f"/certificates/{one.ident}/"
        for address in ("/account/", "/certificates/", page):
            assert "Work behind" in text(operator, address), address
            assert "Work behind" not in text(ann, address), address
        for address in ("/certificates/", page):
            assert "Work behind" not in text(Client(), address)
            assert "所依据的工作已被回退" in text(operator, address, "zh-hans")
        shown = text(operator, page)
        for said in (
            "https://gitee.com/gitee:example/kit!1",
            "https://gitee.com/gitee:example/kit!9",
            "0 of 1 change",
            "Work behind it was reverted: gitee:example/kit!1 on 2026-02-05 by gitee:example/kit!9. Without it:",
            "所依据的工作已被回退：gitee:example/kit!1",
        ):
            assert said in shown, said
        assert Client().get("/ask/certificates-due/").status_code == 404

    def test_revoked_its_page_says_why_and_nothing_waits(self, one: Certificate) -> None:
        operator, page = signed_in("operator", operator=True), f"/certificates/{one.ident}/"
        assert operator.post(f"{page}revoke/", {"why": "Reverted by kit!9."}).status_code == 302
        assert "Reverted by kit!9." in text(Client(), page)
        assert "Work behind" not in text(operator, "/certificates/")

    def test_kept_with_a_reason_nothing_waits(self, one: Certificate) -> None:
        operator, page = signed_in("operator", operator=True), f"/certificates/{one.ident}/"
        assert member("ann").post(f"{page}keep/", {"why": "mine"}).status_code == 403
        assert operator.post(f"{page}keep/", {"why": " "}).status_code == 400
        assert operator.post(f"{page}keep/", {"why": "It went in again."}).status_code == 302
        assert "Work behind" not in text(operator, page)
        assert operator.post(f"{page}keep/", {"why": "Again."}).status_code == 400, "nothing waits any more"
