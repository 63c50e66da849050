"""The demo's content: channels, and a dozen pieces over all states, with their authors and how often they were viewed."""

from __future__ import annotations

from dataclasses import dataclass

from folkmoot.jobs.demo.world import World
from folkmoot.model.content import ContentChannel, ViewsSeries
from folkmoot.model.text import Text


def channels_of(world: World) -> tuple[ContentChannel, ...]:
    """Return where the demo's community publishes."""
    domain = world.layout.domain
    return (
        ContentChannel("blog", Text("Blog", "博客"), "site", f"https://blog.{domain}", ("zh", "en"), level="D1",
                       views=ViewsSeries("blog:{id}")),
        ContentChannel("official", Text("Official account", "公众号"), "articles", f"https://articles.{domain}", ("zh",), "Asia/Shanghai",
                       "users", views=ViewsSeries("articles:{id}", counts="daily")),
        ContentChannel("videos", Text("Video channel", "视频频道"), "video", f"https://videos.{domain}", ("zh", "en"), "Asia/Shanghai",
                       views=ViewsSeries("videos:{id}")),
        ContentChannel("minute", Text("One-minute videos", "一分钟短视频"), "short-video", f"https://minute.{domain}", ("zh",),
                       "Asia/Shanghai", "users"),
        ContentChannel("podcast", Text("Podcast", "播客"), "podcast", f"https://radio.{domain}", ("zh",), "Asia/Shanghai"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """A piece as the demo tells it. ``day``: when it was or will be published, from today; ``state``: how far it has come."""

    slug: str
    title: Text
    kind: str
    group: str
    state: str
    day: int
    author: str = ""  # a login of the contests' cast; "" for an idea that nobody has taken
    says: str = ""
    channels: tuple[str, ...] = ()
    language: str = "zh"
    level: str = ""
    indicator: str = ""
    campaign: str = ""
    holder: str = ""  # the slug of its course or series
    part: int = 0
    views: int = 0  # after thirty days; 0: nobody has read them
    thanks: str = ""
    why: str = ""
    handed: bool = False


STORIES = (
    Story("mushrooms", Text("Mushrooms: a first model that is fun", "识别蘑菇：有趣的第一个模型"), "course", "docs", "published", -64,
          "orla-finch", "A first lesson that is not handwritten digits: which mushroom may be eaten?", ("videos",), level="users",
          indicator="new_people", views=9200, thanks="The first course that people send to their friends."),
    Story("mushrooms-1", Text("Pictures and labels", "图片与标签"), "video", "docs", "published", -64, "orla-finch", channels=("videos",),
          level="users", holder="mushrooms", part=1, views=6100),
    Story("mushrooms-2", Text("Training, and why it fails first", "训练，以及为何先会失败"), "video", "docs", "published", -57,
          "orla-finch", channels=("videos",), level="users", holder="mushrooms", part=2, views=3900),
    Story("mushrooms-3", Text("From the laptop to the phone", "从笔记本到手机"), "video", "docs", "scheduled", 4, "ines-vale",
          channels=("videos",), level="users", holder="mushrooms", part=3),
    Story("masks", Text("Why attention needs a mask", "注意力为什么需要掩码"), "article", "modelzoo", "published", -23, "liu-tingyu",
          "Written after three people asked the same in the group's chat.", ("official", "blog"), level="D1", indicator="merged_changes",
          views=5400, thanks="写得清楚，评审者也学到了东西。", handed=True),
    Story("fusion", Text("Operator fusion, explained on one page", "一页讲清算子融合"), "article", "compiler", "published", -9, "tomas-reed",
          "What the compiler merges and what it must leave alone.", ("blog",), "en", "D2", "merged_changes", views=1300),
    Story("first-change", Text("My first merged change", "我的第一个合入变更"), "article", "onboarding", "published", -5, "gu-xiaoman",
          "A newcomer's story, told by the newcomer.", ("official",), level="D0", indicator="new_people", handed=True,
          thanks="欢迎更多新人分享自己的故事！"),
    Story("shapes", Text("Models with changing shapes, live", "动态 shape 模型直播"), "live", "compiler", "scheduled", 6, "pavel-brook",
          "Questions are answered while it runs.", ("videos",), level="D1", indicator="new_people"),
    Story("profiler", Text("Finding the slow operator with the profiler", "用性能分析器找到慢算子"), "article", "inspect", "review", 3, "wen-zimo",
          "Three traces, three causes.", ("official", "blog"), level="D1", indicator="merged_changes", handed=True),
    Story("data-cache", Text("Caching data sets on a small machine", "小机器上的数据集缓存"), "video", "data", "draft", 12, "bai-ruoxi",
          "Half of the questions in the chat are about this.", ("videos",), level="D0", why="Show the command line as well."),
    Story("interview", Text("A talk with the maintainers of the runtime", "对话运行时维护者"), "podcast", "runtime", "taken", -2,
          "linnea-moss", "What they would build differently today.", ("podcast",), level="users"),
    Story("weather", Text("Weather on a graph", "在计算图上预报天气"), "article", "science", "idea", 20, "",
          "The solver is merged; nobody has written about it yet.", ("blog", "official"), level="users", indicator="new_people"),
    Story("privacy", Text("Differential privacy without tears", "轻松理解差分隐私"), "series", "security", "idea", 0, "",
          "Four short articles, one for each question that keeps coming back.", ("official",), level="D1"),
    Story("versus", Text("Ten frameworks compared", "十个框架大比拼"), "article", "docs", "dropped", 0, "marek-stone",
          "A table of everything.", ("blog",), why="Numbers that nobody can repeat; we do not write about others.", handed=True),
)  # fmt: skip
