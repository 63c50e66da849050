"""Checks of the mappings of dropped files."""

from __future__ import annotations

CHECKS = ("drop-outside", "drop-brings-nothing", "drop-kind", "drop-name-as-login", "drop-pattern")


def test_what_is_right_is_not_found_fault_with(found, charter):
    """
    community: {name: Example}
    drops:
      - {name: zoom, files: "zoom/*.csv", preset: zoom}
      - {name: chat, files: "**/*.json", at: "{日期|@day}", subject: "wechat:{群}", zone: Asia/Shanghai,
         numbers: [{name: members, value: "{人数}"}], labels: {region: "{地区}"}}
      - {name: sheet, files: "*.csv", kind: meeting.attended, at: "{time}", actor: {forge: gitee, login: "{Gitee username}", name: "{Name}"}}
    """
    assert [drop.name for drop in charter.drops] == ["chat", "sheet", "zoom"]
    assert charter.drops[0].labels == {"region": "{地区}"}
    assert not charter.findings
    assert not [line for check in CHECKS for line in found(check)]


def test_what_is_wrong(found):
    """
    community: {name: Example}
    drops:
      - {name: a, files: ../x.csv, preset: zoom}
      - {name: b, files: /etc/passwd, preset: zoom}
      - {name: c, files: c.csv}
      - {name: d, files: d.csv, kind: meeting.atended, at: "{time"}
      - {name: e, files: e.csv, kind: meeting.attended, at: time, zone: Asia/Nowhere, actor: {forge: gitee, login: "{姓名}", names: github}}
    """
    assert [line[0] for line in found("drop-outside")] == ["3", "4"]
    assert found("drop-brings-nothing") == ["5 c brings neither events nor numbers.", "5 c brings no moment."]
    assert found("drop-kind") == ["6 'meeting.atended' of d is no kind of event."]
    assert found("drop-name-as-login") == [
        "7 e makes accounts of github out of names.", "7 e reads '姓名' as logins of gitee."
    ]  # fmt: skip
    assert found("drop-pattern") == [
        "6 The braces of '{time' (at) of d do not match.",
        "7 'at' of e names no column, so all rows would be of one moment.",
        "7 There is no time zone 'Asia/Nowhere'.",
    ]
