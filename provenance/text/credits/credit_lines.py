"""Rules for lines that name the source of a text, or of a part of it: first publication, source, contribution, ©."""

from __future__ import annotations

from provenance.text.credits.rules import rules

LINES = (
    rules(
        # This article originally appeared in The New York Times.
        (
            "K5",
            "source",
            4,
            r"(?i)(?P<value>\b(?P<cue>(?:this|a(?:nother)? (?:longer |shorter |different )?version of th(?:is|e)) {TEXT_EN}[^.;⟦]{0,60}?(?:(?:originally |first |previously |also )*(?:appeared|published|posted|ran|printed|aired|produced|written|reported|syndicated|republished|reprinted|reproduced|courtesy))[^.⟦]{0,24}?(?:in|on|by|at|with|from|of|for))[^.⟦]{0,30}?{Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?i)(?P<value>\b(?P<cue>the {TEXT_EN}[^.⟦]{0,60}?(?:(?:originally|first|previously) (?:appeared|published|posted|ran|printed|aired|produced|written|reported|syndicated|republished|reprinted|reproduced|courtesy))[^.⟦]{0,24}?(?:in|on|by|at|with|from|of|for))[^.⟦]{0,30}?{Q})",
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
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:经|經|获|獲|獲得|已获|蒙))[^。⟦]{0,6}{Q}(?P<cue2>[^。⟦]{0,6}?(?:授权|授權|许可|許可|同意)[^。⟦]{0,4}?(?:转载|轉載|编译|編譯|刊登|翻译|翻譯|发布)))",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Tt]exto|[Aa]rtigo|[Aa]rtículo|[Rr]eportagem|[Rr]eportaje|[Mm]atéria|[Nn]ota|[Cc]ontenido|[Cc]onteúdo) (?:originalmente )?(?:publicad[oa]|aparecid[oa]) (?:originalmente |originariamente |por primera vez |primeiro )?(?:n[oa]s?|em|en|pel[oa]|por)) {Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Aa]rticle|[Tt]exte|[Rr]eportage|[Tt]ribune) (?:initialement |originalement |d['’]abord )?(?:paru|publié) (?:initialement |originalement )?(?:dans|sur|par|en)) {Q})",
        ),
        (
            "K5",
            "source",
            4,
            r"(?P<value>(?P<cue>(?:[Uu]rsprünglich|[Zz]uerst) (?:erschienen|veröffentlicht|publiziert) (?:in|bei|auf|im|von)(?: der| dem)?) {X}[”\"'’]?)",
        ),
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
            r"(?P<value>{X}(?:['’]s?)?(?: (?:[\p{Lu}]?[\p{L}]+ )?(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Jj]ournalists?|[Ss]taff|producers?))?(?:,? (?P<person>{NAME}(?:(?:,| and|, and) {NAME}){0,3}))?[^.⟦]{0,60}?(?P<cue>contributed (?:\w+ )?(?:to|for) (?:this|the)|contributed from|contributed (?:reporting|additional|information)|contributed\.))",
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
        (
            "K3",
            "contribution",
            3,
            r"^(?P<value>(?P<cue>[(（]?(?:Com|Con|Avec|Mit|With|con|com|avec|mit)(?: (?:agências?|agencias|agences|Agenturen|wires|l['’]))?) ?(?:a |la |o |der |the )?{X}[)）]?)\.?$",
        ),
        (
            "K3",
            "contribution",
            3,
            r"^(?P<value>{X}(?P<cue> ?[/|] ?(?:Redacción|Redação|Redaktion|Rédaction|[Ss]taff|[Aa]gencias|[Aa]gencies|[Aa]gências|[Aa]gences|редакция|редакція)))$",
        ),
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
