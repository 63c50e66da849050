"""The fields of the form that sets up a contest: what is common, what gives points, how entries are scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from django import forms

from folkmoot.charter.contest_evaluators import EVALUATORS
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.contest import GUARDS, Guard
from folkmoot.model.event import KINDS, UPKEEP
from folkmoot.model.submission import LimitPlan, QuotaPlan
from folkmoot.model.text import Text
from folkmoot.rules import telling_contests as say
from folkmoot.rules import telling_submissions as tell
from folkmoot.web.forms import PLAIN, DayOrMomentField, Form, WordsField, choices_of, told

RULES, PRIZES, METRICS = 6, 3, 3  # rows that the form takes; more is written into the charter
AGED = frozenset({"withdrawn-star", "fresh-account", "reverted"})
OFTEN = (
    "repo.starred",
    "change.merged",
    "change.reviewed",
    "issue.opened",
    "issue.closed",
    "content.published",
    "event.attended",
)
OWN = "own"
LETTERS = 200
TABLES = {"people": Text("people", "个人"), "teams": Text("teams", "队伍"), "cities": Text("cities", "城市")}
TIES = {
    "rules": Text("More points by the rule that gives most, then the next; then who was first", "先比高分值规则的得分，再比先得分者"),
    "earliest": Text("Who had their points first", "先得分者在前"), "shared": Text("They share a rank", "并列"),
}  # fmt: skip
WHOLE = Text("Without times: whole days, the last one to its end.", "不填时间即为整日，结束日计至当日终。")
BOTH = Text("In both languages: Star / 点赞.", "双语写作：Star / 点赞。")
Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Offered:
    """What the reader may choose: groups that they lead, and which zone the community has."""

    groups: Choices
    zone: str


def _line(label: Text, hint: Text | None = None, *, most: int = LETTERS, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=told(label), max_length=most, required=False, help_text=told(hint) if hint else "", **more
    )


def _count(
    label: Text, least: int = 0, most: int = 1_000_000, initial: int | None = None, hint: Text | None = None
) -> forms.IntegerField:
    return forms.IntegerField(
        label=told(label),
        min_value=least,
        max_value=most,
        initial=initial,
        required=False,
        help_text=told(hint) if hint else "",
    )


def _number(label: Text) -> forms.DecimalField:
    return forms.DecimalField(label=told(label), max_digits=20, decimal_places=9, required=False)


def _choice(label: Text, among: Mapping[str, Text], initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=told(label), choices=choices_of(among), initial=initial, required=False)


class ContestForm(Form):
    """What every contest declares: what and when, by whom, in which teams, what is won."""

    title = WordsField(label=told(Text("What it is called", "名称")), most=120)
    says = WordsField(label=told(Text("What it is about", "简介")), most=2000, long=True, required=False)
    group = forms.ChoiceField(
        label=told(Text("Group or chapter; who leads it organises", "小组或分会（其负责人为组织者）")), required=False
    )
    organizers = _line(
        Text("Further organisers", "其他组织者"),
        Text("Names or accounts, between commas.", "填写姓名或账号，以逗号分隔。"),
        most=400,
    )
    begins = DayOrMomentField(label=told(Text("Begins", "开始")), help_text=told(WHOLE))
    ends = DayOrMomentField(label=told(Text("Ends", "结束")))
    sign_up = DayOrMomentField(
        label=told(Text("Sign-up from", "报名开始")),
        required=False,
        help_text=told(Text("Empty: at once.", "留空：立即开始。")),
    )
    freeze = DayOrMomentField(label=told(Text("Tables stand still from", "榜单冻结")), required=False,
                      help_text=told(Text("Until the result is approved; empty: never.", "直至结果确认；留空：不冻结。")))  # fmt: skip
    appeals_until = DayOrMomentField(label=told(Text("Appeals until", "申诉截止")), required=False,
                             help_text=told(Text("Empty: as long as it is reviewed.", "留空：与复核截止相同。")))  # fmt: skip
    review_until = DayOrMomentField(label=told(Text("Reviewed until", "复核截止")), required=False,
                            help_text=told(Text("Empty: a week after the end.", "留空：结束后一周。")))  # fmt: skip
    teams = _choice(Text("Teams", "队伍"), {name: say.TEAMS[name] for name in ("none", "free", "university")}, "none")
    team_least = _count(Text("People that a team needs", "队伍最少人数"), 1, initial=1)
    team_most = _count(Text("People that it takes; 0: any number", "队伍最多人数；0 为不限"), initial=0)
    indicator = forms.ChoiceField(label=told(Text("Which indicator it is to move", "要推动的指标")), required=False)
    zone = _line(Text("Time zone of its days", "时区"), most=60)
    id = _line(
        Text("Short name in addresses", "网址短名"),
        Text("Made from the title where it stays empty.", "留空则由英文名称生成。"),
        most=60,
    )

    template_name = "contests/form.html"
    kind = "events"

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(group=offered.groups)
        self.fields["group"].initial = offered.groups[0][0] if len(offered.groups) < 3 else ""
        found = sorted(((one.name, told(one.title)) for one in INDICATORS.values()), key=lambda pair: str(pair[1]))
        self.offer(indicator=[("", "–"), *found])
        self.fields["zone"].help_text = told(Text(f"Empty: {offered.zone}.", f"留空：{offered.zone}。"))
        for row in range(PRIZES):
            self._add(row, _prize())

    def _add(self, row: int | str, fields: Mapping[str, forms.Field]) -> None:
        for name, field in fields.items():
            if not isinstance(field.widget, PLAIN):
                field.widget.attrs.setdefault("class", "field")
            self.fields[f"{name}_{row}"] = field

    def _rows(self, number: int, names: Iterable[str]) -> list[list[forms.BoundField]]:
        listed = tuple(names)
        return [[self[f"{name}_{row}"] for name in listed] for row in range(number)]

    @property
    def prize_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each prize."""
        return self._rows(PRIZES, _prize())

    def clean(self) -> dict[str, Any]:
        """Return what was typed; what does not fit together is told at its field."""
        said = super().clean() or self.cleaned_data
        self._in_order(said)
        if said.get("zone") and said["zone"] not in available_timezones():
            self.wrong(
                "zone", Text("This is no time zone. Write it as Asia/Shanghai.", "没有该时区，请写作 Asia/Shanghai。")
            )
        if not said.get("group") and not said.get("organizers"):
            self.wrong("group", Text("Choose a group, or name organisers.", "请选择小组，或填写组织者。"))
        most = said.get("team_most")
        if most and most < (said.get("team_least") or 1):
            self.wrong("team_most", Text("A team would need more people than it takes.", "最多人数小于最少人数。"))
        return said

    def _in_order(self, said: Mapping[str, Any]) -> None:
        for earlier, later, at, words in ORDERED:
            if said.get(earlier) and said.get(later) and _reaches(later, said) < _reaches(earlier, said):
                self.wrong(at, words)

    def wrong(self, field: str, words: Text) -> None:
        """Tell what is wrong at a field."""
        self.add_error(field, forms.ValidationError(told(words)))


def _reaches(name: str, said: Mapping[str, Any]) -> str:
    """Return a moment in an order: a day alone begins something at its start, and ends something at its end."""
    day, _space, time = said[name].partition(" ")
    return f"{day} {time or ('00:00' if name in BEGINNING else '24:00')}"


BEGINNING = ("begins", "sign_up", "freeze")
ORDERED = (
    ("begins", "ends", "ends", Text("The end lies before the beginning.", "结束早于开始。")),
    ("sign_up", "ends", "sign_up", Text("Sign-up would begin after the end.", "报名开始晚于结束。")),
    ("begins", "freeze", "freeze", Text("This lies before the beginning.", "早于开始。")),
    ("freeze", "ends", "freeze", Text("This lies after the end.", "晚于结束。")),
    ("ends", "appeals_until", "appeals_until", Text("This lies before the end.", "早于结束。")),
    ("ends", "review_until", "review_until", Text("This lies before the end.", "早于结束。")),
    ("appeals_until", "review_until", "review_until", Text("This lies before the end of appeals.", "早于申诉截止。")),
)


def _prize() -> dict[str, forms.Field]:
    return {
        "prize": _line(Text("What is won", "奖品"), most=120),
        "prize_table": _choice(Text("In the table of", "榜单"), TABLES, "people"),
        "prize_ranks": _count(Text("For the first", "前几名"), 1, 1000, 1),
    }


def _rule() -> dict[str, forms.Field]:
    kinds = [
        ("", ""), (told(Text("Often", "常用")), [(name, told(KINDS[name])) for name in OFTEN]),
        (told(Text("Others", "其他")), [(name, told(KINDS[name])) for name in KINDS if name not in OFTEN and name not in UPKEEP]),
    ]  # fmt: skip
    return {
        "title": _line(Text("What it is called", "名称"), most=60),
        "kind": forms.ChoiceField(label=told(Text("For each of these", "每项")), choices=kinds, required=False),
        "points": forms.DecimalField(label=told(Text("Points", "积分")), min_value=0, max_digits=9, decimal_places=2, required=False),
        "label": _line(Text("Only with this label", "仅含此标签"), most=60),
        "repos": _line(Text("Only in these repositories", "仅限这些代码仓"), most=400),
        "each": _count(Text("At most, each person", "每人最多次数")),
        "day": _count(Text("At most, each day", "每天最多次数")),
        "verify": _choice(Text("Counts", "计分"), {"automatic": Text("by itself", "自动"), "review": Text("after a nod", "评审后")}, "automatic"),
    }  # fmt: skip


class EventsForm(ContestForm):
    """A contest that counts what people do: cities, scoring rules, ties, rules against gaming."""

    teams = _choice(Text("Teams", "队伍"), say.TEAMS, "none")
    cities = forms.CharField(
        label=told(Text("Cities", "城市")), widget=forms.Textarea(attrs={"rows": 6}), max_length=6000, required=False,
        help_text=told(Text("One on each line, with the day of its own event if it has one: Shanghai, 上海, 2026-12-14.",
                            "每行一座，可附其活动日期：Shanghai, 上海, 2026-12-14。")),
    )  # fmt: skip
    ties = _choice(Text("Whoever has equal points", "同分时"), TIES, "rules")
    reviewers = _line(
        Text("Reviewers", "评审者"),
        Text(
            "Names or accounts, between commas; empty: those who organise it.",
            "填写姓名或账号，以逗号分隔；留空：组织者。",
        ),
        most=400,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(RULES):
            self._add(row, _rule())
        for name in GUARDS:
            words = say.guard_words(Guard(name, days=7 if name in AGED else 0))
            self.fields[f"guard_{name}"] = forms.BooleanField(
                label=told(say.GUARD_NAMES[name]), help_text=told(words), required=False
            )
            if name in AGED:
                self._add(name, {"days": _count(Text("Days", "天数"), 0, 3650, 7)})

    @property
    def rule_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each scoring rule that holds something, and of the next one."""
        return self._rows(RULES, _rule())[: self._filled]

    @property
    def more_rules(self) -> list[list[forms.BoundField]]:
        """The fields of the others."""
        return self._rows(RULES, _rule())[self._filled :]

    @property
    def _filled(self) -> int:
        held = [
            row for row in range(RULES) if any(self[f"{name}_{row}"].value() for name in ("title", "kind", "points"))
        ]
        return min(RULES, max((row + 2 for row in held), default=2))

    @property
    def guard_rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The fields of each rule against gaming."""
        return [(self[f"guard_{name}"], self[f"days_{name}"] if name in AGED else None) for name in GUARDS]

    def clean(self) -> dict[str, Any]:
        """Return what was typed; what does not fit together is told at its field."""
        said = super().clean()
        if said.get("teams") == "city" and not said.get("cities", "").strip():
            self.wrong(
                "cities",
                Text("Teams of cities need cities: write one on each line.", "按城市组队须列出城市，每行一座。"),
            )
        filled = [row for row in range(RULES) if any(said.get(f"{name}_{row}") for name in ("title", "kind", "points"))]
        for row in filled:
            if not said.get(f"kind_{row}") and f"kind_{row}" not in self.errors:
                self.wrong(f"kind_{row}", Text("Choose what gives points.", "请选择计分事项。"))
            if not said.get(f"points_{row}") and f"points_{row}" not in self.errors:
                self.wrong(f"points_{row}", Text("How many points, more than 0?", "请填写大于 0 的积分。"))
        if not filled:
            self.wrong("kind_0", Text("Choose at least one thing that gives points.", "请至少选择一项计分事项。"))
        return said


def _metric() -> dict[str, forms.Field]:
    return {
        "metric": forms.RegexField(r"^[a-z][a-z0-9_]*$", label=told(Text("As the script calls it", "脚本中的名称")), max_length=40, required=False,
                                   error_messages={"invalid": told(Text("Small letters, digits and _.", "小写字母、数字与下划线。"))}),
        "metric_title": _line(Text("What it is called", "名称"), most=60),
        "better": _choice(Text("Better is", "更优"), {"higher": Text("higher", "越高"), "lower": Text("lower", "越低")}, "higher"),
        "places": _count(Text("Decimals", "小数位"), 0, 9, 4),
        "metric_least": _number(Text("Never below", "下限")),
        "metric_most": _number(Text("Never above", "上限")),
    }  # fmt: skip


LIMITS = {
    "upload": Text("MB of the upload", "上传（MB）"), "unpacked": Text("MB unpacked", "解压后（MB）"), "files": Text("Files", "文件数"),
    "cpu": Text("Seconds of processor", "处理器（秒）"), "wall": Text("Seconds in all", "总时长（秒）"), "memory": Text("MB of memory", "内存（MB）"),
    "processes": Text("Processes", "进程数"), "written": Text("MB written", "写入（MB）"),
}  # fmt: skip
_MOST = {"upload": 2000, "unpacked": 20_000, "files": 100_000, "cpu": 86_400, "wall": 86_400, "memory": 1_000_000,
         "processes": 1000, "written": 20_000}  # fmt: skip
QUOTA = {
    "a_day": (Text("Scored runs a day; 0: any number", "每天评分次数；0 为不限"), 0, 10_000),
    "in_all": (Text("Scored runs in all; 0: any number", "评分总次数；0 为不限"), 0, 100_000),
    "waiting": (Text("Entries that wait at a time", "同时排队数"), 1, 100),
    "uploads": (Text("Uploads a day", "每天上传次数"), 1, 1000),
}  # fmt: skip


class EntriesForm(ContestForm):
    """A contest to which something is handed in: how it is scored, how often one may try, what an entry may take."""

    kind = "submissions"
    evaluator = forms.ChoiceField(
        label=told(Text("How entries are scored", "评分方式")), widget=forms.RadioSelect, initial="share",
        choices=[(name, told(one.title)) for name, one in EVALUATORS.items()] + [
            (OWN, told(Text("By a script of the charter", "由章程仓中的脚本评分"))),
        ],
    )  # fmt: skip
    baseline = _number(Text("What the organisers' own reference reaches", "基线（组织者自己的成绩）"))
    threshold = _number(Text("What an entry must reach to be ranked", "排名门槛"))
    ties = _choice(
        Text("Whoever is equal in everything", "各项均相同时"),
        {"": Text("The earlier entry goes first", "先提交者在前"), "shared": TIES["shared"]},
    )
    runs = _choice(Text("What is handed in", "提交内容"), tell.RUNS, "files")
    score = _line(
        Text("The script that scores", "评分脚本"),
        Text("Its path in the charter: contests/resnet/score.py.", "章程仓中的路径：contests/resnet/score.py。"),
    )
    check = _line(Text("The script that looks entries over", "预检脚本"))
    public = _line(Text("Folder of what everybody may read", "公开数据目录"))
    hidden = _line(
        Text("Folder of what only the scorer reads", "隐藏数据目录"),
        Text("Below hidden/ of the workspace.", "位于工作区的 hidden/ 下。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(METRICS):
            self._add(row, _metric())
        tables = choices_of({name: TABLES[name] for name in ("people", "teams")})
        self.offer(**{f"prize_table_{row}": tables for row in range(PRIZES)})
        quota, limits = QuotaPlan(), LimitPlan()
        for name, (label, least, most) in QUOTA.items():
            self._add("quota", {name: _count(label, least, most, getattr(quota, name))})
        for name, label in LIMITS.items():
            self._add("limit", {name: _count(label, 32 if name == "memory" else 1, _MOST[name], getattr(limits, name))})

    @property
    def metric_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each metric."""
        return self._rows(METRICS, _metric())

    @property
    def quota_fields(self) -> list[forms.BoundField]:
        """How often one may try."""
        return [self[f"{name}_quota"] for name in QUOTA]

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        """What an entry may take."""
        return [self[f"{name}_limit"] for name in LIMITS]

    @property
    def own(self) -> bool:
        """Whether a script of the charter scores."""
        return bool(self["evaluator"].value() == OWN)

    def clean(self) -> dict[str, Any]:
        """Return what was typed; what does not fit together is told at its field."""
        said = super().clean()
        if said.get("evaluator") == OWN:
            if not said.get("score"):
                self.wrong("score", Text("Name the script.", "请填写脚本路径。"))
            if not said.get("metric_0") and "metric_0" not in self.errors:
                self.wrong("metric_0", Text("Name what the script measures.", "请填写脚本给出的指标。"))
        day, whole = said.get("a_day_quota"), said.get("in_all_quota")
        if day and whole and day > whole:
            self.wrong("a_day_quota", Text("More on a day than in all.", "每天次数多于总次数。"))
        packed, unpacked = said.get("upload_limit"), said.get("unpacked_limit")
        if packed and unpacked and unpacked < packed:
            self.wrong("unpacked_limit", Text("Less unpacked than uploaded.", "小于上传上限。"))
        return said
