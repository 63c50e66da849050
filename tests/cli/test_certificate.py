"""``moot certificate`` and ``moot verify`` of certificates, as somebody with a shell types them."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Moot

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

    assert "is revoked" in kit("certificate", "revoke", ident, "--why", "Copied.")
    assert "1 revoked" in kit("certificate", "list")
    assert kit("certificate", "level", "ann", "GT", "--why", "Agreed.") == "GT000001-7\n"
    kit("certificate", "rotate", "--why", "Once a year.")
    assert "The certificate is genuine." in kit("verify", tmp_path / "one.jwt")  # by the key that is retired
    assert kit("certificate", "due") == "0 done.\n"
