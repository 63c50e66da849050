"""What is read again after a delivery is the very same as what the streams read."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.model.facts import Touched
from folkmoot.sources.gitee.reread import Reread
from tests.sources.contract import NOW, Kept, read_all
from tests.sources.gitee.server import Server

WORDS = {"gitee": ("I5XYZ", "I5XZA", "I6AB0"), "gitcode": ("1", "2")}


@pytest.mark.parametrize("forge", ["gitee", "gitcode"])
def test_reading_everything_again_equals_the_streams(forge):
    whole, again, server = read_all(Server(forge).streams()), Kept(), Server(forge)
    reread = Reread(server.gitee())
    repo = f"{forge}:example/kit"
    for change in server.data["repos/example/kit/pulls"]:
        again.take(reread.facts(Touched(repo, "change", str(change["number"])), NOW))
    for number in WORDS[forge]:
        again.take(reread.facts(Touched(repo, "issue", number), NOW))
    again.take(reread.facts(Touched(repo, "repository"), NOW))
    assert again == whole


def test_what_is_gone_tells_nothing():
    reread = Reread(Server().gitee())
    for what, number in (("change", "99"), ("issue", "I0"), ("issue", "i5xyz")):
        assert len(reread.facts(Touched("gitee:example/kit", what, number), NOW)) == 0
    assert len(reread.facts(Touched("gitee:example/other", "repository"), NOW)) == 0


@pytest.mark.parametrize(
    ("repo", "what", "number"),
    [("github:example/kit", "change", "1"), ("gitee:example", "change", "1"), ("gitee:example/kit", "change", "../x"),
     ("gitee:example/kit", "change", ""), ("gitee:example/kit", "user", "1"), ("gitee:a/b/c", "repository", ""),
     ("gitee:../..", "repository", "")],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(repo, what, number):
    server = Server()
    with pytest.raises(BadInput):
        Reread(server.gitee()).facts(Touched(repo, what, number), NOW)
    assert not server.asked
