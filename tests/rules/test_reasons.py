"""Reasons in words."""

from __future__ import annotations

from folkmoot.model.identity import Reason
from folkmoot.rules.reasons import said


def test_reasons_are_said_in_both_languages():
    name = said(Reason("gitee:ann", "mail:1", "name", "ann author · gitee:example/kit"))
    assert name.en == "both are called “ann author” in gitee:example/kit"
    assert "gitee:example/kit" in name.zh
    assert said(Reason("a", "b", "name", "ann author")).en == "both are called “ann author”"
    assert said(Reason("a", "b", "declared", "people.yaml:3")).en == "the charter declares this account (people.yaml:3)"
    assert said(Reason("a", "b", "declared", "")).en == "the charter declares this account"
    assert said(Reason("a", "b", "merged-branch", "12")).zh == "该账号被合入的分支包含该邮箱的提交（变更数：12）"
    assert said(Reason("a", "b", "odd", "x")).en == "odd: x"
