"""Invented words of a community: what it is called, its groups, repositories, organisations and titles of work."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.model.text import Text

COMMUNITIES = (
    ("lanternfish", Text("Lanternfish", "灯笼鱼")),
    ("glimmerfen", Text("Glimmerfen", "萤沼")),
    ("kestrelwick", Text("Kestrelwick", "隼岬")),
    ("driftloom", Text("Driftloom", "漂织")),
    ("moonquay", Text("Moonquay", "月埠")),
)


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented company or university; its domain ends in a name that can belong to nobody."""

    name: Text
    domain: str
    weight: float


COMPANIES = (
    Firm(Text("Northquay Systems", "北渡系统"), "northquay.example", 9),
    Firm(Text("Brightloom", "明织科技"), "brightloom.example", 5),
    Firm(Text("Tidewell Silicon", "汐川半导体"), "tidewell-silicon.example", 4),
    Firm(Text("Quillon Cloud", "奎云"), "quillon.example", 3.5),
    Firm(Text("Harrowgate Robotics", "禾门机器人"), "harrowgate.example", 2.5),
    Firm(Text("Saffron Bank", "番红银行"), "saffronbank.example", 2),
    Firm(Text("Paperkite Games", "纸鸢游戏"), "paperkite.example", 1.6),
    Firm(Text("Ostrava Motors", "奥岚汽车"), "ostrava-motors.example", 1.4),
    Firm(Text("Meridian Health", "子午医疗"), "meridian-health.example", 1.2),
    Firm(Text("Coppermill Energy", "铜坊能源"), "coppermill.example", 1),
    Firm(Text("Starling Telecom", "椋鸟通信"), "starling-telecom.example", 0.8),
    Firm(Text("Glasswing Labs", "透翅实验室"), "glasswing.example", 0.6),
)
UNIVERSITIES = (
    Firm(Text("Lakemere University", "澜湖大学"), "lakemere.example", 4),
    Firm(Text("Eastmoor Institute of Technology", "东泽理工学院"), "eastmoor.example", 3.5),
    Firm(Text("Cloudridge University", "云岭科技大学"), "cloudridge.example", 3),
    Firm(Text("Silverford University", "银津大学"), "silverford.example", 2.5),
    Firm(Text("Pinehaven University", "松港大学"), "pinehaven.example", 2),
    Firm(Text("Redcliff Normal University", "赤壁湾师范大学"), "redcliff.example", 1.5),
    Firm(Text("Institute of Computing, Westmarch", "西境计算研究所"), "westmarch.example", 1.2),
    Firm(Text("Halden Polytechnic", "哈登理工学院"), "halden-poly.example", 0.8),
)
PUBLIC_MAIL = ("gmail.com", "qq.com", "163.com", "outlook.com", "foxmail.com")
"""Providers whose addresses say nothing about who somebody works for."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A group as it may be founded: what it does, where its work is (``repository`` or ``repository:folder``)."""

    slug: str
    name: Text
    mission: Text
    work: tuple[str, ...]
    weight: float


SIGS = (
    Blueprint("compiler", Text("Compiler", "编译器"),
              Text("Graph compilation, operator fusion and code generation.", "图编译、算子融合与代码生成。"),
              ("core:src/compiler", "fusion"), 9),
    Blueprint("runtime", Text("Runtime", "运行时"),
              Text("Executes compiled graphs on every device, with its memory and streams.",
                   "在各种设备上执行编译后的图，管理内存与流。"),
              ("core:src/runtime",), 8),
    Blueprint("modelzoo", Text("Model Zoo", "模型库"),
              Text("Models that train and infer as their papers say, with their weights and figures.",
                   "按论文复现的训练与推理模型，附权重与指标。"),
              ("models",), 10),
    Blueprint("frontend", Text("Front End", "前端表达"),
              Text("The Python interface that users see, and its documentation in code.",
                   "用户看到的 Python 接口及其代码内文档。"),
              ("core:python", "samples"), 7),
    Blueprint("data", Text("Data Processing", "数据处理"),
              Text("Loads, augments and caches data sets before they reach the device.",
                   "在数据到达设备之前完成加载、增强与缓存。"),
              ("datakit",), 5),
    Blueprint("parallel", Text("Parallel Training", "并行训练"),
              Text("Spreads training over many devices and survives the loss of one.", "将训练分布到多台设备，并容忍单点故障。"),
              ("core:src/parallel",), 5),
    Blueprint("serving", Text("Serving", "推理服务"),
              Text("Puts trained models into production, measured and observable.", "让训练好的模型可度量、可观测地上线。"),
              ("serving", "serving-client"), 5),
    Blueprint("docs", Text("Documentation", "文档"),
              Text("Tutorials, references and translations in both languages.", "教程、参考手册与双语翻译。"),
              ("docs", "website"), 6),
    Blueprint("inspect", Text("Inspection", "可视化与调试"),
              Text("Shows what happens in training: curves, graphs, profiles, explanations.",
                   "展示训练过程：曲线、计算图、性能剖析与解释。"),
              ("inspect",), 4),
    Blueprint("infra", Text("Infrastructure", "基础设施"),
              Text("Builds, tests, packages and the robots that look after changes.", "构建、测试、打包以及照看变更的机器人。"),
              ("infra", "community"), 4),
    Blueprint("edge", Text("Edge", "端侧"),
              Text("Runs models on phones, cars and small boards.", "在手机、汽车与小型开发板上运行模型。"),
              ("edge",), 4),
    Blueprint("security", Text("Trustworthy AI", "可信智能"),
              Text("Robustness, privacy and the handling of vulnerabilities.", "鲁棒性、隐私与漏洞处理。"),
              ("armour",), 2.5),
    Blueprint("science", Text("Scientific Computing", "科学计算"),
              Text("Solvers for physics, chemistry and weather on the same graphs.", "面向物理、化学与气象的求解器。"),
              ("science", "science-examples"), 3),
    Blueprint("recommend", Text("Recommendation", "推荐"),
              Text("Large sparse models for search and recommendation.", "面向搜索与推荐的大规模稀疏模型。"),
              ("recommend",), 2),
)  # fmt: skip
WGS = (
    Blueprint("release", Text("Release", "版本发布"),
              Text("Brings each release out on its day, and writes down why not.", "让每个版本按期发布，并写明未能按期的原因。"),
              ("infra:release",), 1),
    Blueprint("onboarding", Text("Onboarding", "新人引导"),
              Text("The first hour of a newcomer, from reading to the first merged change.",
                   "新人的第一个小时：从阅读到第一个合入的变更。"),
              ("community:onboarding",), 1),
    Blueprint("benchmarks", Text("Benchmarks", "性能基准"),
              Text("One set of measured models that every release is compared by.", "用一组实测模型比较每个版本。"),
              ("bench",), 1),
)  # fmt: skip
CHAPTERS = (
    ("hangzhou", Text("Hangzhou", "杭州分会")),
    ("shenzhen", Text("Shenzhen", "深圳分会")),
    ("lakemere-university", Text("Lakemere University study group", "澜湖大学学习小组")),
    ("berlin", Text("Berlin", "柏林分会")),
)
FORGOTTEN = (
    "energy", Text("Energy use", "能耗"),
    Text("Measures what training a model costs in energy, and how to spend less.", "测量训练模型的能耗，并寻找降低能耗的方法。"),
)  # fmt: skip
TEAMS = (
    ("triage", Text("Triage team", "问题分拣组"), Text("Gives each new issue a group and a first answer.", "为每个新问题单找到归属并给出首次答复。")),
    ("translators", Text("Translation team", "翻译组"), Text("Keeps both languages in step.", "让两种语言保持同步。")),
)  # fmt: skip
GITHUB_ONLY = frozenset({"serving-client", "science-examples"})
PACKAGE = "core"

VERBS = (
    "Fix", "Add", "Remove", "Simplify", "Speed up", "Document", "Test", "Refactor", "Support", "Rework", "Check", "Cache",
)  # fmt: skip
OBJECTS = (
    "the shape of broadcast results", "gradient accumulation", "memory reuse across streams", "the profiler's time line",
    "checkpoint loading", "mixed precision", "the learning rate schedule", "operator registration", "empty batches",
    "dynamic shapes", "error messages of the parser", "the tutorial on first training", "the release notes",
    "random seeds on every device", "the cache of compiled graphs", "export to the edge format", "thread pool shutdown",
    "loss scaling", "the sampler for uneven data", "type hints of the public interface", "retry after a lost device",
    "wheel size", "the installation guide", "quantised convolution", "timeouts in the test suite", "log levels",
)  # fmt: skip
PROBLEMS = (
    ("Training stops after an epoch without a message", "训练一个 epoch 后无提示停止"),
    ("Wrong result for negative axes", "负轴参数结果错误"),
    ("Installation fails behind a proxy", "代理环境下安装失败"),
    ("Memory grows with every evaluation", "每次评估内存持续增长"),
    ("Documentation link leads nowhere", "文档链接失效"),
    ("Question: how do I resume from a checkpoint?", "咨询：如何从断点恢复训练？"),
    ("Slower than the last release on small batches", "小批量场景比上个版本慢"),
    ("Crash when two processes share a device", "两个进程共用设备时崩溃"),
    ("Please support complex numbers", "希望支持复数"),
    ("Accuracy of the sample is below the paper", "样例精度低于论文"),
    ("Type hints disagree with the reference", "类型标注与参考手册不一致"),
    ("Windows: file names with spaces", "Windows：含空格的文件名"),
)
TOPICS = (
    ("Agenda for the next meeting", "下次例会议题征集"),
    ("Proposal: one format for checkpoints", "提案：统一断点格式"),
    ("Feedback on the release candidate", "候选版本试用反馈"),
    ("Who would like to mentor?", "导师招募"),
    ("Notes of the last meeting", "上次例会纪要"),
    ("How we moved a model over in a week", "我们如何一周迁移一个模型"),
    ("Help: first change, where to start?", "求助：第一个变更从哪里开始？"),
    ("Vote on the new repository", "新仓库投票"),
)
TALKS = (
    ("How fusion rules are written", "融合规则怎么写"),
    ("What we learned from a failed release", "一次失败发布的教训"),
    ("Reading a training profile", "读懂训练性能剖析"),
    ("From paper to model zoo", "从论文到模型库"),
    ("A newcomer's first ten changes", "新人的前十个变更"),
    ("Running on a phone", "在手机上运行"),
)
DUTIES = (
    ("Translate a tutorial", "翻译一篇教程"),
    ("Reproduce a model", "复现一个模型"),
    ("Write a test for an operator", "为算子编写测试"),
    ("Record a short video", "录制一段短视频"),
    ("Mend a broken sample", "修复失效样例"),
)
