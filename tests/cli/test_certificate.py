"""``moot certificate`` and ``moot verify`` of certificates, as somebody with a shell types them."""

from __future__ import annotations

import json

import pytest

from folkmoot.lake.append import append_events
from folkmoot.wiring.house import House
from tests.cli.conftest import Moot
from tests.reports.facts import events_of

CHARTER = """\
community: {name: Kit, zone: UTC}
people: [{id: ann, name: Ann Author, accounts: [gitee:ann]}]
"""


@pytest.fixture
def kit(workspace, tmp_path, monkeypatch):
    for name in ("MOOT_CERTIFICATE_KEY", "MOOT_CERTIFICATE_RSA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    path = workspace.folder / "folkmoot.toml"
    path.write_text('address = "https://moot.example.org"\n' + path.read_text("utf-8"), "utf-8")
    return workspace


def test_from_a_number_to_a_certificate_that_is_verified_offline_and_revoked(kit, tmp_path):
    assert kit("certificate", "number", "ann") == "SI000001-7\n"
    assert "criteria" in kit("certificate", "issue", "ann", "Wrote the guide", code=2)
    words = ("certificate", "issue", "ann", "Wrote the guide", "--criteria", "As the team saw it.", "--why", "A year.")
    ident = kit(*words).strip()
    for form in ("json", "jwt", "svg", "pdf"):
        kit("certificate", "export", ident, "--out", tmp_path / f"one.{form}")
    assert "no form" in kit("certificate", "export", ident, "--out", tmp_path / "one.doc", code=2)
    (tmp_path / "did.json").write_text(kit("certificate", "keys"), "utf-8")

    (tmp_path / "elsewhere").mkdir()
    anybody = Moot(tmp_path / "elsewhere")
    for form in ("json", "jwt"):
        said = anybody("verify", tmp_path / f"one.{form}", "--keys", tmp_path / "did.json")
        assert "The certificate is genuine." in said
    assert "no list of keys" in anybody("verify", tmp_path / "one.jwt", "--keys", tmp_path / "one.json", code=2)
    assert "--keys" in anybody("verify", tmp_path / "one.json", code=2)

    changed = json.loads((tmp_path / "one.json").read_text("utf-8"))
    changed["validFrom"] = "2001-01-01T00:00:00Z"
    (tmp_path / "bad.json").write_text(json.dumps(changed), "utf-8")
    assert "changed after it was signed" in kit(
        "verify", tmp_path / "bad.json", code=1
    )  # with the workspace's own keys

    assert "It is not revoked." in kit("verify", tmp_path / "one.json")  # the ledger is at hand
    assert "is revoked" in kit("certificate", "revoke", ident, "--why", "Copied.")
    for form in ("json", "jwt"):
        assert "Copied." in kit("verify", tmp_path / f"one.{form}", code=1)
    assert "1 revoked" in kit("certificate", "list")
    assert kit("certificate", "level", "ann", "GT", "--why", "Agreed.") == "GT000001-7\n"
    kit("certificate", "rotate", "--why", "Once a year.")
    (tmp_path / "new.json").write_text(kit("certificate", "keys"), "utf-8")
    words = ("verify", tmp_path / "one.jwt", "--keys", tmp_path / "new.json")
    assert "The certificate is genuine." in anybody(*words)  # by the key that is retired
    assert kit("certificate", "due") == "0 done.\n"


def test_due_lists_what_stands_on_reverted_work_until_it_is_kept(kit, tmp_path):
    append_events(House(kit.folder).lake, list(events_of("2026-01-05T08:00  change.merged  kit!1  ann")))
    kit("certificate", "number", "ann")
    ident = kit("certificate", "due").split("certificate ")[1].partition(":")[0]
    revert = '2026-02-05T08:00  change.merged  kit!9  bo  reverts="gitee:example/kit!1"'
    append_events(House(kit.folder).lake, list(events_of(revert)))
    said = kit("certificate", "due")
    assert said.startswith(f"0 done.\n! {ident} Ann Author, Level ST: Second level: Work behind it was reverted")
    assert "所依据的工作已被回退" in kit("certificate", "due", "--lang", "zh")
    assert "for a reason" in kit("certificate", "keep", ident, code=2)
    assert "holds all the same" in kit("certificate", "keep", ident, "--why", "It went in again.")
    assert kit("certificate", "due") == "0 done.\n"
    assert "waits for a decision" in kit("certificate", "keep", ident, "--why", "Again.", code=2)
