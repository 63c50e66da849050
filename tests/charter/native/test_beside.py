"""``folkmoot.yaml`` beside the files of another dialect."""

from __future__ import annotations

from folkmoot.charter.native.writer import write_native
from folkmoot.charter.reader import read_charter


def test_drops_and_skips_beside_another_dialect(charter, tmp_path):
    """
    # file: sigs.yaml
    sigs:
      - {dir: sig-kit, name: Kit, mission_statement: Makes tools., label: kit}
    # file: folkmoot.yaml
    skip:
      - {check: empty-mission, reason: Not yet.}
    drops:
      - {name: zoom, files: "zoom/*.csv", preset: zoom}
      - {name: zoom, files: "other/*.csv", preset: zoom}
      - {name: chat, files: "*.csv", presett: numbers}
    gruops: []
    """
    assert charter.dialect == "kubernetes"
    assert [(drop.name, drop.files) for drop in charter.drops] == [("chat", "*.csv"), ("zoom", "zoom/*.csv")]
    assert [skip.check for skip in charter.skips] == ["empty-mission"]
    assert {(finding.check, finding.place.line) for finding in charter.findings if finding.place.path == "folkmoot.yaml"} == {
        ("declared-twice", 5), ("unknown-field", 6), ("unknown-field", 7)
    }  # fmt: skip
    assert read_charter(write_native(charter, tmp_path / "native")).drops == charter.drops


def test_a_list_is_needed(charter):
    """
    # file: sigs.yaml
    sigs:
      - {dir: sig-kit, name: Kit, mission_statement: Makes tools., label: kit}
    # file: folkmoot.yaml
    drops: {name: zoom, files: "*"}
    """
    assert not charter.drops
    assert "'drops' must hold a list; it is not read." in [finding.says.en for finding in charter.findings]
