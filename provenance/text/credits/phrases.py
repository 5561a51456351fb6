"""Phrases that are credits by themselves, without the name of a known outlet beside them."""

from __future__ import annotations

from provenance.text.credits.rules import rules

TITLE_NAME = r"(?P<outlet>\p{Lu}[\p{L}\p{N}&.'’-]*(?: (?:(?:of|the|and|de|du|des|la|le|el|del|do|da|di|für|und|y|e|&) )?\p{Lu}[\p{L}\p{N}&'’-]*){0,5})"
"""The name of an outlet that no list knows, by its capitals."""

PHRASES = (
    rules(
        # 【中美创新时报…编译讯】(记者温友平编译), （编译：Gin）, 編譯陳昱婷
        (
            "K8",
            "translation",
            4,
            r"(?P<value>[(（【〔\[]?(?:本报|本報|本网)?(?:记者|記者|特约)?[：: ]?(?P<person>[\p{Han}]{2,4}?)\s?(?P<cue>{X})[)）】〕\]])",
        ),
        (
            "K8",
            "translation",
            4,
            r"(?P<value>[(（【〔\[]?(?P<cue>{X})[：:/／ ]\s?(?P<person>[\p{Han}·]{2,6}|[A-Z][A-Za-z. ]{1,24})\s?[)）】〕\]])",
        ),
        (
            "K8",
            "translation",
            4,
            r"(?:^|[。\s])(?P<value>(?P<cue>(?:本文)?{X})[：:]\s?(?P<person>[\p{Han}·]{2,6}|[A-Z][A-Za-z. ]{1,24}))\s?(?:$|[)）】\s|])",
        ),
        ("K8", "translation", 4, r"(?P<value>(?P<cue>{X}(?:讯|訊|报道|報道|報導|自)))"),
        ("K8", "translation", 4, r"(?P<value>(?:本文)?由[^，。⟦]{1,20}(?P<cue>{X}(?:整理|完成|发布|發布)?))"),
        script="han",
    ),
    rules(
        ("K8", "translation", 4, r"^(?P<value>(?P<cue>{X})[:：]?)\s?$"),
        (
            "K8",
            "translation",
            4,
            r"(?P<value>(?P<cue>{X}(?: from (?:the )?\p{Lu}\p{L}+| (?:de l['’]|du |de la )?\p{L}+(?: \(\p{L}+\))?| del \p{L}+| do \p{L}+| aus dem \p{L}+| с \p{L}+| з \p{L}+)?(?: by| par| por| von|:|：)?)\s?:?\s?(?P<person>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}))",
        ),
        ("K8", "translation", 4, r"(?P<value>(?P<cue>{X} from (?:the )?\p{Lu}\p{L}+))"),
        (
            "K8",
            "translation",
            4,
            r"(?P<value>(?P<cue>{X})[ :：=／/]{0,3}(?P<person>[\p{Han}\p{Katakana}・]{2,10}|\p{Hangul}{2,4}))",
        ),
        ("K8", "translation", 4, r"(?P<value>(?P<cue>{X})[ :：]{0,2}(?P<person>\p{Arabic}{2,12} \p{Arabic}{2,12}))"),
        where="short",
    ),
)

APPENDED = rules(("K8", "translation", 4, r"^(?P<value>(?P<cue>{X}))"), where="short")

COMPILED = rules(("K10", "source", 2, r"(?P<value>[（(【〔][^）)】〕⟦]{0,24}(?P<cue>{X})[）)】〕]?)"))

ORIGINALS = rules(
    (
        "K5",
        "source",
        4,
        r"(?P<value>(?P<cue>(?i:\b(?:this|the|a version of this) {TEXT_EN}[^.⟦]{0,40}){X}(?: \p{Ll}+)? (?:in|on|at|by|with)) (?:[Tt]he )?"
        + TITLE_NAME
        + r")(?:[.,;!]|\s?$| and | on | in | with | under | as )",
    ),
    (
        "K5",
        "source",
        4,
        r"(?P<value>(?:本文|原文|此文|该文|該文|文章|這篇文章|这篇文章)?(?P<cue>{X}[于於在自]?[：:]?)\s?[《「『](?P<outlet>[^》」』]{2,24})[》」』])",
    ),
)

FURNITURE = rules(
    (
        "K20",
        "boilerplate",
        0,
        r"(?P<value>(?P<cue>{X}) (?:by )?(?P<outlet>\p{Lu}[\p{L}\p{N}.-]*(?: \p{Lu}[\p{L}\p{N}.-]*){0,3}))",
    )
)

PLATFORM = rules(("K16", "platform", 1, r"(?P<value>(?P<cue>{X}))"), where="short")

HOUSE = rules(
    # (Reporting by A in B; Writing by C; Editing by D): the signature of Reuters
    (
        "K4",
        "source:reuters",
        2,
        r"(?P<value>\(?[^()⟦⋯]{0,40}\b[Rr]eporting by (?P<person>{NAME})[^()⟦]{0,150}(?P<cue>{X}) {NAME}(?:(?:,| and) {NAME}){0,3}\.?\)?)",
    ),
    ("K4", "source:reuters", 2, r"(?P<value>[^()⟦⋯]{0,160}[;,] (?P<cue>{X}) {NAME}(?: and {NAME}){0,3}\.?\))"),
    ("K4", "source:bloomberg", 2, r"(?P<value>(?P<cue>{X}:?) (?P<person>{NAME}))(?: in | at |, |\.| and )"),
)

TRIGGERS: dict[str, str] = {
    **dict.fromkeys(("编译", "編譯", "翻译", "翻譯", "译者", "譯者", "校译", "编译讯"), "translation"),
    **dict.fromkeys(
        (
            "Translation",
            "translated by",
            "translated from",
            "Aus dem Englischen",
            "aus dem Englischen",
            "Aus dem Französischen",
            "Aus dem Russischen",
            "TRANSLATION",
            "Translated",
            "Translator",
            "Traduit",
            "Traduction",
            "Traducido",
            "Traducción",
            "Traduzido",
            "Tradução",
            "Übersetzt",
            "Übersetzung",
            "Перевод",
            "Переклад",
            "Переклала",
            "Перевела",
            "翻訳",
            "번역",
            "ترجمة",
            "译文",
            "譯文",
            "Tradotto",
            "Traduzione",
        ),
        "translation",
    ),
    **dict.fromkeys(
        (
            "附原英文",
            "附原文",
            "附英文原文",
            "附：英文原文",
            "附:英文原文",
            "英文原文",
            "附錄原文",
            "原文如下",
            "以下是原文",
            "Original text:",
            "Original article:",
            "原文:",
            "原文：",
        ),
        "appended",
    ),
    **dict.fromkeys(
        (
            "綜合外電",
            "综合外电",
            "綜合報導",
            "综合报道",
            "綜合報道",
            "外電報導",
            "外电报道",
            "編譯組",
            "国际组综合",
            "國際中心",
        ),
        "compiled",
    ),
    **dict.fromkeys(
        (
            "originally appeared",
            "first appeared",
            "originally published",
            "first published",
            "originally posted",
            "was published",
            "republished from",
            "最初发表",
            "最初發表",
            "首发",
            "首發",
            "原载",
            "原載",
            "原刊",
            "转载自",
            "轉載自",
            "转自",
            "轉自",
            "首次发表",
            "首次發表",
            "刊载",
            "刊載",
        ),
        "original",
    ),
    **dict.fromkeys(
        ("Powered by", "powered by", "POWERED BY", "Built with", "Created with", "Proudly powered"), "furniture"
    ),
    **dict.fromkeys(
        (
            "You Might Also Like",
            "You might also like",
            "min read",
            "沒有留言",
            "張貼留言",
            "没有评论",
            "Click here to subscribe",
            "Read more on",
        ),
        "platform",
    ),
    **dict.fromkeys(
        ("Editing by", "editing by", "--With assistance from", "To contact the reporter on this story"), "house"
    ),
}
"""Words that are looked for together with the names, and the rules that read them."""

TRIGGER_RULES = {
    "translation": PHRASES,
    "appended": (APPENDED,),
    "compiled": (COMPILED,),
    "original": (ORIGINALS,),
    "furniture": (FURNITURE,),
    "platform": (PLATFORM,),
    "house": (HOUSE,),
}

SOFTWARE = r"编译(?:器|代码|源|程序|错误|时|成|为|环境|内核|安装|命令|脚本|选项|原理|语言|过|出|项目|文件|参数|优化|执行|通过|失败|后)|(?:交叉|重新|预|反|动态|自行|源码|可)编译|編譯(?:器|程式|錯誤|時|成|環境|原始|選項|核心)"
"""What 编译 means where it is software that is compiled."""
