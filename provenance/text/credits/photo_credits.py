"""Rule templates for photo credits: the main reason why a page names an agency and is not from it."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

photo = partial(Template, "K15", "photo", 0)

LABELLED = (
    # Photo by Jane Roe / AFP, Photo: X, AP, Credit: Reuters, Image source, Getty
    photo(
        r"(?i)(?:^|[^\p{L}])(?P<value>(?P<cue>{photo_labels}\s?(?:[:：|©]|{photo_by}\b))"
        r"[^.。!?⟦]{0,70}?(?:[/／,|(:\s]|\b(?:via|by)\b)\s?{X})(?:[^\p{L}]|$)",
        scripts=("alphabetic",),
    ),
    photo(
        r"(?P<value>(?P<cue>(?:\b{photo_headings}|[|] )(?:…|\.\.\.)?) (?:{NAME}(?:/| for |, | — | - | via ))?"
        r"(?:[Tt]he )?{X})(?:[^\p{L}]|$)"
    ),
    photo(r"(?i)(?P<value>(?P<cue>\b{photo_nouns} {photo_of} ?){X})\s?(?:$|[)\]/])"),
    photo(r"(?P<value>(?P<cue>{photo_labels})[^⟦。]{0,50}{Q})(?:[^。]{0,12}$|[)）\]】=＝])", scripts=("han", "hangul")),
    # (AP Photo/…), AFP photo, AP图片
    photo(r"(?P<value>{X}(?P<cue>(?:['’]s)? {photo_after:cased}s?))\b", scripts=("latin",)),
    photo(r"(?P<value>{X}(?P<cue> ?{photo_after}))(?:[^\p{L}]|$)", scripts=("han", "hangul")),
    # Name/Pool via AP
    photo(r"(?P<value>(?P<cue>[Vv]ia) {X})(?:[^\p{L}]|$)"),
    # [AP=연합뉴스], (AP=聯合), (사진=연합뉴스)
    photo(r"(?P<value>[\[(（【]{X}\s?(?P<cue>[=＝])[^\])）】]{1,20}[\])）】])"),
    photo(r"(?P<value>\[[^\]\[]{1,20}(?P<cue>[=＝]){X}(?: {photo_provided?})?\])"),
    photo(r"(?P<value>\[{X}\s?(?P<cue>{photo_provided})[^\]]{0,12}\])", scripts=("hangul",)),
    photo(r"(?P<value>{X}\s?(?P<cue>{photo_provided}))", scripts=("latin",)),
)

PUNCTUATED = (
    # © AFP, a line of its own without a year; Jane Roe, The Associated Press, a line of its own inside the story
    photo(r"^(?P<value>(?P<cue>©|\(c\)|\(C\)) ?{X})\s?$", position="middle"),
    photo(r"^(?P<value>(?P<cue>©|\(c\)|\(C\)) ?(?:\p{Lu}[\p{L}.'’-]+ ?[/|, ]?){1,4}{X})\s?$"),
    photo(r"^(?P<value>\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,3}(?P<cue>, ?| [|–—-] ){X})(?:, File)?$"),
    photo(r"[.\s]\s?(?P<value>(?P<cue>[/／]\s?){X})\s?$"),
    # REUTERS/Jane Roe, (Xinhua/Wang Xiaohe), © Reuters / Jane Roe
    photo(
        r"(?P<value>(?:[(（©] ?)?{X}(?P<cue> ?[/／|] ?)\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3})"
        r"(?:\s?[)）.,/]|\s?$)"
    ),
    # Jörg Carstensen/dpa, (Jorge Silva/Reuters), STR/AFP
    photo(
        r"(?:^|[^\p{L}])(?P<value>(?:\p{Lu}[\p{L}\p{M}.'’-]+ ?){1,5}(?P<cue>\s?[/／|]\s?){X})"
        r"(?:\s?[)\]）】.,]|\s?$|\s?/|\s+[vV]ia|\s?⋯|\s+\p{Lu})"
    ),
    photo(r"(?P<value>[\p{Han}·・]{2,8}(?P<cue>[/／]){X})(?:[)\]）】。]|\s?$)"),
    photo(
        r"(?P<value>{X}(?P<cue>\s?[/／]\s?)"
        r"(?:Getty|Shutterstock|Pool|POOL|SIPA|Scanpix|Archiv|File|Handout|Alamy|iStock)[\p{L} ]{0,12})"
    ),
    photo(r"(?P<value>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?P<cue>, ){X}(?:, (?:File|FILE|Pool))?\))"),
)

PHOTOS = (*LABELLED, *PUNCTUATED)
"""Templates that are tried after bylines and before everything else."""

DATELINE_LIKE = (
    photo(
        r"(?P<value>[(\[](?P<cue>(?:{photo_bracket_labels}|[A-Z]{2,}[\p{Hangul}]*)\s?[=＝]\s?){X}[^)\]]{0,8}[)\]])",
        scripts=("hangul",),
    ),
    photo(r"(?P<value>⟦(?:AP|AFP|로이터|EPA|신화|타스)[ /·]?연합뉴스⟧(?P<cue>))", scripts=("hangul",)),
    # （写真＝共同）
    photo(r"(?P<value>[(（【\[](?P<cue>{photo_labels}\s?[=＝:：]?){X}[)）】\]])", scripts=("han",)),
    # 新华社记者王小禾摄, 中新社发 王小禾 摄
    photo(
        r"(?P<value>{X}(?:{photo_givers?})?\s?(?:[\p{Han}]{2,4}\s?)?(?P<cue>{photo_takers}))(?:[^\p{Han}]|$)",
        scripts=("han",),
    ),
)
"""Photo credits in brackets that look like datelines: tried before datelines."""

ENDINGS = (
    photo(r"\S\s?(?P<value>(?P<cue>(?:©|ⓒ)\s?){X}(?: \p{Hangul}{2,4} ?{dateline_reporters?})?)\s?$", position="middle"),
    photo(r"^(?P<value>(?P<cue>[(（]){X}[)）])$", position="middle"),
    photo(r"[^.!?。！？…\"”」』]\s?(?P<value>(?P<cue>[(（]){X}[)）])$", position="middle"),
)
"""A name in brackets at the end of a line that is no sentence, before the end of the text."""

CAPTIONS = (
    photo(r"(?P<value>(?P<cue>[(（\[【©]\s?){X}\s?[)）\]】]?)\s?(?:[.。]?$|less$|more$)"),
    photo(r"(?P<value>{X})", everyday_words=False),
)
"""Any name in a caption."""
