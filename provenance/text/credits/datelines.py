"""Rule templates for datelines."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

wire = partial(Template, "K1", "source", 4)
agency_dateline = partial(Template, "K11", "source", 4)

DATED = r"(?:{months}\.? \d{1,2}|\d{1,2}\.? {months}\.?)"
"""A day of a month, in either order."""

WORDED = r"\p{Lu}[^\d⟦():;!?/—–]"
"""The characters of a place name before a day and an agency."""

DAY = r"(?:,? ?{months}\.? \d{1,2}|,? ?\d{1,2}\.? (?:{date_particles?:joined})?{months}\.?)"
"""A day of a month after a place, in either order."""

HEAD = r"^(?P<value>\p{Lu}[^⟦()!?\[\]]{1,60}?"
"""A place, and perhaps a day, at the beginning of a block."""

WIRE_DATELINES = (
    # MEXICO CITY (AP) —, BEIRUT/THE HAGUE, March 7 (Reuters) -, Madrid, 3 mar (EFE).-, Dec 29 (Reuters) -
    wire(
        r"(?:^|[.!?:】」”\"\p{L}\s])(?P<value>(?:{PLACE})?"
        + DAY
        + r"?,? ?(?P<cue>[(（]{X}(?:/[\p{L}-]{2,10}){0,2}[)）]\.?\s{0,3}{DASH}))(?:\s|⋯|$|\p{L})"
    ),
    # (CNN) at the very beginning, the dash lost
    wire(
        r"^(?P<value>\p{Lu}[\p{L}.'’-]+(?:[ ,/-]{1,2}\p{Lu}[\p{L}.'’-]*){0,5} ?(?P<cue>\({X}\)))\s?(?:\p{Lu}|$)",
    ),
    # WASHINGTON, Dec. 8 (UPI)
    wire(rf"(?P<value>\p{{Lu}}{{3}}[A-ZÀ-Þ., ]{{0,40}},? {DATED}(?:, \d{{4}})? ?(?P<cue>\({{X}}\)))"),
    # 11 июля. Interfax-Russia.ru - …
    wire(r"^(?P<value>\d{1,2} {months}\. (?P<cue>){X}(?P<cue2> ?[-–—]))\s", position="agency"),
    # МОСКВА, 3 марта. /ТАСС/.  МОСКВА, 3 мар — РИА Новости.  КИЇВ. 3 березня. УНН.
    wire(
        rf"^(?P<value>{WORDED}{{1,40}}\d{{1,2}}\.? {{months}}[\p{{L}}]*\.?(?: \d{{4}}(?: г\.?)?)?[.,]?\s?"
        r"(?P<cue>[/—–-]?\s?{X}\s?/?)(?:, {NAME})?\.?)(?:\s|$|⋯)"
    ),
    wire(
        rf"^(?P<value>{WORDED}{{1,30}}(?:\d{{1,2}}\.? {{months}}\.?)?"
        r"(?P<cue>[.,]? ?[—–-] ?{X} ?[.:—–-]))\s"
    ),
    # BRAVIK, June 3, Kyodo -; BRAVIK, AAP -; Корр. БЕЛТА between slashes
    wire(
        rf"^(?P<value>{WORDED}{{1,40}}?(?:,? ?{{months}}\.? \d{{1,2}}|,? ?\d{{1,2}}\.? {{months}}\.?)?"
        r"(?P<cue>[.,] {X} ?{DASH}))\s"
    ),
    wire(r"^(?P<value>[\p{Cyrillic}\d .,-]{3,60}(?P<cue>/(?:{dateline_prefixes?:joined})?{X}/))"),
    # لندن (رويترز) -
    wire(r"^(?P<value>[\p{Arabic} ،/]{2,40}(?P<cue>[(]{X}[)] ?{DASH}))"),
    wire(r"^(?P<value>[\p{Arabic} ،/]{2,24}(?P<cue>[(]{X}[)])) ?\p{Arabic}"),
    wire(r"^(?P<value>[\p{Arabic} ]{2,20}(?P<cue> ?[-–—/] ?{X}))(?:\s?[-–—:]|$)"),
)

UNCASED = r"[\p{Devanagari}\p{Bengali}\p{Arabic}\p{Hebrew}\p{M}][^()⟦:;!?]{1,40}"
"""A place, and perhaps a day, in a script without capitals."""

AGENCY_DATELINES = (
    # LONDRES, 16. (Reuter.) —, NEW YORK, May 3.—(AP)—, PORT CALDER, May 3.—(By the Associated Press.)—, BONN (AFP), —
    wire(
        HEAD + r"(?P<cue>[.,]?\s?{DASH}?\s?[(（\[](?:{outlet_byline_openers:cased} (?:[Tt]he )?)?{X}\.?[)）\]]"
        r"[.,]?\s{0,2}\.?{DASH}))",
        position="agency",
    ),
    # LONDON, May 3.—(UP)—, PARIS, 4 août. (Hava*.) —: after a day, names that are words or misprints by themselves
    wire(
        r"^(?P<value>\p{Lu}[^⟦()!?\[\]]{1,50}?\d[^⟦()!?\[\]\d]{0,14}(?P<cue>){BRACKETED}[.,]?\s{0,2}{DASH}?)(?:[\s\p{Lu}]|$)",
        position="agency",
    ),
    # Harnbad, Jul 11 (PTI) The cabinet …; हार्नबी, 11 जुलाई (भाषा) …; PUERTO SABRAL, 11 (EUROPA PRESS), a line of its own
    wire(r"^(?P<value>(?:{PLACE})?" + DAY + r"(?:,? \d{4})? ?(?P<cue>\({X}\))) +[\p{Lu}“\"‘]", position="agency"),
    wire(r"^(?P<value>\p{Lu}[^⟦()!?:;]{1,40}, \d{1,2} ?(?P<cue>\({X}\)))\s?$", position="agency"),
    wire(r"^(?P<value>" + UNCASED + r"(?P<cue>\({X}\)[:।.]?))\s", position="agency"),
    wire(r"^(?P<value>" + UNCASED + r"?(?P<cue>){BRACKETED}[:।.]?)(?:\s|$)", position="agency"),
    # Ostheim (epd). Der Rat …, Berlin, 3. Mai. (Wolff.) Der Rat …
    wire(HEAD + r"(?P<cue> ?\({X}(?:\)\.|\.\)))) \p{Lu}", position="agency"),
    # [PORT CALDER, AP] …, PORT CALDER | AP --
    wire(r"^(?P<value>\[\p{Lu}[^\]⟦]{1,40}(?P<cue>[,/] ?{X}\]))", position="agency"),
    wire(HEAD + r"(?P<cue> ?[|] ?{X} ?{DASH}))", position="agency"),
    # (AP) Text, AP - Text, AP: Text, EFE | Text; (אי-אף-פי) …
    wire(r"^(?P<value>(?P<cue>\(){X}\))\s[\p{Hebrew}\p{Arabic}\p{Devanagari}\p{Bengali}\p{Thai}]", position="agency"),
    wire(r"^(?P<value>(?P<cue>[(\[]){X}[)\]]\s?{DASH}?)\s?\p{Lu}", position="agency"),
    wire(r"^(?P<value>{X}(?P<cue>\s?(?:{DASH}|[|])))\s?[\p{L}\p{N}“«„\"]", position="agency"),
    # [By United Press International], (By the Associated Press.)
    wire(
        r"^(?P<value>(?P<cue>[(\[]{outlet_byline_openers:cased} (?:[Tt]he )?){X}\.?[)\]])",
        position="agency",
    ),
    # هارنبي في 11 يوليو / وام / …; هارنبي 05 محرم 1446 هـ الموافق 11 يوليو 2024 م واس, a line of its own
    wire(r"^(?P<value>[\p{Arabic}\d ،./-]{2,40}?(?P<cue>/ ?){X}(?P<cue2> ?/))", position="agency", scripts=("arabic",)),
    wire(
        r"^(?P<value>\p{Arabic}[^⟦.!?؟:]{4,80}\d{4} \p{Arabic}{0,2} ?(?P<cue>){X})$",
        position="agency",
        scripts=("arabic",),
    ),
    # هارنبی - ایرنا - …
    wire(r"^(?P<value>[\p{Arabic} ]{2,24}(?P<cue> ?[-–—] ?{X} ?[-–—])) ", position="agency", scripts=("arabic",)),
    # ТАСС, 11 июля.
    wire(r"^(?P<value>{X}(?P<cue>, \d{1,2} {months}\.))", position="agency", scripts=("cyrillic",)),
    # （ハルンビー時事）
    agency_dateline(
        r"^(?P<value>[（(][\p{Han}\p{Katakana}ー・]{2,14}(?P<cue>\s?[=＝]?){X}[）)])",
        position="agency",
        scripts=("han",),
    ),
)

HAN_DATELINES = (
    # 【中美创新时报2024年11月1日编译讯】: the page itself, which compiled another's text
    Template(
        "K8",
        "platform",
        0,
        r"(?P<value>[【（(\[〔]{X}(?P<cue>[^】）)\]〕⟦]{0,40}{compiled_marks}{report_nouns})[】）)\]〕]?)",
        scripts=("han",),
    ),
    # 新华社北京4月24日电, 中新网7月20日电, （中央社華盛頓20日綜合外電報導）, 参考消息网11月8日报道
    agency_dateline(
        r"(?:^|[。！？\s】」）)])(?P<value>[【（(\[〔]?{according_marks?}?{X}"
        r"(?P<cue>{reporters?}?[\p{Han}·、/／ ]{0,24}?"
        r"(?:\d{2,4} ?年 ?)?(?:\d{1,2} ?月)? ?\d{1,2} ?日 ?(?:综合|綜合)?(?:外电|外電)?(?:专)?{dispatch_nouns})"
        r"[】）)\]〕]?)",
        scripts=("han",),
    ),
    agency_dateline(
        r"^(?P<value>[【（(\[〔]{X}(?P<cue>[^】）)\]〕]{0,40}{dispatch_nouns})[】）)\]〕]?)", scripts=("han",)
    ),
    agency_dateline(r"^(?P<value>[（(【]?{X}(?P<cue>{dispatch_openers}[】）)]?[：:，, （(]))", scripts=("han",)),
    agency_dateline(
        r"^(?P<value>{according_marks?}?{X}(?:{site_suffixes?})?(?P<cue>\d{1,2}月\d{1,2}日{dispatch_openers}))",
        scripts=("han",),
    ),
    # 【ロサンゼルス＝共同】, 【ワシントン時事】, マニラ、12月3日（ロイター） -, [東京 3日 ロイター] -
    agency_dateline(
        r"(?P<value>[【\[〔［（(][\p{Han}\p{Katakana}\p{Hiragana}ー・、 　\d]{1,24}"
        r"(?P<cue>[=＝\s]{0,2}{X})(?:[=＝][^】\]〕］⟦]{1,12})?[】\]〕］](?:\s?[-－―—])?)",
    ),
    agency_dateline(
        r"(?P<value>[\p{Han}\p{Katakana}ー・]{2,14}、?\d{1,2}月\d{1,2}日(?P<cue>[（(]{X}[）)])\s?[-－―—]?)",
        scripts=("han",),
    ),
    agency_dateline(
        r"^(?P<value>(?P<cue>[【（(]{X}[】）)])\s?[-－―—:：]?)\s{0,2}[\p{Katakana}\p{Hiragana}\p{Han}]",
        scripts=("han",),
    ),
)

HANGUL_DATELINES = (
    # (로스앤젤레스=연합뉴스) 임미나 특파원 =
    agency_dateline(
        r"(?P<value>[(\[【][^()=\[\]【】]{1,30}(?P<cue>[=＝]){X}[)\]】]"
        r"(?: ?(?P<person>\p{Hangul}{2,4}(?:[·, ]+\p{Hangul}{2,4}){0,3}) ?{dateline_reporters}[^=]{0,20}=?)?)",
        scripts=("hangul",),
    ),
)

SITE_DATELINES = (
    # HARNBI, KOMPAS.com - …, TEMPO.CO, Harnbi - …, VOV.VN - …, (Dân trí) - …: the site's own dateline
    wire(r"^(?P<value>{X}(?P<cue>, \p{Lu}[\p{L} ]{2,30} ?{DASH}))\s", everyday_words=False),
    wire(r"^(?P<value>\(?(?P<cue>){X}\)?(?P<cue2>\s?[-–—]{1,2}))\s\p{Lu}", position="head", ambiguous_names=False),
    # الجزيرة نت - هارنبي, a line of its own
    wire(r"^(?P<value>{X}(?P<cue> ?[-–] ?)[\p{Arabic} ]{3,20})$", position="lead", scripts=("arabic",)),
)

JOINT_DATELINES = (
    # (WRLD/AP) -, (KTVX, AP) —, (awp/ats) -: a station or a service beside the agency
    wire(HEAD + r"(?P<cue>\((?:[\p{L}\d-]{2,8}[/,] ?){1,2}{X}\)\s{0,2}{DASH}))", position="agency"),
    # LUNDEN, May 3, 2024 /PRNewswire/ --
    wire(r"(?:^|[ ,])(?P<value>(?P<cue>/ ?){X}(?P<cue2>[\p{L}-]{0,12} ?/) ?[—–-])", position="head"),
    # 【AFP＝時事】, (파리 AFP=연합뉴스): the agency that wrote it, and the one that passes it on
    agency_dateline(
        r"^(?P<value>[【\[［]{X}(?P<cue>\s?[=＝]\s?)[^】\]］⟦]{1,12}[】\]］])\s?[\p{Katakana}\p{Hiragana}\p{Han}]",
        scripts=("han",),
    ),
    agency_dateline(
        r"^(?P<value>[【\[［][^】\]］⟦]{1,24}(?P<cue>[=＝]){X}[】\]］])\s?[\p{Katakana}\p{Hiragana}\p{Han}]",
        scripts=("han",),
    ),
    agency_dateline(
        r"^(?P<value>[(\[][\p{Hangul}·, ]{2,20}[ ·]{X}(?P<cue>[=＝])[^)\]⟦]{2,12}[)\]])\s?\p{Hangul}",
        scripts=("hangul",),
    ),
)

DATELINES = (*WIRE_DATELINES, *AGENCY_DATELINES, *SITE_DATELINES, *HAN_DATELINES, *HANGUL_DATELINES)
