"""Rules for names that stand for a picture: the main reason why a page that names an agency is not from it."""

from __future__ import annotations

from provenance.text.credits.rules import rules

PHOTOS = (
    rules(
        # Photo by Jane Roe / AFP, Photo: X, AP, Credit: Reuters, Image source, Getty
        (
            "K15",
            "photo",
            0,
            r"(?i)(?:^|[^\p{L}])(?P<value>(?P<cue>(?:(?:image|photo|picture|bild|foto)s? (?:copyright|source|caption|credit)|photos?|photographs?|photo credit|pictures?|images?|pictured|video|file photo|graphic|illustration|credits?|photo courtesy|screengrab|foto|fotos|fotografía|fotografía|fotografia|imagen|imagem|imágenes|bild|bilder|bildquelle|crédits?(?: photo)?|créditos?|photo d['’]illustration|archivfoto|symbolbild|фото|фотография|світлина|ілюстрація|иллюстрация|صورة|تصوير|الصورة|fotoğraf)\s?(?:[:：|©]|by\b|credit should read|courtesy(?: of)?|provided by|via\b|von\b))[^.。!?⟦]{0,70}?(?:[/／,|(:]|\bvia\b|\bby\b|\s)\s?(?:the )?{X})(?:[^\p{L}]|$)",
        ),
        (
            "K15",
            "photo",
            0,
            r"(?P<value>(?P<cue>(?:\bCredit|\bCREDIT|\bPhoto|\bPHOTO|\bFoto|\bFOTO|\bBild|\bImage|[|] )(?:…|\.\.\.)?) (?:{NAME}(?:/| for |, | — | - | via ))?(?:[Tt]he )?{X})(?:[^\p{L}]|$)",
        ),
        (
            "K15",
            "photo",
            0,
            r"(?i)(?P<value>(?P<cue>\b(?:photo|foto|image|picture|video) (?:de|von|da|do|di|von der|der|via)(?: la| l['’])? ?){X})\s?(?:$|[)\]/])",
        ),
        (
            "K15",
            "photo",
            0,
            r"(?P<value>(?P<cue>题图|題圖|图为|圖為|图片来源|圖片來源|图源|圖源|资料图|資料圖|图[:：/]|圖[:：/]|图片|圖片|照片|翻攝|翻摄|摄影|攝影|写真|提供写真|撮影|사진|그래픽|영상)[^⟦。]{0,50}{Q})(?:[^。]{0,12}$|[)）\]】=＝])",
        ),
        # (AP Photo/…), AFP photo, AP图片
        (
            "K15",
            "photo",
            0,
            r"(?P<value>{X}(?P<cue>(?:['’]s)? (?:[Pp]hotos?|PHOTO|[Pp]hotographers?|[Ff]ile [Pp]hoto|[Pp]ool [Pp]hoto|[Gg]raphic|[Ii]mages?|[Ff]oto|[Vv]ideo|[Pp]icture)s?))\b",
        ),
        (
            "K15",
            "photo",
            0,
            r"(?P<value>{X}(?P<cue>[ ]?(?:(?:檔案|档案|資料|资料)?(?:图片|圖片|照片|照|图|圖)|摄|攝|提供|写真|사진|자료사진)))(?:[^\p{L}]|$)",
        ),
        # Name/Pool via AP
        (
            "K15",
            "photo",
            0,
            r"(?P<value>(?P<cue>[Vv]ia) {X})(?:[^\p{L}]|$)",
        ),
        # [AP=연합뉴스], (AP=聯合), (사진=연합뉴스)
        ("K15", "photo", 0, r"(?P<value>[\[(（【]{X}\s?(?P<cue>[=＝])[^\])）】]{1,20}[\])）】])"),
        ("K15", "photo", 0, r"(?P<value>\[[^\]\[]{1,20}(?P<cue>[=＝]){X}(?: 자료사진| 제공)?\])"),
        ("K15", "photo", 0, r"(?P<value>\[{X}\s?(?P<cue>제공|자료사진|포토)[^\]]{0,12}\])"),
        ("K15", "photo", 0, r"(?P<value>{X}\s?(?P<cue>tarafından servis))"),
    ),
    rules(
        # © AFP, a line of its own without a year; Jane Roe, The Associated Press, a line of its own inside the story
        ("K15", "photo", 0, r"^(?P<value>(?P<cue>©|\(c\)|\(C\)) ?(?:\p{Lu}[\p{L}.'’-]+ ?[/|, ]?){0,4}{X})\s?$"),
        (
            "K15",
            "photo",
            0,
            r"^(?P<value>\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,3}(?P<cue>, ?| [|–—-] ){X})(?:, File)?$",
        ),
        ("K15", "photo", 0, r"[.\s]\s?(?P<value>(?P<cue>[/／]\s?){X})\s?$"),
        # REUTERS/Jane Roe, (Xinhua/Wang Xiaohe), © Reuters / Jane Roe
        (
            "K15",
            "photo",
            0,
            r"(?P<value>(?:[(（©] ?)?{X}(?P<cue> ?[/／|] ?)\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3})(?:\s?[)）.,/]|\s?$)",
        ),
        # Jörg Carstensen/dpa, (Jorge Silva/Reuters), STR/AFP
        (
            "K15",
            "photo",
            0,
            r"(?:^|[^\p{L}])(?P<value>(?:\p{Lu}[\p{L}\p{M}.'’-]+ ?){1,5}(?P<cue>\s?[/／|]\s?){X})(?:\s?[)\]）】.,]|\s?$|\s?/|\s+[vV]ia|\s?⋯|\s+\p{Lu})",
        ),
        ("K15", "photo", 0, r"(?P<value>[\p{Han}·・]{2,8}(?P<cue>[/／]){X})(?:[)\]）】。]|\s?$)"),
        (
            "K15",
            "photo",
            0,
            r"(?P<value>{X}(?P<cue>\s?[/／]\s?)(?:Getty|Shutterstock|Pool|POOL|SIPA|Scanpix|Archiv|File|Handout|Alamy|iStock)[\p{L} ]{0,12})",
        ),
        (
            "K15",
            "photo",
            0,
            r"(?P<value>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?P<cue>, ){X}(?:, (?:File|FILE|Pool))?\))",
        ),
    ),
)
"""Alternatives in the order in which they are tried, after bylines and before everything else."""

KOREAN = (
    rules(
        (
            "K15",
            "photo",
            0,
            r"(?P<value>[(\[](?P<cue>(?:사진|그래픽|자료사진|자료|영상|출처|[A-Z]{2,}[\p{Hangul}]*|로이터|게티이미지[가-힣]*|타스|신화)\s?[=＝]\s?){X}[^)\]]{0,8}[)\]])",
        ),
        ("K15", "photo", 0, r"(?P<value>⟦(?:AP|AFP|로이터|EPA|신화|타스)[ /·]?연합뉴스⟧(?P<cue>))"),
        script="hangul",
    ),
    rules(
        # 新华社记者王小禾摄, 中新社发 王小禾 摄
        (
            "K15",
            "photo",
            0,
            r"(?P<value>{X}(?:记者|記者|发|發)?\s?(?:[\p{Han}]{2,4}\s?)?(?P<cue>(?:摄|攝|摄影|攝影|供图|供圖|提供)))(?:[^\p{Han}]|$)",
        ),
        script="han",
    ),
)
"""A picture's bracket that looks like a dateline: tried before datelines."""

ENDINGS = (
    rules(
        ("K15", "photo", 0, r"\S\s?(?P<value>(?P<cue>©\s?){X})\s?$"),
        ("K15", "photo", 0, r"^(?P<value>(?P<cue>[(（]){X}[)）])$"),
        ("K15", "photo", 0, r"[^.!?。！？…\"”」』]\s?(?P<value>(?P<cue>[(（]){X}[)）])$"),
        where="middle",
    ),
)
"""A bracket at the end of a line that is no sentence, before the end of the text."""

CAPTIONS = (
    rules(("K15", "photo", 0, r"(?P<value>(?P<cue>[(（\[【©]\s?){X}\s?[)）\]】]?)\s?(?:[.。]?$|less$|more$)")),
    rules(("K15", "photo", 0, r"(?P<value>{X})")),
)
"""What a name in a caption is, whatever stands around it."""
