"""Rules for datelines, bylines and lines that name the source of the whole text."""

from __future__ import annotations

from provenance.text.cues import rules

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
            r"(?P<value>\p{Lu}{3}[\p{Lu}., ]{0,40},? (?:{MONTHS}\.? \d{1,2}|\d{1,2}\.? {MONTHS}\.?)(?:, \d{4})? ?(?P<cue>\({X}\)))",
        ),
        # МОСКВА, 3 марта. /ТАСС/.  МОСКВА, 3 мар — РИА Новости.  КИЇВ. 3 березня. УНН.
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[\p{L}. ,-]{1,40}\d{1,2}\.? {MONTHS}[\p{L}]*\.?(?: \d{4}(?: г\.?)?)?[.,]?\s?(?P<cue>[/—–-]?\s?{X}\s?/?)\.?)(?:\s|$|⋯)",
        ),
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[\p{L}. ,-]{1,30}(?:\d{1,2}\.? {MONTHS}\.?)?(?P<cue>[.,]? ?[—–-] ?{X} ?[.:—–-]))\s",
        ),
        # BRAVIK, June 3, Kyodo -; BRAVIK, AAP -; Корр. БЕЛТА between slashes
        (
            "K1",
            "source",
            4,
            r"^(?P<value>\p{Lu}[\p{L}. ,-]{1,40}?(?:,? ?{MONTHS}\.? \d{1,2}|,? ?\d{1,2}\.? {MONTHS}\.?)?(?P<cue>[.,] {X} ?{DASH}))\s",
        ),
        ("K1", "source", 4, r"^(?P<value>[^/⟦]{3,60}(?P<cue>/(?:Корр\.? |кор\.? )?{X}/))"),
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
        ("K11", "source", 4, r"^(?P<value>[（(【]?{X}(?P<cue>(?:快讯|快訊|消息|专电|專電|专稿|專稿|讯|訊|电讯|電訊|独家报道)[】）)]?[：:，, ]))"),
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
        ("K11", "source", 4, r"^(?P<value>(?P<cue>[【（(]{X}[】）)])\s?[-－―—:：]?)\s{0,2}[\p{Katakana}\p{Hiragana}\p{Han}]"),
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
        # Rédaction en ligne (avec AFP); Da Redação, com Estadão Conteúdo
        (
            "K3",
            "contribution",
            3,
            r"^(?P<value>[\p{L}\p{M}&'’. -]{2,40}?(?P<cue>,? \(?(?:et|and|und|y|e|и|та|with|avec|mit|con|com|& ?) ?(?:l['’]|the |la |o |a |der |die )?){X}\)?)$",
        ),
        where="top",
    ),
    rules(
        # Analysis by Nectar Gan, CNN; By Edward Wong New York Times,Updated …; By The Associated Press; From CNN's Kevin Liptak
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<cue>(?:[Bb][Yy]|(?:Analysis|Opinion|Story|Text|Written|Reported|Report|Words|Commentary|Review|Interview|Perspective|Essay) [Bb]y|[Pp]ar|[Pp]or|[Vv]on|[Dd]i|[Dd]e|[Dd]a|[Tt]exto:?|[Tt]ext:?|[Aa]utore?:?|[Aa]uthor:?|Автор:?|Текст:?|от))(?:: ?| )(?P<person>\p{Lu}[\p{L}\p{M}.'’ ,&-]{2,110}?)(?:\s?[,|/／•·(—–-]+\s?| for | of | pour | für | para | {1,60}| bei | at |, de l['’])(?:(?:the|The|of) )?{X})(?:['’]s)?(?:[^\p{L}]|$| \p{Lu})",
        ),
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<cue>[Aa]uthored by|AUTHORED BY) (?P<person>[\p{L}\p{M}.'’ ,-]{3,80}?)(?: via| of| for|,) (?:[Tt]he )?{X})",
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
            r"^(?P<value>(?P<person>\p{Lu}[\p{L}\p{M}.'’-]+(?: (?:and |& |y |et |und |e )?\p{Lu}[\p{L}\p{M}.'’-]*){1,6}(?:, \p{Lu}[\p{L}.'’-]+ (?:and )?\p{Lu}[\p{L}.'’-]+){0,3})(?P<cue>,| -|–|—| {2,60}| ){1,2} ?{X})(?: (?:[Ss]taff|[Cc]orrespondent|[Ww]riter|[Nn]ational|[Ss]ports|[Bb]usiness)[\p{L} ]{0,40})?\s?(?:$|[|•·—–-].{0,60}$)",
        ),
        where="lead",
    ),
    rules(
        (
            "K2",
            "byline",
            4,
            r"^(?P<value>(?P<person>\p{Lu}[\p{Lu}.'’ ,-]{3,60}(?: and \p{Lu}[\p{Lu}.'’ -]{3,40})?)(?P<cue>,?) {1,60}{X})$",
        ),
        # the whole block is a name: Associated Press
        ("K2", "source", 4, r"^(?P<value>(?P<cue>(?:[Tt]he )?){X})(?:\s?[|•·]\s?.{0,40})?$"),
        where="top",
    ),
)

LINES = (
    rules(
        # This article originally appeared in The New York Times.
        (
            "K5",
            "source",
            4,
            r"(?i)(?P<value>\b(?P<cue>(?:th(?:is|e)|a(?:nother)? (?:longer |shorter |different )?version of th(?:is|e)) {TEXT_EN}[^.⟦]{0,60}?(?:(?:originally |first |previously |also )*(?:appeared|published|posted|ran|printed|aired|produced|written|reported|syndicated|republished|reprinted|reproduced|courtesy))[^.⟦]{0,24}?(?:in|on|by|at|with|from|of|for))[^.⟦]{0,30}?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?i)(?P<value>^(?P<cue>(?:re)?(?:originally|first) (?:appeared|published|posted)[^.⟦]{0,16}?(?:in|on|by|at)|(?:republished|reprinted|reproduced|syndicated)[^.⟦]{0,40}?(?:from|by|with permission (?:of|from)|courtesy of)) {Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?i)(?P<value>(?:for|of|at|in) {Q}, (?P<cue>where th(?:is|e) {TEXT_EN} (?:was |has |had )?(?:been )?(?:first|originally) (?:appeared|published|posted|ran)))",
        ),
        ("K5", "source", 3, r"(?i)(?P<value>(?P<cue>this) {X}(?P<cue2> (?:article|story|report|dispatch|copy)))\b"),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Cc]et|[Cc]e|[Ll]['’]|[Uu]ne version de (?:cet|ce)) ?(?:article|texte|reportage|billet|enquête)[^.⟦]{0,60}?(?:paru|publié|diffusé)[^.⟦]{0,40}?) ?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Ee]ste|[Ee]l|[Ee]sta|[Uu]na versión de este) (?:artículo|texto|reportaje|nota|entrevista|historia|artigo|reportagem|matéria)[^.⟦]{0,60}?(?:publicad[oa]|apareció|publicou|republicad[oa])[^.⟦]{0,40}?) ?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Ee]st[ea]|[Oo]|[Aa]) (?:artigo|texto|reportagem|matéria|notícia)[^.⟦]{0,60}?(?:publicad[oa]|republicad[oa])[^.⟦]{0,40}?) ?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Dd]ieser|[Dd]er|[Dd]iese|[Dd]ie) (?:Artikel|Text|Beitrag|Bericht|Reportage|Analyse)[^.⟦]{0,60}?(?:erschien|erschienen|veröffentlicht|publiziert|stammt)?[^.⟦]{0,50}?(?:in|im|bei|auf|von|aus)) {Q}[^.]{0,30}(?:erschien|veröffentlicht|publiziert|\.|$))",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Ээ]та|[Дд]анная|[Сс]татья|[Мм]атериал|[Тт]екст|[Оо]ригинал)[^.⟦]{0,70}?(?:опубликован\p{L}*|вышел|вышла|появил\p{L}+|выходил\p{L}*)[^.⟦]{0,40}?) ?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Цц]я|[Цц]ей|[Сс]таття|[Мм]атеріал|[Тт]екст|[Оо]ригінал)[^.⟦]{0,70}?(?:опублікован\p{L}*|вийш\p{L}+|з['’]явил\p{L}+)[^.⟦]{0,40}?) ?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:本文|原文|此文|该文|該文|文章|本報導|本报道|這篇文章|这篇文章|以上内容|以上內容|本篇)[^。⟦]{0,14}?(?:最初|首次|首先|最早|原|首|先)?(?:发表|發表|刊登|刊载|刊載|刊发|刊發|刊|载|載|登载|登載|刊於|見於|见于|来自|來自|出自|来源|來源|首发|首發)(?:于|於|在|自)?[：:]?)\s?[\p{Han}]{0,4}{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:转载自|轉載自|转自|轉自|摘自|摘编自|摘編自|编译自|編譯自|译自|譯自|全文转载|綜合自|原载于?|原載於?|原刊于?|原刊於?|节选自|節選自)[：: ]?)(?:[\p{Han}]{0,4})?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:この|本)(?:記事|文章|コラム|原稿)は[^。⟦]{0,24}?){Q}[^。]{0,24}(?:掲載|配信|公開|転載|提供))",
        ),
        ("K5", "source", 4, r"(?P<value>{Q}(?P<cue>(?:より|から|の許諾を得て|の)(?:転載|翻訳転載|抜粋)))"),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>이 (?:기사|글|칼럼)[는은이가][^.⟦]{0,24}?){Q}[^.]{0,20}(?:실린|실렸|게재|처음|제공|출처|보도))",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:نُ?شر|نُ?شرت?|ظهر)[^.⟦]{0,40}?(?:المقال|التقرير|الموضوع|النص|القصة)[^.⟦]{0,40}?(?:في|على|لدى)[^.⟦]{0,20}?){Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:هذا|هذه) (?:المقال|التقرير|المقالة|الموضوع|النص)[^.⟦]{0,40}?(?:نُ?شر|نُ?شرت?|ظهر)[^.⟦]{0,40}?(?:في|على|لدى)[^.⟦]{0,20}?){Q})",
        ),
        ("K5", "source", 4, r"(?P<value>(?P<cue>(?:经|經|获|獲|獲得|已获|蒙))[^。⟦]{0,6}{Q}(?P<cue2>[^。⟦]{0,6}?(?:授权|授權|许可|許可|同意)[^。⟦]{0,4}?(?:转载|轉載|编译|編譯|刊登|翻译|翻譯|发布)))"),
        # 《纽约时报》记者Edward Wong 作了下述报道; Recently CNN News on-line reported the following:
        (
            "K9",
            "source",
            4,
            r"(?P<value>{Q}[^.。⟦]{0,40}?(?P<cue>reported the following|reports the following|reported as follows|writes the following|published the following|ran the following))",
        ),
        (
            "K9",
            "source",
            4,
            r"(?P<value>{Q}(?:网站|網站)?(?:(?:记者|記者|专栏作家|撰稿人) ?(?P<person>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}|[\p{Han}·]{2,6}?))?\s?(?P<cue>[^。⟦]{0,16}?(?:作了下述|作了如下|作如下|如下|以下)(?:报道|報道|報導|撰文|文章)?))",
        ),
        # Read the original here: …
        (
            "K21",
            "source",
            3,
            r"(?i)(?P<value>(?P<cue>(?:read|see|view|find) the (?:original|full)(?: {TEXT_EN})?(?: here)?(?: (?:on|at|in|from))?:?|original(?: {TEXT_EN})?(?: (?:on|at|in|from|by|link))?:|via:|h/t:?|hat tip:?|lire l['’]article (?:original|complet)[^⟦]{0,16}?|leer (?:el )?(?:original|artículo original)[^⟦]{0,16}?|zum original[^⟦]{0,16}?|оригинал:?|原文(?:链接|鏈接|連結|网址|網址|出处|出處|来源|來源)?[：:]?|阅读原文[：:]?|閱讀原文[：:]?|元記事[：:]?|원문[：: ]?)\s?{Q})",
        ),
    ),
    rules(
        # Source: The New York Times; (Quelle: APA/sda/dpa); 来源：新华社
        (
            "K6",
            "source",
            3,
            r"(?i)(?:^|[.!?。)）”\"]\s?|\s)(?P<value>[(（\[【]?(?P<cue>(?:source|sources|news source|quellen?|mit material von|fuentes?|fonte|fontes|bron|fonti|kaynak|źródło|zdroj|источник[иі]?|джерел[оа]|稿源|来源|來源|资料来源|資料來源|新闻来源|新聞來源|消息来源|消息來源|文章来源|文章來源|信息来源|出典|引用元|配信|提供|출처|자료|المصدر|المصادر|مصدر)\s?(?:[:：|｜丨]|\s:))\s?{Q}(?:\s?[(（][^()（）]{0,20}[)）])?\s?[)）\]】]?)[.。]?\s?(?:$|[-–—|(]|作者|责编|责任编辑|編輯|编辑|记者|記者|时间|時間|日期|发布|發布)",
        ),
        # (Con información de EFE); (avec AFP); com informações do Estadão Conteúdo; mit Material der dpa
        (
            "K3",
            "contribution",
            3,
            r"(?P<value>[(（\[]?(?P<cue>(?:[Cc]on información (?:de(?: la)?|del)|[Cc]on (?:datos|material|reportes|aportes|informes) (?:de(?: la)?|del)|[Cc]om informações (?:d[aeo]s?|de)|[Aa]vec (?:l['’]|les? )?|[Mm]it (?:Material|Informationen|Agenturmaterial|Inhalten) (?:von|der|des|vom)|[Mm]it|[Uu]nter Verwendung von Material (?:von|der)|[Cc]on|[Cc]om|[Ww]ith|[Пп]о материалам|[Зз]а матеріалами|[Сс] использованием материалов|[Зз] використанням матеріалів|[Пп]ри участии|بالتعاون مع|مع))\s?(?:la agencia |l['’]agence |der |the )?{X}\s?[)）\]])",
        ),
        (
            "K3",
            "contribution",
            3,
            r"(?P<value>(?P<cue>(?:[Cc]on información (?:de(?: la)?|del)|[Cc]om informações (?:d[aeo]s?|de)|[Mm]it (?:Material|Informationen|Agenturmaterial) (?:von|der|des)|[Пп]о материалам|[Зз]а матеріалами|[Сс] использованием материалов|綜合報導自))\s?(?:la agencia |las agencias |agências? |l['’]agence |der (?:Agentur )?|the |агентства |СМИ )?{Q})\s?[.。)）]?\s?(?:$|⋯)",
        ),
        # With files from The Associated Press; Additional reporting from PA; contributed to this report
        (
            "K4",
            "contribution",
            3,
            r"(?i)(?P<value>(?P<cue>\b(?:with (?:additional )?(?:files|reporting|information|reports|notes|material|contributions?|inputs?|copy|assistance)(?: also)? (?:from|by)|additional (?:reporting|material|information|files) (?:from|by|provided by)|(?:some )?(?:information|material|reporting) (?:from|provided by|by)|including (?:reporting|material) (?:from|by)|compiled from|based on (?:reports|reporting) (?:from|by)|includes (?:reporting|information|material) (?:from|by)))\b[^.⟦]{0,100}?{X}(?:['’]s?)?(?: (?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?))?(?: (?P<person>{NAME}))?)",
        ),
        (
            "K4",
            "contribution",
            3,
            r"(?P<value>{X}(?:['’]s?)?(?: (?:[\p{Lu}]?[\p{L}]+ )?(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|[Ss]taff|producers?))?(?:,? (?P<person>{NAME}(?:(?:,| and|, and) {NAME}){0,3}))?[^.⟦]{0,60}?(?P<cue>contributed (?:\w+ )?(?:to|for) (?:this|the)|contributed (?:reporting|additional|information)|contributed\.))",
        ),
        (
            "K4",
            "contribution",
            3,
            r"(?i)(?P<value>(?P<cue>\b(?:the )?staff and|\band wire (?:reports|services),?|\bfrom staff and) {X})",
        ),
        (
            "K4",
            "contribution",
            3,
            r"(?P<value>(?P<cue>(?:[Aa]vec la contribution|[Aa]vec la collaboration|[Cc]on la colaboración|[Cc]on la contribución|[Cc]om a colaboração|[Uu]nter Mitarbeit|[Mm]itarbeit:|[Пп]ри участии|[Зз]а участі|[Cc]on reportes?|[Cc]on aportes|[Aa]vec des informations|協力[：:]?))(?: de l['’]?| de la| del| de| do| da| von|\s)?\s?{Q})",
        ),
        # a parenthesis at the end of the text, or a block of its own: (dpa), （新华社）, (AFP)
        ("K6", "source", 3, r"^(?P<value>(?P<cue>[(（\[【]){X}\s?[)）\]】])\.?$"),
        ("K3", "contribution", 3, r"^(?P<value>(?P<cue>[(（]?(?:Com|Con|Avec|Mit|With|con|com|avec|mit)(?: (?:agências?|agencias|agences|Agenturen|wires|l['’]))?) ?(?:a |la |o |der |the )?{X}[)）]?)\.?$"),
        ("K3", "contribution", 3, r"^(?P<value>{X}(?P<cue> ?[/|] ?(?:Redacción|Redação|Redaktion|Rédaction|[Ss]taff|[Aa]gencias|[Aa]gencies|[Aa]gências|[Aa]gences|редакция|редакція)))$"),
    ),
    rules(
        (
            "K6",
            "source",
            3,
            r"(?:[.!?。！？”\"』」»)]|\S)\s?(?P<value>(?P<cue>[(（\[【]){X}[^()（）]{0,16}[)）\]】])[.。]?$",
        ),
        ("K6", "source", 3, r"[.!?。]\s(?P<value>(?P<cue>[—–-]{0,2}\s?){X}\s?[(]?[\p{L}/ ]{0,12}[)]?)[.。]?$"),
        ("K6", "footer", 3, r"^(?P<value>(?P<cue>[—–-]{0,3}\s?){X})\s?\.?$"),
        where="end",
    ),
    rules(
        # © 2024 CNN. All rights reserved.; © dpa-infocom, dpa:230428-99-483045/5; Copyright 2014 AP.
        (
            "K7",
            "holder",
            3,
            r"(?i)(?P<value>(?P<cue>(?:©|\(c\)|ⓒ|\bcopyright\b|&copy;|版权所有|版權所有|著作権)(?:\s?(?:©|\(c\)|by|\d{4}(?:\s?[-–]\s?\d{2,4})?|[:：,.])){0,4})\s?(?:the |by )?{Q}(?:[^.\n⟦]{0,40}\bdpa:[\d/-]+)?)",
        ),
        ("K7", "holder", 3, r"(?P<value>{X}(?P<cue>\s?(?:版权所有|版權所有|著作权所有|무단[ ]?전재|저작권자)))"),
        ("K7", "holder", 3, r"(?P<value>(?P<cue>저작권자\s?(?:ⓒ|\(c\)|©)?\s?){Q})"),
        # the agency's own item number
        ("K6", "source", 4, r"(?P<value>{X}(?P<cue>:\d{6}-\d{2,3}-\d+(?:/\d+)?))"),
    ),
)
