"""Somebody who is hidden is named on no page, twin, chart, search or link: every address of the portal is walked."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from folkmoot.lake.append import append_events, append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.ledger import corrections
from folkmoot.model.actor import Actor
from folkmoot.model.event import Event, Sighting, stable_id
from folkmoot.model.people import mail_account
from folkmoot.web.house import house
from tests.web.cast import make_community

pytestmark = pytest.mark.django_db

SHELL = Actor("cli:root", operator=True)
MAIL = mail_account("bo@example.org")
NAMES = (
    "bo maintainer",
    "robert m. aintainer",
    "gitee:bo",
    "github:bo-gh",
    "bo-gh",
    "波先生",
    MAIL[:17],
    "people/bo",
    "gitee.com/bo",
)
ALONE = re.compile(r"(?<![\w-])bo(?![\w-])", re.IGNORECASE)  # the id, which is the login, too

MORE = """\
2026-02-10T02:00  commit.authored  {mail}         gitee:kit/kit@bbb1   by a mail address
2026-02-11T02:00  change.opened    github:bo-gh   gitee:kit/kit!9      Bo Maintainer mends it
2026-02-12T02:00  change.reviewed  gitee:ann      gitee:kit/kit!9      Review for @bo
2026-02-13T02:00  issue.opened     gitee:cy       gitee:kit/kit#8      bo-gh, Robert M. Aintainer, broke the build
2026-02-14T02:00  repo.forked      gitee:bo       gitee:kit/kit        bo/kit
"""


def more_events() -> list[Event]:
    found = []
    for line in MORE.format(mail=MAIL).splitlines():
        at, kind, actor, subject, *title = line.split()
        extra = {"title": " ".join(title), "fork": "gitee:bo/kit", "merged_by": "gitee:bo"}
        found.append(
            Event(stable_id(kind, subject, "more"), datetime.fromisoformat(at), kind, actor, "gitee:kit/kit", subject,
                  source="gitee", url=f"https://gitee.com/{'bo/kit' if actor == 'gitee:bo' else 'kit/kit'}", extra=extra)
        )  # fmt: skip
    return found


@pytest.fixture
def hidden(tmp_path, monkeypatch) -> str:
    """Bo, who maintains the compiler group, is hidden; returns the pseudonym."""
    workspace = make_community(tmp_path)
    charter = tmp_path / "charter"
    declared = (charter / "community.yaml").read_text("utf-8")
    declared = declared.replace(
        'accounts: ["gitee:bo"]}', f'aliases: ["波先生"], accounts: ["gitee:bo", "github:bo-gh", "{MAIL}"]}}'
    )
    declared += "proposals: [{id: MEP-1, title: Faster, group: compiler, authors: [bo], status: draft}]\n"
    (charter / "community.yaml").write_text(declared, "utf-8")
    with (charter / "compiler.md").open("a", encoding="utf-8") as file:
        file.write("\nLed by Bo Maintainer ([@bo](https://gitee.com/bo)), 由波先生主持。\n")
    lake = Lake.at(workspace / "lake")
    append_events(lake, more_events())
    append_sightings(lake, [Sighting("github:bo-gh", "Robert M. Aintainer")])
    monkeypatch.setenv("MOOT_WORKSPACE", str(workspace))
    corrections.record("hide", "bo", actor=SHELL, why="asked for it")
    return house().homes().faces.name_of("bo")


def addresses(pseudonym: str) -> list[str]:
    """Return every address of the portal that takes no more than a group or a person, each with its useful queries."""
    values = {"slug": ["compiler", "empty"], "ident": ["ann", "gitee:cy", pseudonym], "version": ["1"],
              "family": ["people"], "name": ["d2_people"], "report": ["onion"]}  # fmt: skip
    found = []
    for pattern in _patterns(get_resolver().url_patterns):
        found.extend(f"/{variant}" for variant in _filled(str(pattern.pattern), values))
    queries = [
        "/activity.json?by=person", "/activity.json?by=account", "/activity.csv?by=account", "/activity/?by=person",
        "/events.csv?kind=change.merged", f"/events/?person={pseudonym}", f"/events.csv?person={pseudonym}",
        "/events.json?group=compiler", "/people.csv?q=a", "/people.json?sort=name", "/?wall=1", "/groups.csv",
        "/groups/compiler.csv?part=people", "/search.json?q=a", "/search/suggest/?q=anon", "/data/matching.csv",
        "/people/?lang=zh", "/groups/compiler/?lang=zh", "/data/findings.csv", "/search.json?q=compiler",
        "/ask/levels.json?level=d2", "/ask/onion/?role=core", f"/ask/counted/?id={pseudonym}", "/compare.json?by=org",
    ]  # fmt: skip
    return [*dict.fromkeys([*found, *queries])]


def _patterns(patterns) -> list[URLPattern]:
    found = []
    for one in patterns:
        found += _patterns(one.url_patterns) if isinstance(one, URLResolver) else [one]
    return found


def _filled(route: str, values: dict[str, list[str]]) -> list[str]:
    match = re.search(r"<(?:\w+:)?(\w+)>", route)
    if match is None:
        return [route]
    found = []
    for value in values.get(match[1], []):
        found += _filled(route.replace(match[0], quote(value)), values)
    return found


def words_of(answer) -> str:
    """Return what an answer says; a Parquet file says its cells."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "parquet" in answer["Content-Type"]:
        table = pq.read_table(io.BytesIO(body))
        return f"{table.schema.metadata} {table.to_pylist()}"
    return body.decode()


def named_in(page: str, pseudonym: str) -> list[str]:
    lowered = page.replace(pseudonym, "").lower()
    return [name for name in NAMES if name in lowered] + ALONE.findall(lowered)


def test_before_hiding_the_walk_finds_the_names(hidden):
    """The walk itself is right: it finds what it looks for while Bo is named."""
    (made,) = corrections.current()
    corrections.undo(made.id, actor=SHELL, why="named again")
    client = Client()
    said = [client.get(address).content.decode() for address in ("/groups/compiler/", "/people.csv", "/events.json")]
    assert all(named_in(page, "") for page in said)


def test_no_page_and_no_twin_names_who_is_hidden(hidden):
    client, walked, leaks = Client(), 0, {}
    for address in addresses(hidden):
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.status_code == 200 and "javascript" not in answer["Content-Type"]:
            walked += 1
            if found := named_in(words_of(answer), hidden):
                leaks[address] = found
    assert leaks == {}
    assert walked > 50


def test_who_is_hidden_is_found_by_the_pseudonym_alone(hidden):
    client = Client()
    for said in ("bo", "gitee:bo", "github:bo-gh", MAIL):
        assert client.get(f"/people/{said}/").status_code == 404
        assert client.get(f"/people/{said}.json").status_code == 404
        assert client.get("/events.json", {"person": said}).status_code == 400
        for page in ("/search.json", "/people.json", "/search/suggest/"):
            rows = client.get(page, {"q": said}).content.decode()
            assert hidden not in rows, page
            assert "Bo Maintainer" not in rows, page
    assert client.get(f"/people/{hidden}/").status_code == 200
    assert client.get("/search.json", {"q": hidden}).json()["found"] == 1


def test_answers_of_the_command_line_and_python_hide_too(hidden):
    answers = [house().ask("people"), house().ask("group", id="compiler"), house().ask("events")]
    assert not any(named_in(str(answer.rows), hidden) for answer in answers)


def test_the_folder_of_the_workspace_is_no_page():
    assert Client().get(f"/{Path('folkmoot.toml')}").status_code == 404
