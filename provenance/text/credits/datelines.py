"""Rules for datelines and bylines."""

from __future__ import annotations

from provenance.text.credits.rules import rules

DATELINES = (
    rules(
        # MEXICO CITY (AP) —, BEIRUT/THE HAGUE, March 7 (Reuters) -, Madrid, 3 mar (EFE).-, Dec 29 (Reuters) -
        (
            "K1",
            "source",
            4,
            r"(?:^|[.!?:】」”\"\p{L}\s])(?P<value>(?:{PLACE})?(?:,? ?{MONTHS}\.? \d{1,2}|,? ?\d{1,2}\.? (?:de )?{MONTHS}\.?)?,? ?(?P<cue>[(（]{X}(?:/[\p{L}-]{2,10}){0,2}[)）]\.?\s{0,3}{DASH}))(?:\s|⋯|$|\p{L})",
        ),
        # (CNN) at the very beginning, the dash lost
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[\p{L}.'’-]+(?:[ ,/-]{1,2}\p{Lu}[\p{L}.'’-]*){0,5} ?(?P<cue>\({X}\)))\s?(?:\p{Lu}|$)",
        ),
        # WASHINGTON, Dec. 8 (UPI)
        (
            "K1",
            "source",
            4,
            r"(?P<value>\p{Lu}{3}[A-ZÀ-Þ., ]{0,40},? (?:{MONTHS}\.? \d{1,2}|\d{1,2}\.? {MONTHS}\.?)(?:, \d{4})? ?(?P<cue>\({X}\)))",
        ),
        # МОСКВА, 3 марта. /ТАСС/.  МОСКВА, 3 мар — РИА Новости.  КИЇВ. 3 березня. УНН.
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[^\d⟦():;!?/—–]{1,40}\d{1,2}\.? {MONTHS}[\p{L}]*\.?(?: \d{4}(?: г\.?)?)?[.,]?\s?(?P<cue>[/—–-]?\s?{X}\s?/?)\.?)(?:\s|$|⋯)",
        ),
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[^\d⟦():;!?/—–]{1,30}(?:\d{1,2}\.? {MONTHS}\.?)?(?P<cue>[.,]? ?[—–-] ?{X} ?[.:—–-]))\s",
        ),
        # BRAVIK, June 3, Kyodo -; BRAVIK, AAP -; Корр. БЕЛТА between slashes
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[^\d⟦():;!?/—–]{1,40}?(?:,? ?{MONTHS}\.? \d{1,2}|,? ?\d{1,2}\.? {MONTHS}\.?)?(?P<cue>[.,] {X} ?{DASH}))\s",
        ),
        ("K1", "source", 4, r"^(?P<value>[\p{Cyrillic}\d .,-]{3,60}(?P<cue>/(?:Корр\.? |кор\.? )?{X}/))"),
        # لندن (رويترز) -
        ("K1", "source", 4, r"^(?P<value>[\p{Arabic} ،/]{2,40}(?P<cue>[(]{X}[)] ?{DASH}?))"),
        ("K1", "source", 4, r"^(?P<value>[\p{Arabic} ]{2,20}(?P<cue> ?[-–—/] ?{X}))(?:\s?[-–—:]|$)"),
    ),
    rules(
        # 【中美创新时报2024年11月1日编译讯】: the page itself, which compiled another's text
        (
            "K8",
            "platform",
            0,
            r"(?P<value>[【（(\[〔]{X}(?P<cue>[^】）)\]〕⟦]{0,40}(?:编译|編譯|综合|綜合)(?:讯|訊|报道|報導|報道))[】）)\]〕]?)",
        ),
        # 新华社北京4月24日电, 中新网7月20日电, （中央社華盛頓20日綜合外電報導）, 参考消息网11月8日报道
        (
            "K11",
            "source",
            4,
            r"(?:^|[。！？\s】」）)])(?P<value>[【（(\[〔]?(?:据|據)?{X}(?P<cue>(?:記者|记者)?[\p{Han}·、/／ ]{0,24}?(?:\d{2,4} ?年 ?)?(?:\d{1,2} ?月)? ?\d{1,2} ?日 ?(?:综合|綜合)?(?:外电|外電)?(?:专)?(?:电|電|讯|訊|报道|報導|報道))[】）)\]〕]?)",
        ),
        (
            "K11",
            "source",
            4,
            r"^(?P<value>[【（(\[〔]{X}(?P<cue>[^】）)\]〕]{0,40}(?:电|電|讯|訊|报道|報導|報道))[】）)\]〕]?)",
        ),
        (
            "K11",
            "source",
            4,
            r"^(?P<value>[（(【]?{X}(?P<cue>(?:快讯|快訊|消息|专电|專電|专稿|專稿|讯|訊|电讯|電訊|独家报道)[】）)]?[：:，, ]))",
        ),
        # 【ロサンゼルス＝共同】, 【ワシントン時事】, マニラ、12月3日（ロイター） -, [東京 3日 ロイター] -
        (
            "K11",
            "source",
            4,
            r"(?P<value>[【\[〔［][\p{Han}\p{Katakana}\p{Hiragana}ー・、 　\d]{1,24}(?P<cue>[=＝\s]{0,2}{X})[】\]〕］](?:\s?[-－―—])?)",
        ),
        (
            "K11",
            "source",
            4,
            r"(?P<value>[\p{Han}\p{Katakana}ー・]{2,14}、?\d{1,2}月\d{1,2}日(?P<cue>[（(]{X}[）)])\s?[-－―—]?)",
        ),
        (
            "K11",
            "source",
            4,
            r"^(?P<value>(?P<cue>[【（(]{X}[】）)])\s?[-－―—:：]?)\s{0,2}[\p{Katakana}\p{Hiragana}\p{Han}]",
        ),
    ),
    rules(
        # (로스앤젤레스=연합뉴스) 임미나 특파원 =
        (
            "K11",
            "source",
            4,
            r"(?P<value>[(\[][^()=\[\]]{1,30}(?P<cue>[=＝]){X}[)\]](?: ?(?P<person>\p{Hangul}{2,4}(?:[·, ]+\p{Hangul}{2,4}){0,3}) ?(?:기자|특파원|통신원|선임기자)[^=]{0,20}=?)?)",
        ),
        script="hangul",
    ),
)

BYLINES = (
    rules(
        # 來源／聯合新聞網
        ("K6", "source", 3, r"^(?P<value>[(（]?(?P<cue>(?:来源|來源|出处|出處|稿源|出典)[/／:：|｜ ]{1,3}){Q}[)）]?)"),
        where="short",
        script="han",
    ),
    rules(
        # Rédaction en ligne (avec AFP); Da Redação, com Estadão Conteúdo
        (
            "K3",
            "contribution",
            3,
            r"^(?P<value>[^\d⟦():;!?/—–]{2,40}?(?P<cue>,? \(?(?:et|and|und|y|e|и|та|with|avec|mit|con|com|& ?) ?(?:l['’]|the |la |o |a |der |die )?){X}\)?)$",
        ),
        where="top",
    ),
    rules(
        # Analysis by Nectar Gan, CNN; By Edward Wong New York Times,Updated …; By The Associated Press; From CNN's Kevin Liptak
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<cue>(?:[Bb][Yy]|(?:Analysis|Opinion|Story|Text|Written|Reported|Report|Words|Commentary|Review|Interview|Perspective|Essay) [Bb]y|[Pp]ar|[Pp]or|[Vv]on|[Dd]i|[Dd]e|[Dd]a|[Tt]exto:?|[Tt]ext:?|[Aa]utore?:?|[Aa]uthor:?|Автор:?|Текст:?|от))(?:: ?| )(?P<person>\p{Lu}[^\d⟦!?:;()]{2,110}?)(?:\s?[,|/／•·(—–-]+\s?| for | of | pour | für | para | {1,60}| bei | at |, de l['’])(?:(?:the|The|of) )?{X})(?:['’]s)?(?:[^\p{L}]|$| \p{Lu})",
        ),
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<cue>[Aa]uthored by|AUTHORED BY) (?P<person>[^\d⟦!?:;()]{3,80}?)(?: via| of| for|,) (?:[Tt]he )?{X})",
        ),
        (
            "K2",
            "source",
            4,
            r"^(?P<value>(?P<cue>(?:[Bb][Yy]|[Ff]rom|FROM|[Pp]ar|[Pp]or|[Vv]on|[Dd]i|[Dd]a|[Rr]eported [Bb]y|[Ss]tory [Bb]y|[Pp]rovided [Bb]y|[Aa]utore?:|[Aa]uthor:|Автор:)):?\s+(?:l['’]|la |el |der |die |o |a )?{X})(?:['’]s?)?(?:\s?[,|•·/—–-].{0,90}|\s?$|\s+(?:Updated|Published|Posted|Wires?|[Ss]taff|\p{Lu}|on|in|à|en|w).{0,90}$)",
        ),
        # Associated Press | Monday …; Posted 6:08 am, July 16, 2018, by CNN Wires
        (
            "K2",
            "source",
            4,
            r"^(?P<value>{X}(?P<cue>\s?[|•·—–-]\s?))(?:By|BY|by|Published|Updated|Posted|\p{L}{3,9}day|\p{L}{3,9}\.? \d|\d)",
        ),
        (
            "K2",
            "source",
            4,
            r"^(?:Posted|Published|Updated|POSTED|Mis à jour|Publié|Publicado|Erstellt|Veröffentlicht|Опубликовано).{0,80}(?P<value>(?P<cue>(?:\b[Bb]y|\b[Pp]ar|\b[Pp]or|\b[Vv]on)) {X})\s?$",
        ),
        ("K2", "byline", 4, r"^(?P<value>(?P<cue>From) {X}(?:['’]s?)? (?P<person>{NAME}(?:,? and {NAME})?))$"),
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?:文|撰文|記者|记者)?(?P<person>[\p{Han}]{2,4})?(?P<cue>[/／]){X}(?:报道|報導|编译|編譯)?[)）]?)$",
        ),
        (
            "K2",
            "byline",
            4,
            r"^[【（(\[]?(?P<value>{X}(?P<cue>(?:网|網)?(?:驻[\p{Han}]{2,6})?(?:特约|特約|本报|本報)?(?:记者|記者|特派员|特派員|통신원|기자|特派員))[：: ]?(?P<person>[\p{Han}·]{2,5}))[^。]{0,20}$",
        ),
        ("K2", "byline", 4, r"^(?P<value>{X} (?P<person>\p{Hangul}{2,4}) ?(?P<cue>기자|특파원))"),
        where="short",
    ),
    rules(
        # ROBERT BURNS          Associated Press; Jonathan Lemire and Jill Colvin, Associated Press; James Hohmann, The Washington Post
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<person>\p{Lu}[^\s\d,;:()⟦!?]+(?: (?:and |& |y |et |und |e )?\p{Lu}[^\s\d,;:()⟦!?]*){1,6}(?:, \p{Lu}[^\s\d,;:()⟦!?]+ (?:and )?\p{Lu}[^\s\d,;:()⟦!?]+){0,3})(?P<cue>,| -|–|—| {2,60}| ){1,2} ?{X})(?: (?:[Ss]taff|[Cc]orrespondent|[Ww]riter|[Nn]ational|[Ss]ports|[Bb]usiness)[\p{L} ]{0,40})?\s?(?:$|[|•·—–-].{0,60}$)",
        ),
        where="lead",
    ),
    rules(
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<person>\p{Lu}[^a-zß-ÿа-я\d⟦():;]{3,60}(?: and \p{Lu}[^a-zß-ÿа-я\d⟦():;]{3,40})?)(?P<cue>,?) {1,60}{X})$",
        ),
        # the whole block is a name: Associated Press
        ("K2", "source", 4, r"^(?P<value>(?P<cue>(?:[Tt]he )?){X})(?:\s?[|•·]\s?.{0,40})?$"),
        where="top",
    ),
)
