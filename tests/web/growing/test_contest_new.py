"""The form that sets up a contest, of both kinds: looked at first, faults at their fields in both languages, then declared."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.charter.reader import read_charter
from folkmoot.jobs.judging.judge import judge
from folkmoot.ledger import contests as ledger
from folkmoot.web.house import house
from folkmoot.wiring.judging import bench_of
from tests.jobs.entries import packed
from tests.web.growing.test_contests import day, member, shown, workspace

pytestmark = pytest.mark.django_db
__all__ = ["workspace"]
CITY, ENTRIES = "/contests/new/?like=city", "/contests/new/?like=entries"
COMMON = {
    "title_en": "Winter hunt", "title_zh": "冬季捉虫", "group": "shanghai", "begins": "2027-01-04", "ends": "2027-01-17",
    "prize_0": "A board / 开发板", "prize_table_0": "people", "prize_ranks_0": "3", "indicator": "new_people",
}  # fmt: skip
FORM = {
    **COMMON, "teams": "city", "cities": "Shanghai, 上海, 2027-01-05\nBeijing, 北京", "ties": "rules",
    "title_0": "Star / 点赞", "kind_0": "repo.starred", "points_0": "10", "each_0": "5", "verify_0": "automatic",
    "title_1": "Bug fixed", "kind_1": "change.merged", "points_1": "100.5", "label_1": "kind/bug", "verify_1": "review",
    "guard_withdrawn-star": "on", "days_withdrawn-star": "9", "guard_first-star": "on", "guard_self-merged": "on",
    "guard_reverted": "on", "days_reverted": "7",
}  # fmt: skip
QUIZ = {**COMMON, "title_en": "Quiz", "teams": "none", "evaluator": "share", "threshold": "0.5", "a_day_quota": "3",
        "upload_limit": "1", "unpacked_limit": "5"}  # fmt: skip


def declared(folder: Path, name: str):
    return read_charter(folder.parent / "charter").contest_by_id.get(name)


def test_an_organiser_sets_up_a_city_contest_with_the_form(workspace):
    bo, cy = member("bo"), member("cy")
    assert "You cannot declare a contest" in shown(cy, CITY)
    assert cy.post(CITY, {**FORM, "declare": "1"}).status_code == 400, "Cy has no group to choose"
    page = shown(bo, CITY)
    assert "Shanghai, 上海" in page, "it begins with a city contest"
    assert 'value="Star / 点赞"' in page, "names of rules keep both languages"
    assert '<option value="shanghai" selected>' in page, "the one group that Bo leads is chosen"
    looked = bo.post(CITY, {**FORM, "look": "1"}).content.decode()
    assert "+- id: winter-hunt-2027" in looked
    assert "100.5 points each" in looked
    assert declared(workspace, "winter-hunt-2027") is None, "looking writes nothing"
    assert bo.post(CITY, {**FORM, "declare": "1"}).headers["Location"] == "/contests/winter-hunt-2027/"
    plan = declared(workspace, "winter-hunt-2027")
    assert [(one.id, one.day) for one in plan.cities] == [("shanghai", "2027-01-05"), ("beijing", "")]
    assert [(one.id, str(one.points), one.verify, one.most_each) for one in plan.scoring] == [
        ("star", "10", "automatic", 5), ("bug-fixed", "100.5", "review", 0),
    ]  # fmt: skip
    assert (plan.scoring[0].title.zh, plan.ties) == ("点赞", ("bug-fixed", "star", "earliest"))
    assert (plan.prizes[0].title.zh, plan.prizes[0].ranks, plan.guards[0].days) == ("开发板", 3, 9)
    shown(Client(), "/contests/winter-hunt-2027/")
    assert bo.post(CITY, {**FORM, "declare": "1"}).status_code == 400, "the name is taken"


@pytest.mark.parametrize(
    ("change", "english", "chinese"),
    [
        ({"ends": "2027-01-01"}, "The end lies before the beginning.", "结束早于开始。"),
        ({"freeze": "2027-02-01"}, "This lies after the end.", "晚于结束。"),
        ({"points_0": "ten"}, "Enter a number.", "输入一个数字。"),
        ({"points_0": "0"}, "How many points, more than 0?", "请填写大于 0 的积分。"),
        ({"kind_1": ""}, "Choose what gives points.", "请选择计分事项。"),
        ({"title_en": "", "title_zh": ""}, "This field is required.", "必填"),
        ({"cities": ""}, "Teams of cities need cities", "按城市组队须列出城市"),
        ({"cities": "Shanghai, 2027-13-45x"}, "Line 1 is not understood.", "第 1 行无法识别"),
        ({"cities": "Shanghai, 上海, 2027-03-01"}, "2027-03-01 is no day of the contest.", "2027-03-01 不在大赛期间。"),
        ({"cities": "Shanghai\nShanghai"}, "Line 2 names Shanghai a second time.", "第 2 行重复了Shanghai。"),
        ({"reviewers": "Bo Maintainer, Nobody"}, "declares nobody called &#x27;Nobody&#x27;", "没有名为“Nobody”的人员"),
        ({"repos_0": "some where"}, "Write it as gitee:owner/name.", "请写作 gitee:owner/name。"),
        ({"zone": "Mars"}, "This is no time zone.", "没有该时区"),
        ({"team_least": "5", "team_most": "2"}, "need more people than it takes", "最多人数小于最少人数"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_in_both_languages(workspace, change, english, chinese):
    bo = member("bo")
    for language, words in (("en", english), ("zh-hans", chinese)):
        answer = bo.post(CITY, {**FORM, **change, "declare": "1"}, headers={"accept-language": language})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert declared(workspace, "winter-hunt-2027") is None


def test_a_contest_begins_and_ends_at_a_time_of_the_day(workspace):
    bo = member("bo")
    evening = {
        **FORM,
        "begins_time": "19:30",
        "ends": "2027-01-04",
        "ends_time": "22:00",
        "freeze_time": "21:00",
        "cities": "Shanghai",
    }
    assert "Write the day, too." in bo.post(CITY, {**evening, "declare": "1"}).content.decode()
    early = bo.post(CITY, {**evening, "freeze": "2027-01-04", "ends_time": "19:00", "declare": "1"})
    assert "The end lies before the beginning." in early.content.decode()
    assert bo.post(CITY, {**evening, "freeze": "2027-01-04", "declare": "1"}).status_code == 302
    plan = declared(workspace, "winter-hunt-2027")
    assert (plan.begins, plan.ends, plan.freeze) == ("2027-01-04 19:30", "2027-01-04 22:00", "2027-01-04 21:00")
    page = shown(bo, "/contests/winter-hunt-2027/")
    assert "22:00" in page
    assert "21:59" not in page, "a time is told as it was written"


def test_people_and_repositories_are_named_as_people_name_them(workspace):
    said = {**FORM, "reviewers": "Bo Maintainer，gitee:ann", "repos_0": "https://gitee.com/Kit/kit, github:kit/docs"}
    bo = member("bo")
    made = bo.post(CITY, {**said, "declare": "1"})
    assert made.status_code == 302, [line for line in made.content.decode().splitlines() if "fault" in line]
    plan = declared(workspace, "winter-hunt-2027")
    assert (plan.reviewers, plan.scoring[0].repos) == (("bo", "ann"), ("gitee:kit/kit", "github:kit/docs"))
    chinese = bo.post(CITY, {**FORM, "title_en": "", "declare": "1"})
    assert chinese.headers["Location"] == "/contests/contest-2027-01-04/", "a title in Chinese alone gives a name, too"


def test_a_submission_contest_without_a_script_of_ones_own(workspace):
    bo, ann = member("bo"), member("ann")
    looked = bo.post(ENTRIES, {**QUIZ, "look": "1"})
    assert looked.status_code == 200, looked.content.decode()
    assert "+++ b/contests/quiz-2027/score.py" in looked.content.decode(), "its scripts come with the change"
    assert bo.post(ENTRIES, {**QUIZ, "declare": "1"}).status_code == 302
    plan = declared(workspace, "quiz-2027")
    assert (plan.kind, plan.evaluation.quota.a_day, plan.evaluation.metrics[0].threshold) == (
        "submissions",
        3,
        Decimal("0.5"),
    )
    assert "contest" not in {one.check.partition("-")[0] for one in house().homes().findings if one.severity == "error"}
    page = shown(bo, "/contests/quiz-2027/")
    assert "The right answers are not here yet" in page
    assert ann.post("/contests/quiz-2027/answers/", {}).status_code == 400
    answers = "编号,答案\n1,cat\n2,dog\n3,cat\n".encode("gb18030")
    assert upload(ann, answers).status_code == 403
    assert upload(bo, answers).status_code == 302
    held = workspace / "hidden" / "quiz-2027" / "answers.csv"
    assert (held.read_text("utf-8"), held.stat().st_mode & 0o777) == ("1,cat\n2,dog\n3,cat\n", 0o600)
    assert [(act.verb, act.content["rows"]) for act in ledger.acts("quiz-2027")] == [("answerkey", 3)]
    page = shown(Client(), "/contests/quiz-2027/", "zh-hans")
    assert "已存入正确答案" in page
    assert "dog" not in page
    assert scored(workspace, plan, "1,cat\n2,cat\n3,cat\n") == ("scored", Decimal("0.6667"))
    assert scored(workspace, plan, "1,cat\n2,dog\n")[0] == "refused", "a case has no answer"
    assert scored(workspace, plan, "1,cat,x\n")[0] == "refused"


def test_numbers_are_compared_exactly(workspace):
    bo = member("bo")
    assert bo.post(ENTRIES, {**QUIZ, "evaluator": "error", "threshold": "", "declare": "1"}).status_code == 302
    assert upload(bo, b"1,two\n").status_code == 400, "the answers must be numbers"
    assert upload(bo, b"a,1.5\nb,2\n").status_code == 302
    plan = declared(workspace, "quiz-2027")
    assert scored(workspace, plan, "a,1.4\nb,2.1\n") == ("scored", Decimal("0.1000"))
    assert scored(workspace, plan, "a,NaN\nb,2\n")[0] == "refused"
    assert scored(workspace, plan, "a,1e999\nb,2\n")[0] == "refused"


def test_a_script_of_the_charter_scores(workspace):
    bo = member("bo")
    own = {
        **QUIZ,
        "evaluator": "own",
        "score": "contests/mine.py",
        "metric_0": "bleu",
        "better_0": "higher",
        "places_0": "2",
    }
    wrong = bo.post(ENTRIES, {**own, "declare": "1"}).content.decode()
    assert "contests/mine.py is not there." in wrong
    (workspace.parent / "charter" / "contests").mkdir()
    (workspace.parent / "charter" / "contests" / "mine.py").write_text("print(1)\n", "utf-8")
    assert bo.post(ENTRIES, {**own, "declare": "1"}).status_code == 302
    assert declared(workspace, "quiz-2027").evaluation.score == "contests/mine.py"
    assert bo.post(CITY, {**FORM, "declare": "1"}).status_code == 302, (
        "the scripts of another contest are no fault of this one"
    )
    for change, words in (({"score": ""}, "Name the script."), ({"metric_0": ""}, "Name what the script measures."),
                          ({"a_day_quota": "9", "in_all_quota": "2"}, "More on a day than in all."),
                          ({"metric_0": "Bleu!"}, "Small letters")):  # fmt: skip
        assert words in bo.post(ENTRIES, {**own, "id": "other", **change}).content.decode()


def test_answers_stand_once_it_has_begun(workspace):
    bo = member("bo")
    said = {**QUIZ, "begins": day(-1), "ends": day(3), "id": "now"}
    assert bo.post(ENTRIES, {**said, "declare": "1"}).status_code == 302
    assert upload(bo, b"1,a\n1,b\n", "now").status_code == 400, "a case has one answer"
    assert upload(bo, b"\x00\x01", "now").status_code == 400
    assert upload(bo, b"x" * 5_200_000, "now").status_code == 413
    assert upload(bo, b"1,a\n", "now").status_code == 302, "forgotten answers may come late"
    late = upload(bo, b"1,b\n", "now", "zh-hans")
    assert late.status_code == 400
    assert "大赛已开始，答案不再改动。" in late.content.decode()
    assert upload(bo, b"1,a\n", "week").status_code == 404, "nothing is handed in there"


def upload(client: Client, content: bytes, name: str = "quiz-2027", language: str = "en"):
    file = SimpleUploadedFile("answers.csv", content, "text/csv")
    return client.post(f"/contests/{name}/answers/", {"file": file}, headers={"accept-language": language})


def scored(workspace: Path, plan, predictions: str):
    path = workspace / "entry.zip"
    path.write_bytes(packed({"predictions.csv": predictions}))
    made = judge(path, plan.evaluation, bench_of(house()))
    return made.state, next(iter(made.metrics.values()), None)
