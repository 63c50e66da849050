"""Mappings that come with the program, for exports whose columns are known; a charter's own words go before them.

The headings are those that the services write in Chinese and in English, older and newer ones; a heading that is not
there costs nothing. Sources: https://support.zoom.com/hc/article?id=zm_kb&sysparm_article=KB0082659 (Zoom),
https://meeting.tencent.com/support/ (Tencent Meeting), https://www.huaweicloud.com/product/welink.html (WeLink),
https://member.bilibili.com/ (Bilibili's data centre), https://creator.douyin.com/ (Douyin),
https://channels.weixin.qq.com/ (video accounts), https://mp.weixin.qq.com/ (articles' details: 内容分析).
"""

from __future__ import annotations

from dataclasses import fields, replace

from folkmoot.model.drops import Drop, DropActor, DropNumber

_ALWAYS = frozenset({"name", "files", "preset", "place"})
_EMPTY = Drop("", "")

_ZOOM = Drop(
    "zoom", "", kind="meeting.attended", order="month-first", together=True, unit="minutes",
    at="{Join Time|加入时间|进入时间|入会时间|Start Time|开始时间}",
    actor=DropActor(
        mail="{User Email|Email|用户邮箱|用户电子邮件|电子邮件|邮箱}",
        name="{Name (Original Name)|User Name (Original Name)|Name|名称（原始名称）|姓名（原始名称）|名称（原名）|姓名（原名）|姓名}",
        names="zoom", part="before",
    ),
    subject="zoom:{Meeting ID|ID|会议 ID|会议号|@begins}",
    amount="{Duration (Minutes)|Total Duration (Minutes)|Duration|持续时间（分钟）|时长（分钟）|总时长（分钟）}",
    title="{Topic|主题|会议主题}",
)  # fmt: skip

_TENCENT = Drop(
    "tencent-meeting", "", kind="meeting.attended", together=True, unit="minutes",
    at="{首次入会时间|入会时间|加入时间|First Join Time|Join Time|First Joined|会议开始时间|Meeting Start Time}",
    actor=DropActor(
        mail="{邮箱|Email}",
        name="{用户昵称（入会昵称）|用户昵称|成员名称|参会人员|参会者|姓名|Nickname (Name in Meeting)|User Nickname|Nickname|Name}",
        names="tencent-meeting", part="before",
    ),
    subject="tencent-meeting:{会议号|会议 ID|会议ID|Meeting ID|Meeting Code|@begins}",
    amount="{累计参会时长|参会时长|在会时长|Total Duration|Duration in Meeting|Attendance Duration|Duration}",
    title="{会议主题|会议名称|Topic|Meeting Topic|Meeting Subject}",
    extra={"role": "{身份|角色|Role|Identity}"},
)  # fmt: skip

_WELINK = Drop(
    "welink", "", kind="meeting.attended", together=True, unit="minutes",
    at="{入会时间|加入会议时间|加入时间|签到时间|Join Time|Joined At|Time Joined}",
    actor=DropActor(
        mail="{邮箱|Email}",
        name="{姓名|名称|与会者|与会者名称|Name|Participant|Attendee}",
        names="welink", part="before",
    ),
    subject="welink:{会议ID|会议 ID|会议号|Meeting ID|Conference ID|@begins}",
    amount="{参会时长|入会时长|与会时长|会议时长|Duration|Attendance Duration}",
    title="{会议主题|主题|Subject|Topic|Meeting Subject}",
    extra={"role": "{角色|Role}"},
)  # fmt: skip

_BILIBILI = Drop(
    "bilibili", "", kind="content.published",
    at="{发布时间|投稿时间|稿件发布时间|发布日期|Published|Publish Time|Publication Date}",
    subject="bilibili:{BV号|稿件ID|bvid|BVID|Video ID|AV号|aid|标题|稿件标题|视频标题|Title}",
    title="{标题|稿件标题|视频标题|稿件名称|Title}", url="{链接|视频链接|稿件链接|URL|Link}",
    key=("published",),
    numbers=(
        DropNumber("views", "{播放量|播放|播放数|播放次数|Views|Plays}"),
        DropNumber("likes", "{点赞|点赞量|点赞数|Likes}"),
        DropNumber("coins", "{投币|投币量|硬币|硬币数|Coins}"),
        DropNumber("favourites", "{收藏|收藏量|收藏数|Favorites|Favourites}"),
        DropNumber("shares", "{分享|分享量|分享数|转发|Shares}"),
        DropNumber("comments", "{评论|评论量|评论数|Comments}"),
        DropNumber("danmaku", "{弹幕|弹幕量|弹幕数|Danmaku|Danmu|Bullet Comments}"),
    ),
    numbers_at="{统计日期|数据日期|统计时间|日期|Date|Data Date|@day}",
)  # fmt: skip

_DOUYIN = Drop(
    "douyin", "", kind="content.published",
    at="{发布时间|发布日期|投稿时间|Published|Publish Time}",
    subject="douyin:{作品ID|视频ID|item_id|作品名称|作品标题|标题|Title}", title="{作品名称|作品标题|标题|Title}",
    url="{链接|作品链接|URL|Link}", key=("published",),
    numbers=(
        DropNumber("views", "{播放量|播放数|播放次数|Views|Plays}"),
        DropNumber("likes", "{点赞量|点赞数|点赞|Likes}"),
        DropNumber("favourites", "{收藏量|收藏数|收藏|Favorites|Favourites}"),
        DropNumber("shares", "{分享量|分享数|分享|转发量|Shares}"),
        DropNumber("comments", "{评论量|评论数|评论|Comments}"),
        DropNumber("new_followers", "{粉丝增量|涨粉量|新增粉丝|New Followers}"),
    ),
    numbers_at="{统计日期|数据日期|统计时间|日期|Date|Data Date|@day}",
)  # fmt: skip

_CHANNELS = replace(
    _DOUYIN, name="wechat-channels",
    subject="wechat-channels:{视频ID|作品ID|Video ID|视频描述|视频标题|标题|Description|Title}",
    title="{视频描述|视频标题|标题|Description|Title}",
    numbers=(
        DropNumber("views", "{播放量|播放次数|播放数|Views|Plays}"),
        DropNumber("likes", "{喜欢|喜欢量|点赞量|点赞|Likes}"),
        DropNumber("recommendations", "{推荐|推荐量|Recommendations}"),
        DropNumber("shares", "{分享量|分享数|转发量|分享|Shares}"),
        DropNumber("comments", "{评论量|评论数|评论|Comments}"),
        DropNumber("new_followers", "{关注量|新增关注|New Followers}"),
    ),
)  # fmt: skip

_WECHAT = Drop(
    "wechat-articles", "", kind="content.published",
    at="{发表时间|发表日期|发布时间|发布日期|Published|Publish Date|Publish Time}",
    subject="wechat:{内容标题|标题|文章标题|Title}", title="{内容标题|标题|文章标题|Title}",
    url="{内容url|内容链接|链接|文章链接|Content URL|URL}",
    numbers=(
        DropNumber("readers", "{总阅读人数|阅读人数|Total Readers|Readers}"),
        DropNumber("views", "{总阅读次数|阅读次数|总阅读量|阅读量|Total Reads|Reads|Views}"),
        DropNumber("sharers", "{总分享人数|分享人数|Total Sharers|Sharers}"),
        DropNumber("shares", "{总分享次数|分享次数|Total Shares|Shares}"),
        DropNumber("new_followers", "{阅读后关注人数|New Followers After Reading|New Followers}"),
        DropNumber("delivered", "{送达人数|Delivered|Recipients}"),
        DropNumber("likes", "{点赞人数|点赞数|点赞|Likes}"),
        DropNumber("comments", "{评论条数|留言数|评论数|Comments}"),
    ),
    numbers_at="{统计日期|数据日期|日期|Date|@day}",
)  # fmt: skip

_EVENTS = Drop(
    "events", "", kind="post.published",
    at="{at|time|date|时间|日期|发布时间|入会时间|报名时间|提交时间|Timestamp}",
    actor=DropActor(
        mail="{mail|email|邮箱|邮件}", name="{name|姓名|昵称|作者|发送者|Author|Sender}", names="drop",
    ),
    subject="{subject|id|主题|编号|标题|title}", title="{title|标题|主题}", url="{url|link|链接|地址}",
    group="{group|sig|小组|兴趣组}", amount="{amount|数量|次数}",
)  # fmt: skip

_NUMBERS = Drop(
    "numbers", "",
    at="{at|date|day|日期|时间|统计日期|@day}",
    subject="{subject|channel|名称|渠道|群名称|群名|对象|账号}",
    numbers=(
        DropNumber("members", "{members|成员数|群人数|群成员数|人数}"),
        DropNumber("followers", "{followers|粉丝数|关注数|累积关注人数|累计关注人数|订阅数}"),
        DropNumber("messages", "{messages|消息数|发言数|消息条数}"),
        DropNumber("views", "{views|播放量|阅读量|浏览量|观看数|观看人数|播放数}"),
        DropNumber("likes", "{likes|点赞数|点赞量|点赞}"),
        DropNumber("comments", "{comments|评论数|评论量|评论}"),
        DropNumber("shares", "{shares|分享数|分享量|转发数|转发量}"),
    ),
)  # fmt: skip

PRESETS = {
    one.name: one for one in (_ZOOM, _TENCENT, _WELINK, _BILIBILI, _DOUYIN, _CHANNELS, _WECHAT, _EVENTS, _NUMBERS)
}


def filled(drop: Drop) -> Drop:
    """Return a mapping with what it leaves out taken from its preset, if it names one."""
    if not drop.preset:
        return drop
    preset = PRESETS[drop.preset]
    said = {
        each.name: getattr(preset, each.name)
        for each in fields(Drop)
        if each.name not in _ALWAYS and getattr(drop, each.name) == getattr(_EMPTY, each.name)
    }
    return replace(drop, **said)
