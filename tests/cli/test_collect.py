"""moot collect, as scripts use it."""

import json

from tests.gits import Git


def kit_at(folder, name="kit"):
    kit = Git(folder / name)
    kit.commit("One", {"a": "1"})
    return kit


def test_normal_bare_and_bundled_repositories_are_read(workspace, tmp_path):
    kit = kit_at(tmp_path)
    kit("clone", "-q", "--bare", str(kit.folder), str(tmp_path / "bare.git"))
    kit("bundle", "create", "-q", str(tmp_path / "tied.bundle"), "--all")
    told = json.loads(workspace("collect", "git", "../kit", "../bare.git", "../tied.bundle", "--format", "json"))
    assert [(row["repo"], row["commits"], row["added"]) for row in told["rows"]] == [
        ("git:kit", 1, 1), ("git:bare", 1, 1), ("git:tied", 1, 1),
    ]  # fmt: skip
    again = json.loads(workspace("collect", "--format", "json"))
    assert [(row["commits"], row["seconds"] < 1) for row in again["rows"]] == [(0, True)] * 3
    assert again["failed"] == []


def test_a_table_tells_what_was_new(workspace, tmp_path):
    kit_at(tmp_path)
    said = workspace("collect", "git", "../kit", "--as", "gitee:example/kit")
    assert "gitee:example/kit" in said
    assert "new events" in said


def test_what_cannot_be_read_is_a_sentence_each_and_the_rest_is_read(workspace, tmp_path):
    kit_at(tmp_path)
    (tmp_path / "broken.bundle").write_text("hello")
    said = " ".join(
        workspace("collect", "git", "../absent", "../broken.bundle", "../kit", "--format", "json", code=2).split()
    )
    assert f"moot: {tmp_path}/absent: nothing is there. Correct the path." in said
    assert f"moot: {tmp_path}/broken.bundle: this file is no git bundle." in said
    assert "Traceback" not in said
    (row,) = json.loads(workspace("collect", "--format", "json"))["rows"]
    assert row["repo"] == "git:kit"


def test_a_source_that_went_away_fails_alone(workspace, tmp_path):
    kit_at(tmp_path)
    gone = kit_at(tmp_path, "gone")
    workspace("collect", "git", "../kit", "../gone")
    gone.folder.rename(tmp_path / "elsewhere")
    assert f"{gone.folder}: nothing is there." in " ".join(workspace("collect", code=2).split())


def test_a_name_is_for_one_path(workspace, tmp_path):
    kit_at(tmp_path)
    assert "one path at a time" in workspace("collect", "git", "../kit", "../kit", "--as", "git:x", code=2)


def test_without_a_source_the_way_to_add_one_is_told(workspace):
    assert json.loads(workspace("collect", "--format", "json")) == {"rows": [], "failed": []}


def test_collecting_brings_up_no_django(workspace, tmp_path):
    kit_at(tmp_path)
    (tmp_path / "w" / "ledger.sqlite3").unlink()
    workspace("collect", "git", "../kit")
    assert not (tmp_path / "w" / "ledger.sqlite3").exists()


def test_a_source_that_is_set_up_wrongly_lets_the_others_be_read(workspace, tmp_path):
    (tmp_path / "list.mbox").write_text(
        "From ann@example.org Thu Jan  1 00:00:00 2026\nFrom: Ann <ann@example.org>\nMessage-ID: <1@example.org>\n"
        "Date: Thu, 01 Jan 2026 10:00:00 +0000\nSubject: Hello\n\nHello.\n"
    )
    with (tmp_path / "w" / "folkmoot.toml").open("a") as settings:
        settings.write(
            f'\n[[github]]\nrepos = ["kit"]\n[[mail]]\nlist = "dev@lists.example.org"\npath = "{tmp_path}/list.mbox"\n'
        )
    said = workspace("collect", "--format", "json", code=2)
    assert "'kit' is no repository of GitHub" in said
    again = json.loads(workspace("collect", "mail", "--format", "json"))
    assert [(row["source"], row["added"], row["complete"]) for row in again["rows"]] == [("mail", 0, True)]
