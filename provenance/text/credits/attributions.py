"""Rules for names that stand for a report: attributions, chains, self-references, media facts, topics."""

from __future__ import annotations

from provenance.text.credits.rules import rules

TOPICS = (
    rules(
        # CNN debate, a Washington Post poll, Reuters/Ipsos: data and events, not text
        (
            "K19",
            "mention",
            0,
            r"(?P<value>{X}(?P<cue>(?:['’]s?)?(?:[/-](?:Ipsos|GfK|ABC|CBS|NBC|YouGov|Gallup|Marist|Kaiser|Siena|Opinion Research|ORC|Harris|SSRS|Quinnipiac|\p{Lu}[\p{L}]+)| (?:/ ?)?(?:\p{Lu}[\p{L}]+ )?(?:debates?|town[ -]?halls?|polls?|surveys?|tracking|count|tally|delegate|anchors?|hosts?|co-?hosts?|contributors?|commentators?|pundits?|editorial board|headquarters|building|employees?|stock|shares|CEO|president|executives?|app|website|archives?|best[- ]?seller|Top 25|fact[- ]check|database|forum|exit polls?|projections?|index|data|magazine covers?|crossword|columnists?|studios?|terminals?|awards?|Cup|Cafe|class|exam|courses?|test)))\b)",
        ),
        (
            "K19",
            "mention",
            0,
            r"(?i)(?P<value>(?P<cue>\b(?:poll|survey|study|count|tally|analysis of data|database|data|figures|debate|town hall)s? (?:conducted |compiled |released |published |hosted |by |for |from |of |on )+(?:the )?){X})",
        ),
    ),
)

REPORTS = (
    rules(
        (
            "K12",
            "statement",
            2,
            r"(?P<value>(?P<cue>(?:agency|newspaper|daily|broadcaster|media|channel|tabloid|magazine|website),? ){X}(?P<cue2>,? (?:said|says|quoted|announced|noted)))\b",
        ),
    ),
    # chains and attributions, by language; the order inside one sentence is the order of the chain
    rules(
        (
            "K12",
            "attribution",
            2,
            r"(?i)(?P<value>(?P<cue>(?:according to|as reported by|as first reported by|first reported by|reported by|reports? (?:by|from|in)|with reference to|referring to|citing|quoting|cited by)(?: (?:an?|the) (?:(?:new |recent |exclusive )?(?:report|story|article|dispatch|investigation|interview) (?:by|in|from|on|published by|published in)))?(?: (?:\p{L}[\p{L}'’-]* ){0,4}(?:agency|newspaper|daily|weekly|tabloid|broadcaster|website|site|magazine|outlet|channel|network|media|press))?) {Q})(?:[^\p{L}-]|$|-?run|(?: and| reporters?| correspondents?| on| in| report| that| at| late| early| news| this| yesterday| today|['’]))",
        ),
        (
            "K12",
            "statement",
            2,
            r"(?P<value>{Q}(?:['’]s? (?:{NAME}|report))?(?P<cue>,? (?:has |have |had |first |also |later |earlier |exclusively |on \w+day |\w+day |late \w+day |news agency |newspaper |magazine |state news agency |, citing [^,.⟦]{3,50}, |correspondent |in a report )*(?:reported|reports|report|writes|wrote|revealed|quoted|cited|published a report|broke the news|is reporting|are reporting|was reporting|says? in a report|said in a report)))\b",
        ),
        (
            "K12",
            "statement",
            2,
            r"(?P<value>(?P<cue>\b(?:[Aa]s|[Ii]n a report,)) {Q} (?:has |have |first )?(?:reported|reports|notes|noted|points out|put it|wrote|writes|explains|explained|describes|described|said|says))",
        ),
    ),
    rules(
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Ss]elon|[Dd]['’]après|[Rr]apporte|[Rr]apportent|[Rr]apportait|[Aa]nnonce|[Ii]ndique|[Rr]elaie|[Rr]évèle|[Cc]ité[es]? par|[Rr]elayée? par|[Cc]itant|[Rr]apportée? par|[Rr]apporté par|[Ii]nforme|[Aa] rapporté|[Oo]nt rapporté|[Ss]elon les informations (?:de|du))(?: (?:l['’]agence(?: de presse)?|le (?:quotidien|journal|site)|la chaîne|le magazine|l['’]hebdomadaire)(?: \p{L}+)?)?)\s?{Q})",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Ss]egún (?:informa|informó|informan|recoge|publica|publicó|reporta|reportó|adelanta|la agencia|el diario|el periódico|la cadena|el medio|un reporte de|un informe de|datos de)?|[Dd]e acuerdo (?:con|a)|[Ii]nforma|[Ii]nformó|[Rr]eporta|[Rr]eportó|[Pp]ublica|[Pp]ublicó|[Rr]ecogid[oa]s? por|[Cc]itad[oa]s? por|[Cc]itando a|[Aa]segura|[Rr]evela|[Rr]eveló)(?: (?:la agencia(?: de noticias)?|el diario|el periódico|la cadena|el medio|la revista)(?: \p{L}+)?)?)\s?{Q})",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Ss]egundo|[Cc]onforme|[Dd]e acordo com|[Ii]nforma|[Ii]nformou|[Nn]oticia|[Nn]oticiou|[Pp]ublicou|[Rr]elata|[Cc]itad[oa]s? pel[oa]|[Dd]ivulgad[oa]s? pel[oa]|[Rr]evelou|[Cc]itando)(?: (?:a agência(?: de notícias)?|o jornal|a emissora|a revista|o site|informações d[aeo])(?: \p{L}+)?)?)\s?{Q})",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Nn]ach Angaben|[Nn]ach Informationen|[Ll]aut|[Ww]ie|[Uu]nter Berufung auf|[Gg]emäß|[Ss]o|[Mm]eldet|[Mm]eldete|[Bb]erichtet|[Bb]erichtete|[Zz]itiert von|[Ee]inem Bericht|[Bb]erichten)(?: (?:der|die|das|dem|des|von|vom|den|einem Bericht (?:der|des|von)|nach Angaben der))?(?: [\p{L}-]+e[nrsm]?)?(?: (?:Nachrichtenagentur(?:en)?|Agentur(?:en)?|Zeitung|Sender|Senders|Magazin|Magazins|Tageszeitung|Blatt|Portal))?)\s[„“\"»«]?{Q})",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?P<cue> (?:(?:am \p{L}+|unter Berufung auf [^,.⟦]{3,50}|zufolge|zuvor|zuerst|weiter) ){0,2}(?:berichtet|berichtete|meldet|meldete|zufolge|schreibt|schrieb)))\b",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?P<cue>,? (?:a |ha |hanno |avait |ont )?(?:rapporte|rapporté|rapportent|informó|informa|reportó|publicó|noticiou|informou|publicou|relatou|riporta|riferisce|scrive)))\b",
        ),
    ),
    rules(
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Сс]ообщает|[Сс]ообщают|[Сс]ообщило|[Сс]ообщил|[Сс]ообщила|[Пп]ередает|[Пп]ередаёт|[Пп]ередают|[Пп]ишет|[Пп]ишут|[Сс]о ссылкой на|[Пп]о данным|[Пп]о информации|[Пп]о сообщению|[Пп]о сообщениям|[Кк]ак сообщает|[Цц]итирует|[Уу]точняет|[Оо]тмечает|[Рр]ассказал[аи]?|[Ии]нформирует|[Вв] материале|[Сс]огласно)(?: (?:об этом|в \p{L}+))?(?: (?:агентств[оауе]м?|агентств|информагентств[оа]|газет[аыуе]|телеканал[а]?|издани[еяю]|журнал[а]?|портал[а]?|РИА|ИА|корреспондент))?)\s?{Q})",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?P<cue>,? (?:сообщает|сообщило|сообщил|передает|передаёт|пишет|писал[аои]?|пише|повідомляє|передає|інформує|відзначає)))(?:[^\p{L}]|$)",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[Пп]овідомляє|[Пп]овідомляють|[Пп]овідомило|[Пп]овідомив|[Пп]овідомила|[Пп]ередає|[Пп]ередають|[Пп]ише|[Пп]ишуть|[Зз] посиланням на|[Іі]з посиланням на|[Пп]осилаючись на|[Зз]а даними|[Зз]а інформацією|[Зз]а повідомленням|[Яя]к передає|[Яя]к повідомляє|[Іі]нформує|[Ііі]нформують|[Зз]азначає|[Уу]точнює|[Цц]итує|[Вв]ідповідно до)(?: (?:про це|агентств[оау]|видання|телеканал|газета|портал|кореспондент(?:ка)?|журнал))?)\s?{Q})",
        ),
        script="cyrillic",
    ),
    rules(
        # 据美联社报道，; 据法新社援引路透社; 法新社報導，; 美媒稱 is no name
        (
            "K9",
            "source",
            4,
            r"(?P<value>(?P<cue>[据據]){Q}(?:网站|網站|报|報|电|電)?[^，。⟦]{0,12}?\d{1,2}月\d{1,2}日[^，。⟦]{0,8}?(?:报道|報道|報導|消息|刊文|电|電|援引)(?:称|稱)?)",
        ),
        (
            "K9",
            "source",
            4,
            r"(?P<value>{Q}(?:网站|網站)?(?:[^，。⟦]{0,10}?\d{1,2}月\d{1,2}日)?(?P<cue>[^，。⟦]{0,8}?(?:刊登题为|刊登題為|刊发题为|发表题为|發表題為|刊载题为|发表了?一篇题为|刊文称|刊文稱|发表文章称|發表文章稱)))",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:[据據]|根据|根據|按照|依据|依據|按)(?:[^，。⟦]{0,12}?(?:媒体|媒體|通讯社|通訊社|电视台|電視台|杂志|雜誌|报纸|報紙))?)\s?{Q}(?:网站|網站|网|網|电|電|报|報|中文网)?[^，。⟦]{0,30}?(?:报道|報道|報導|报导|消息|称|稱|援引|指出|披露|透露|引述|所述|统计|电|電|的消息|的說法|，|,))",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?:网站|網站|中文网|网|電|电)?(?P<cue>[^，。！？⟦]{0,16}?(?:报道称|報道稱|報導稱|报道指|報導指|報道|报道|報導|报导|援引|披露|刊文|撰文|发文|消息称|消息稱|引述|引用|独家|獨家)(?:说|說|指出)?))",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:援引|引述|引用|转引|轉引|综合|綜合|转述|轉述)(?:[^，。⟦]{0,8}?)?){Q}(?:[^，。⟦]{0,16}?(?:报道|報道|報導|消息|的话|的話|说法|說法))?)",
        ),
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?:网站|網站|网|網|报|報|电|電)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<cue>(?:则|則|也|还|還|又|曾|先前|此前|早前)?(?:称|稱|指|说|說|写道|寫道|指出|透露|强调|強調)))(?:[，,：:]|[\p{Han}])",
        ),
        # ロイターによると, 共同通信が報じた, 新華社は…と伝えた
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>{Q}(?:通信|通信社|紙|電|新聞|放送|テレビ|電子版|など)?(?P<cue>(?:によると|によれば|は[^。⟦]{0,60}?(?:報じ|伝え|報道し)|が[^。⟦]{0,60}?(?:報じ|伝え|報道し)|などが報じ|などによると|が伝え|の報道)))",
        ),
        script="han",
    ),
    rules(
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>)?{Q}(?P<cue2>(?:통신|방송|신문|뉴스)?(?:에 따르면|에 의하면|[은는이가] [^.⟦]{0,60}?(?:보도했|전했|보도한|보도하|밝혔|인용)|[을를] 인용|의 보도| 보도에|[은는이가] 보도| 등에 따르면|[을를] 통해)))",
        ),
        script="hangul",
    ),
    rules(
        (
            "K12",
            "attribution",
            2,
            r"(?P<value>(?P<cue>(?:نقلا عن|نقلاً عن|بحسب|وفقا ل|وفقاً ل|حسب|وفق|أفادت|أفاد|وأفادت|ذكرت|ذكر|وذكرت|نقلت|ونقلت|أوردت|قالت|وقالت|كشفت|وكالات|عن)(?: (?:وكالة(?: الأنباء)?|صحيفة|قناة|شبكة|موقع|مجلة|تقرير|ما ذكرت|ما أفادت|ما نقلت)(?: \p{Arabic}+)?)?)\s?(?:ل|لـ)?{Q})",
        ),
        script="arabic",
    ),
)

SELVES = (
    rules(
        # told The New York Times; obtained by The Associated Press; in an interview with CNN; said on CNN's "State of the Union"
        (
            "K14",
            "mention",
            3,
            r"(?i)(?P<value>(?P<cue>\b(?:obtained|reviewed|seen|verified|viewed|examined|analy[sz]ed|interviewed|conducted) by(?: reporters (?:for|from|at))?(?: the)?) {Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?i)(?P<value>(?P<cue>\b(?:told|tells|telling|tell|informed|interview(?:s|ed)? (?:with|by|on|for|to|published in|published by)|(?:spoke|speaking|speaks|spoken|talking|talked|said|says|statement|comments?|remarks|e-?mail|letter|note|request|response) (?:to|with|on|for|from)|appearing on|appeared on|appearance on|joined|written for|writing (?:in|for)|op-ed (?:in|for)|published in|contacted by|asked by|shared with|provided to|given to)(?: (?:reporters at|a reporter for|the))?) {Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:[Aa] (?:dit|indiqué|déclaré|confié|expliqué|affirmé|assuré|précisé|confirmé|annoncé|répondu) à|[Oo]nt (?:dit|indiqué|déclaré|confirmé) à|auprès de|interrogée? par|contactée? par|au micro de|dans un entretien (?:à|avec|au)|dans une interview (?:à|au))) ?{Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:dijo|declaró|confirmó|confirmado|señaló|explicó|aseguró|indicó|afirmó|contó|han confirmado|ha confirmado|disse|declarou|afirmou|contou|confirmou|explicou|entrevista|entrevistado|declaraciones|en conversación|consultad[oa]s?)(?: en (?:una )?entrevista)?(?: (?:a|ao|à|al|con|à agência|a la agencia|por|com))?) ?{Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:gegenüber(?: der| dem)?|sagte(?:n)? (?:der|dem|zu)|erklärte(?:n)? (?:der|dem)|im (?:Gespräch|Interview) mit(?: der| dem)?|im (?:Interview|Gespräch) der|teilte(?:n)? der)(?: (?:Nachrichtenagentur|Zeitung|Tageszeitung|Sender|Deutschen|Agentur))?) ?[„“\"»]?{Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:в интервью|в комментарии|заявил[аи]?|рассказал[аи]?|сказал[аи]?|в беседе с|корреспонденту|в інтерв['’]ю|у коментарі|розповів|розповіла|заявив|заявила|кореспонденту|собеседник)(?: (?:агентству|газете|изданию|телеканалу|агентства|виданню|каналу))?) ?{Q})",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:告诉|告訴|对|對|向|接受)(?:[^，。⟦]{0,6}?)?){Q}(?:网|網)?(?:记者|記者)?[^，。⟦]{0,8}?(?:表示|说|說|称|稱|采访|採訪|专访|專訪|介绍|透露|指出|，|,|。|:|：))",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>{Q}(?P<cue>(?:通信|紙|テレビ)?(?:の取材|の(?:単独)?インタビュー|に対し|に語|のインタビュー|の問い合わせ)))",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>{Q}(?P<cue>(?:통신|방송|신문)?(?:과의|와의|에|과|와) ?(?:한 |가진 )?(?:인터뷰|통화|단독)|에 (?:말했|밝혔|전했|출연)))",
        ),
        (
            "K14",
            "mention",
            1,
            r"(?P<value>(?P<cue>(?:قال|قالت|صرح|أكد|أبلغ|أخبر|في (?:مقابلة|حديث|تصريح|تصريحات)|حديثه|تصريحات)[^.⟦]{0,30}?(?:ل|لـ|مع|إلى)\s?(?:وكالة |صحيفة |قناة |شبكة )?){Q})",
        ),
        ("K18", "report", 1, r"(?i)(?P<value>(?P<cue>\bif) {Q} (?:reports?|says|writes))"),
    ),
)

MENTION = rules(("K19", "mention", 0, r"(?P<value>{X})"), frame=False)
"""A name that nothing frames."""
