"""What tells the kind of a block: patterns over one short block, as data.

The patterns are read by a linear-time engine (Rust's ``regex``). They are tried in the order of ``BLOCK_KINDS``; the first
that holds gives the kind. None of them may match a plain sentence of a story.
"""

from __future__ import annotations

MONTHS = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October"
    r"|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|января|февраля|марта|апреля"
    r"|мая|июня|июля|августа|сентября|октября|ноября|декабря|січня|лютого|березня|квітня|травня|червня|липня|серпня"
    r"|вересня|жовтня|листопада|грудня)"
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

BYLINE = (
    r"(?:^(?:(?:By|BY|Written by|Analysis by|Opinion by|Story by|Reported by|From|Por|Par|Von|De|Da|Di|Texto:|Text:|Autor:|Author:"
    r"|Автор:|Текст:) \p{Lu}[^.!?。]{2,120}$))"
    r"|(?:^[(（【〔\[]?(?:本报|本報|本网|本台)?(?:记者|記者|特派员|特派員|特约记者|编译|編譯|作者|文)\s?[/／:：]?\s?[\p{Han}A-Za-z·、 ]{2,24}[/／]?[\p{Han}]{0,8}[)）】〕\]]?$)"
    r"|(?:^\p{Hangul}{2,4}(?:·\p{Hangul}{2,4})* (?:기자|특파원)(?: [\w.]+@[\w.]+)?$)"
    r"|(?:^\p{Lu}[\p{Lu}.' -]{3,60}(?:,| and [\p{Lu}.' -]{3,60})? {1,60}(?:The )?(?:Associated Press|AP|Reuters|AFP)$)"
)

CREDIT = (
    r"(?i)(?:^.{0,60}\b(?:originally|first) (?:appeared|published|posted|ran)\b.{0,160}$)|(?:^.{0,40}\b(?:was|is) (?:originally )?(?:re)?published (?:by|in|on|with) .{0,160}$)"
    r"|(?:^.{0,120}contribut(?:ed|ing) to this (?:report|story|article)\.?$)|(?:^(?:with (?:files|reporting|additional reporting|information)|additional reporting) .{0,160}$)"
    r"|(?:^[(（\[]?(?:source|sources|quelle|quellen|fuente|fuentes|fonte|fontes|источник|джерело|来源|來源|资料来源|資料來源|新聞來源|新闻来源|消息来源|出典|출처|المصدر)\s?[:：].{1,90}$)"
    r"|(?:^[(（【〔\[]?(?:编译|編譯|翻译|翻譯|译者|譯者|译|譯|traduit|traducción|tradução|translated|übersetzung|übersetzt|перевод|переклад)[^。.]{0,80}[)）】〕\]]?$)"
    r"|(?:^.{0,8}(?:本文|原文|文章)?(?:最初|首次|首先|原)(?:发表|發表|刊登|刊载|刊載|刊|载|載)(?:于|於|在).{1,60}$)|(?:^.{0,6}(?:本文)?(?:转载自|轉載自|转自|轉自).{1,80}$)"
    r"|(?:^附(?:原|英)?(?:英|原)?文.{0,12}$)|(?:^translation$)|(?:^(?:译文|譯文|翻译|翻譯|原文)[:：]?$)"
    r"|(?:^[(（].{0,40}(?:avec|con información de|com informações d[aeo]s?|mit material (?:von|der)|mit) (?:l['’])?(?:AFP|EFE|Reuters|AP|dpa|agences|agencias|agências)[^.]{0,40}[)）]$)"
    r"|(?:^\(?(?:additional |more )?reporting by .{0,200}$)|(?:^(?:©|\(c\)|ⓒ|copyright\b).{0,160}$)"
)

CAPTION = (
    r"(?i)(?:^(?:题图|題圖|图为|圖為|图|圖|资料图|資料圖|图片|圖片|图源|圖源|写真|사진|photo|photos|photograph|image|images|picture|pictured|caption|video|foto|fotos|bild|bilder|crédit|crédits"
    r"|фото|صورة)\s?(?:[:：]|\bby\b|\bcredit\b).{1,400}$)|(?:^file ?(?:photo)? ?[-–—:] ?.{1,500}$)"
    r"|(?:^.{0,500}\((?:AP|AFP|Reuters|Getty|EPA|dpa)? ?(?:photo|foto)[^()]{0,90}\)\.?$)|(?:^.{0,500}[(（][^()（）]{0,50}[/／](?:AP|AFP|Reuters|Getty Images|EPA|dpa|EFE|Xinhua|TASS|[\p{Han}]{2,6}社)[)）]$)"
    r"|(?:^.{0,500}\bvia (?:AP|Getty Images|Reuters|AFP|Shutterstock)\)?\.?$)"
)

BOILERPLATE = (
    r"(?i)^(?:powered by .{1,60}|advertisement|advertisements|advertising|story continues below.{0,30}|article continues below.{0,30}|ad|close|print|e-?mail|share|tweet|pin it|save|reply|comments?|comment on this story"
    r"|share (?:this|on|via|with).{0,60}|facebook|twitter|linkedin|whatsapp|follow (?:us|me|him|her|them)\b.{0,120}|like us on.{0,80}|read more.{0,80}|more|less|related(?: articles| stories| content)?:?|you (?:might|may) also like.{0,40}"
    r"|recommended(?: for you)?|most (?:read|popular|viewed).{0,40}|trending.{0,30}|sign up .{0,120}|subscribe.{0,120}|newsletter.{0,60}|click here.{0,120}|back to (?:gallery|top)|image \d+ of ?/?\d+|\d+ ?/ ?\d+|loading\.{0,3}|play_arrow|more_vert"
    r"|skip to .{0,40}|view (?:all|more|comments|photos).{0,40}|all rights reserved\.?|terms (?:of|and) .{0,60}|privacy policy.{0,40}|cookie.{0,60}|this (?:site|website) uses cookies.{0,160}|enable javascript.{0,80}|please enable.{0,80}"
    r"|connect tweet linkedin.{0,60}|this material may not be published.{0,120}|publicité|publicidad|publicidade|anzeige|werbung|реклама|advertentie|広告|광고|广告|廣告|إعلان"
    r"|lire aussi.{0,120}|à lire aussi.{0,120}|lea también.{0,120}|leia (?:também|mais).{0,120}|lesen sie auch.{0,120}|mehr zum thema.{0,60}|читайте также.{0,120}|читайте також.{0,120}|подписывайтесь.{0,120}|підписуйтесь.{0,120}"
    r"|沒有留言[:：]?|張貼留言|没有评论|分享到?.{0,20}|相关阅读.{0,20}|延伸閱讀.{0,20}|延伸阅读.{0,20}|相關新聞.{0,20}|责任编辑[:：].{0,20}|責任編輯[:：].{0,20}|（责任编辑.{0,20}|(?:未经|未經).{0,20}(?:转载|轉載).{0,20}|版权所有.{0,60}|版權所有.{0,60}"
    r"|関連記事.{0,30}|無断転載.{0,60}|.{0,30}무단 ?전재.{0,40}|저작권자.{0,60}|관련기사.{0,30}|اقرأ أيضا.{0,80})$"
)

QUOTE = r"(?s)^(?:[\"“„«「『].{2,}[\"”“»」』][.,。]?|>.*)$"

BLOCK_KINDS = {
    "boilerplate": BOILERPLATE,
    "dateline": f"(?:{DATELINE})|(?:{PLACE_LINE})",
    "credit": CREDIT,
    "caption": CAPTION,
    "byline": BYLINE,
}
"""Kind of a block by its words, for blocks that are short enough; what none of them tells is a paragraph."""
