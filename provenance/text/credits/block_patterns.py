"""What tells the kind of a block: patterns over one short block, as data.

The patterns are read by a linear-time engine (Rust's ``regex``). They are tried in the order of ``BLOCK_KINDS``; the
first that holds gives the kind. None of them may match a plain sentence of a story.
"""

from __future__ import annotations

MONTHS = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October"
    r"|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|января|февраля|марта|апреля"
    r"|мая|июня|июля|августа|сентября|октября|ноября|декабря|січня|лютого|березня|квітня|травня|червня|липня|серпня"
    r"|вересня|жовтня|листопада|грудня|янв|фев|мар|апр|июн|июл|авг|сен|сент|окт|ноя|дек|ene|abr|ago|dic|janv|févr|juil|déc|fev"
    r"|mai|set|out|dez|Mär|Okt|Dez)"
)

DATE = (
    rf"(?:\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}"
    rf"|{MONTHS}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}\.?\s(?:de\s)?{MONTHS}\.?(?:\sde)?,?\s\d{{4}}|\d+ (?:hours?|hrs?|minutes?|mins?|days?) ago)"
)

DATELINE = (
    rf"(?i)^(?:(?:posted|published|updated|last updated|first published|created|date|發布|更新|发布|时间|時間|publié|mis à jour|publicado|actualizado"
    rf"|atualizado|veröffentlicht|aktualisiert|stand|опубликовано|обновлено|оновлено|опубліковано)[:：]?\s*)?(?:(?:on|le|am|el)\s)?"
    rf"(?:[\p{{L}}]{{2,12}}\.?,?\s)?(?:at\s)?(?:\d{{1,2}}:\d\d(?:\s?[ap]\.?m\.?)?,?\s)?(?:[A-Z]{{2,4}},?\s)?(?:[\p{{L}}]{{2,12}},\s)?{DATE}.{{0,40}}$"
)

PLACE_LINE = r"^[A-Z][\p{L}.' ,/-]{1,40} \((?:AP|AFP|Reuters|UPI|CNN|dpa|EFE|ANSA)\)(?: [—–-]+)?$"

BYLINES = (
    rf"^(?:(?:\p{{Lu}}[\p{{L}}.'’-]*|of|the|and),? ){{1,8}}(?:\d{{1,2}}:\d\d ?[ap]\.?m\.?,? (?:[A-Z]{{2,4}},? )?)?{DATE}$",
    r"^(?:(?:By|BY|Written by|Analysis by|Opinion by|Story by|Reported by|From|Por|Par|Von|De|Da|Di|Texto:|Text:|Autor:|Author:|Автор:|Текст:) \p{Lu}[^.!?。]{2,120}$)",
    r"^[(（【〔\[]?(?:本报|本報|本网|本台)?(?:记者|記者|特派员|特派員|特约记者|编译|編譯|作者|文)\s?[/／:：]?\s?[\p{Han}A-Za-z·、 ]{2,24}[/／]?[\p{Han}]{0,8}[)）】〕\]]?$",
    r"^\p{Hangul}{2,4}(?:·\p{Hangul}{2,4})* (?:기자|특파원)(?: [\w.]+@[\w.]+)?$",
    r"^\p{Lu}[\p{Lu}.' -]{3,60}(?:,| and [\p{Lu}.' -]{3,60})? {1,60}(?:The )?(?:Associated Press|AP|Reuters|AFP)$",
)

CREDITS = (
    r"(?i)^credits?\s?[:：].{2,80}$",
    r"(?i)(?-u:\b)(?:originally|first) (?:appeared|published|posted|ran)(?-u:\b).*$",
    r"(?i)(?-u:\b)(?:was|is) (?:originally )?(?:re)?published (?:by|in|on|with) .*$",
    r"(?i)contribut(?:ed|ing) to this (?:report|story|article)\.?$",
    r"(?i)^(?:with (?:files|reporting|additional reporting|information)|additional reporting) .*$",
    r"(?i)^[(（\[]?(?:source|sources|quelle|quellen|fuente|fuentes|fonte|fontes|источник|джерело|来源|來源|资料来源|資料來源|新聞來源|新闻来源|消息来源|出典|출처|المصدر)\s?[:：].+$",
    r"(?i)^[(（【〔\[]?(?:编译|編譯|翻译|翻譯|译者|譯者|译|譯|traduit|traducción|tradução|translated|übersetzung|übersetzt|перевод|переклад)[^。.]{0,80}[)）】〕\]]?$",
    r"(?i)^.*(?:本文|原文|文章)?(?:最初|首次|首先|原)(?:发表|發表|刊登|刊载|刊載|刊|载|載)(?:于|於|在).+$",
    r"(?i)^.*(?:本文)?(?:转载自|轉載自|转自|轉自).+$",
    r"(?i)^附(?:原|英)?(?:英|原)?文.*$",
    r"(?i)^translation$",
    r"(?i)^(?:译文|譯文|翻译|翻譯|原文)[:：]?$",
    r"(?i)^[(（].*(?:avec|con información de|com informações d[aeo]s?|mit material (?:von|der)|mit) (?:l['’])?(?:AFP|EFE|Reuters|AP|dpa|agences|agencias|agências)[^.]{0,40}[)）]$",
    r"(?i)^\(?(?:additional |more )?reporting by .*$",
    r"(?i)^(?:©|\(c\)|ⓒ|copyright(?-u:\b)).*$",
)

CAPTIONS = (
    r"(?i)^(?:题图|題圖|图为|圖為|图|圖|资料图|資料圖|图片|圖片|图源|圖源|写真|사진|photo|photos|photograph|image|images|picture|pictured|caption|video|foto|fotos|bild|bilder|crédit|crédits|фото|صورة)\s?(?:[:：]|(?-u:\b)by(?-u:\b)|(?-u:\b)credit(?-u:\b)).+$",
    r"(?i)^file ?(?:photo)? ?[-–—:] ?.+$",
    r"(?i)\((?:AP|AFP|Reuters|Getty|EPA|dpa)? ?(?:photo|foto)[^()]{0,90}\)\.?$",
    r"(?i)[(（][^()（）/／]{5,50}[/／](?:AP|AFP|Reuters|Getty Images|EPA|dpa|EFE|Xinhua|TASS|[\p{Han}]{2,6}社)[)）]$",
    r"(?i)(?-u:\b)via (?:AP|Getty Images|Reuters|AFP|Shutterstock)\)?\.?$",
)

BOILERPLATE = (
    r"(?i)^(?:powered by .+|advertisement|advertisements|advertising|story continues below.*|article continues below.*|ad|close|print|e-?mail|share|tweet|pin it|save|reply|comments?|comment on this story"
    r"|share (?:this|on|via|with).*|facebook|twitter|linkedin|whatsapp|follow (?:us|me|him|her|them)(?-u:\b).*|like us on.*|read more.*|more|less|related(?: articles| stories| content)?:?|you (?:might|may) also like.*"
    r"|recommended(?: for you)?|most (?:read|popular|viewed).*|trending.*|sign up .*|subscribe.*|newsletter.*|click here.*|back to (?:gallery|top)|image \d+ of ?/?\d+|\d+ ?/ ?\d+|loading\.*|play_arrow|more_vert"
    r"|please verify you.{1,3}re not a robot.*|invalid email address.*|you must select a newsletter.*|an error has occurred.*"
    r"|thank you for subscribing.*|view all .{1,40} newsletters.*|(?:advertisement )?continue reading(?: the main story)?|read or share this story.*"
    r"|media playback is (?:un|not )?supported.*|media caption.{0,10}|(?:do you have|got) a (?:story|tip)(?-u:\b).*"
    r"|(?:e-?mail|contact) us at \S{1,80}.*|we pay for your (?:stories|videos|pictures).*"
    r"|skip to .*|view (?:all|more|comments|photos).*|all rights reserved\.?|terms (?:of|and) .*|privacy policy.*|cookie.*|this (?:site|website) uses cookies.*|enable javascript.*|please enable.*"
    r"|connect tweet linkedin.*|this material may not be published.*|publicité|publicidad|publicidade|anzeige|werbung|реклама|advertentie|広告|광고|广告|廣告|إعلان"
    r"|lire aussi.*|à lire aussi.*|lea también.*|leia (?:também|mais).*|lesen sie auch.*|mehr zum thema.*|читайте также.*|читайте також.*|подписывайтесь.*|підписуйтесь.*"
    r"|沒有留言[:：]?|張貼留言|没有评论|分享到?.*|相关阅读.*|延伸閱讀.*|延伸阅读.*|相關新聞.*|责任编辑[:：].*|責任編輯[:：].*|（责任编辑.*|(?:未经|未經).*(?:转载|轉載).*|版权所有.*|版權所有.*"
    r"|関連記事.*|無断転載.*|.*무단 ?전재.*|저작권자.*|관련기사.*|اقرأ أيضا.*)$"
)

RELATED = (
    r"(?i)^(?:related(?: articles?| stories| content| news| links| topics)?|read more|more (?:on|from) .{2,40}|see also"
    r"|you (?:might|may) also like|recommended(?: for you)?|most (?:read|popular|viewed).{0,20}|mehr zum thema"
    r"|lire aussi|lea también|leia (?:também|mais)|相关阅读|延伸閱讀|延伸阅读|相關新聞|関連記事|관련기사)\s?[:：]?$"
)
"""Heading of links to other pages: the titles behind it are boilerplate, up to the first block that is no title."""

FORM = r"(?i)^(?:sign[ -]?up|newsletters?|subscribe|register|log ?in|please verify|enter your e-?mail|get (?:the|our) .{0,40}newsletter)(?-u:\b)"
"""How a form begins that has run together to one block: boilerplate where most of its sentences are."""

QUOTE = r"(?s)^(?:[\"“„«「『].{2,}[\"”“»」』][.,。]?|>.*)$"

BLOCK_KINDS = {
    "boilerplate": (180, (BOILERPLATE,)),
    "dateline": (120, (DATELINE, PLACE_LINE)),
    "credit": (320, CREDITS),
    "caption": (600, CAPTIONS),
    "byline": (240, BYLINES),
}
"""Kind of a block by its words: how many code points it has at most, and patterns of which one must hold.

They are tried one by one: joined by ``|`` they are ten times as slow. What none of them tells is a paragraph.
"""
