"""Rule templates for bylines."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

byline = partial(Template, "K2", "byline", 4)
outlet_byline = partial(Template, "K2", "source", 4)

WORD = r"\p{Lu}[^\s\d,;:()⟦!?]"
JOINER = r"(?:\s?[,|/／•·(—–-]+\s?| {byline_joiners} |, de l['’]| {1,60})(?:(?:the|The|of) )?"
"""What stands between a person and an outlet."""

CAPITALS = r"\p{Lu}[^a-zß-ÿа-яΐ-ώ\d⟦():;]"
JOB = r" (?:{byline_jobs:cased})[\p{L} ]{0,40}"

SHARED = (
    # 來源／聯合新聞網
    Template(
        "K6",
        "source",
        3,
        r"^(?P<value>[(（]?(?P<cue>{source_openers}[/／:：|｜ ]{1,3}){Q}[)）]?)",
        position="short",
        scripts=("han",),
    ),
    # Rédaction en ligne (avec AFP); Da Redação, com Estadão Conteúdo
    Template(
        "K3",
        "contribution",
        3,
        r"^(?P<value>[^\d⟦():;!?/—–]{2,40}?(?P<cue>,? \(?(?:{conjunctions}|{with_words}|& ?) ?"
        r"(?:{articles?:joined}|{name_articles?:joined})?){X}\)?)$",
        position="top",
    ),
)

LABELLED = (
    # Analysis by Nectar Gan, CNN; By Edward Wong New York Times,Updated …
    byline(
        r"^(?:[•·*▪] ?)?(?P<value>(?P<cue>{byline_openers:cased})(?:: ?| )"
        r"(?P<person>[\p{Lu}\p{Hebrew}\p{Arabic}][^\d⟦!?:;()]{2,110}?)"
        + JOINER
        + r"(?:{outlet_kinds?} |{outlet_phrases?} )?[«„“\"]?{X})(?:['’]s)?(?:[^\p{L}]|$| \p{Lu})",
        position="short",
    ),
    byline(
        r"^(?P<value>(?P<cue>[Aa]uthored by|AUTHORED BY) (?P<person>[^\d⟦!?:;()]{3,80}?)(?: via| of| for|,) "
        r"(?:[Tt]he )?{X})",
        position="short",
    ),
    # By The Associated Press; From Reuters
    outlet_byline(
        r"^(?P<value>(?P<cue>{outlet_byline_openers:cased}):?\s+"
        r"(?:{articles?:joined}|{name_articles?:joined})?{X})(?:['’]s?)?"
        r"(?:\s?[,|•·/—–-].{0,90}|\s?$|\s+(?:\p{Lu}|{byline_tails}).{0,90}$)",
        position="short",
    ),
    # From Reuters: above the story, and above a part of it; Via Reuters, a line of its own above the story
    outlet_byline(
        r"^(?P<value>(?P<cue>{outlet_byline_openers:cased}) (?:{articles?:joined}|{name_articles?:joined})?{X})\s?:$",
        position="lead",
    ),
    Template(
        "K3",
        "contribution",
        3,
        r"^(?P<value>(?P<cue>{outlet_byline_openers:cased}) (?:{articles?:joined}|{name_articles?:joined})?{X})\s?:$",
        position="short",
    ),
    outlet_byline(r"^(?P<value>(?P<cue>[Vv]ia|VIA):? {X})$", position="lead", everyday_words=False),
    # Associated Press | Monday …; Posted 6:08 am, July 16, 2018, by CNN Wires
    outlet_byline(
        r"^(?P<value>{X}(?P<cue>\s?[|•·—–-]\s?))(?:{byline_labels}|\p{L}{3,9}day|\p{L}{3,9}\.? \d|\d)", position="short"
    ),
    # PAP, oprac. MK
    outlet_byline(r"^(?P<value>{X}(?P<cue>, {desk_labels}))", position="top", scripts=("latin",)),
    outlet_byline(r"^{posted_labels}.{0,80}(?P<value>(?P<cue>\b{posted_by:cased}) {X})\s?$", position="short"),
    # From CNN's Kevin Liptak
    byline(r"^(?P<value>(?P<cue>From) {X}(?:['’]s?)? (?P<person>{NAME}(?:,? and {NAME})?))$", position="short"),
    byline(
        r"^(?P<value>(?:{writer_labels?})?(?P<person>[\p{Han}]{2,4})?(?P<cue>[/／]){X}(?:{byline_suffixes?})?[)）]?)$",
        position="short",
    ),
    byline(
        r"^(?P<value>{writer_labels}\s?[/／:：]\s?(?P<person>[\p{Han}]{2,4})\s?(?P<cue>[（(]){X}[)）])$",
        position="top",
        scripts=("han",),
    ),
    byline(
        r"^[【（(\[]?(?P<value>{X}(?P<cue>(?:网|網)?(?:驻[\p{Han}]{2,6})?(?:特约|特約|本报|本報)?{reporters})"
        r"[：:|｜ ]{0,3}(?P<person>[\p{Han}·]{2,5}))[^。]{0,20}$",
        position="short",
    ),
    # 【环球时报驻海角特约记者 林小禾】 …, [머니투데이 김나래 기자] …: at the head of a paragraph
    byline(
        r"^[【（(\[](?P<value>{X}(?P<cue>(?:网|網)?(?:驻[\p{Han}]{2,6})?(?:特约|特約)?{reporters})"
        r"[：: ]{0,2}(?P<person>[\p{Han}·、]{2,12}))[】）)\]]",
        position="head",
    ),
    byline(
        r"^[\[(](?P<value>{X}[ =](?P<person>\p{Hangul}{2,4}(?:[·, ]+\p{Hangul}{2,4}){0,3}) ?(?P<cue>{reporters}))"
        r"[^\])]{0,12}[\])]",
        position="head",
        scripts=("hangul",),
    ),
    byline(r"^(?P<value>{X} (?P<person>\p{Hangul}{2,4}) ?(?P<cue>{reporters}))", position="short", scripts=("hangul",)),
    byline(
        r"^(?P<value>(?P<person>\p{Hangul}{2,4}) ?(?P<cue>{reporters}) ?[(/|] ?{X}[)]?)$",
        position="top",
        scripts=("hangul",),
    ),
)

UNLABELLED = (
    # Redacción / EFE; Ana Roles | EFE; Agence France-Presse in Harnby; Publié le 11/07/2024, avec AFP
    Template(
        "K3",
        "contribution",
        3,
        r"^(?P<value>(?P<cue>{newsrooms:cased} ?[/|,]? ?(?:{agencies?:cased} )?){X})$",
        position="top",
    ),
    Template("K3", "contribution", 3, r"^(?P<value>{X}(?P<cue>,? {with_words} {newsrooms:cased}))$", position="top"),
    # Agencia EFE, خبرگزاری مهر, สำนักข่าวรอยเตอร์; রয়টার্স, হার্নবি
    outlet_byline(r"^(?P<value>(?P<cue>(?:{outlet_kinds:cased}|{outlet_phrases:cased}) ?){X})$", position="agency"),
    outlet_byline(
        r"^(?P<value>{X}(?P<cue>, (?:\p{Lu}[\p{L} -]{2,30}|[\p{Bengali}\p{Devanagari}\p{Arabic}\p{M} ]{2,30})))$",
        position="agency",
        everyday_words=False,
    ),
    byline(r"^(?P<value>(?P<person>{NAME})(?P<cue> \| ){X})$", position="lead", everyday_words=False),
    # Kwame Boateng for ProPublica; Anna Lebedeva, «Kommersant»; Paula Reis - Repórter da Agência Brasil - Brasília
    byline(
        r"^(?P<value>(?P<person>{NAME})(?P<cue> {byline_joiners} (?:[Tt]he )?|, ?[«„“\"]){X}[»”“\"]?)$",
        position="lead",
        everyday_words=False,
    ),
    byline(
        r"^(?P<value>(?P<person>{NAME})(?P<cue> ?[–—,|-] ?{outlet_jobs:cased} ){X})(?: ?[–—,|-] ?[\p{L} ]{2,40})?$",
        position="top",
        scripts=("latin",),
    ),
    outlet_byline(r"^(?P<value>(?:[Tt]he )?{X}(?P<cue> (?:in|en|à|aus) \p{Lu}[\p{L} -]{2,30}))$", position="agency"),
    Template(
        "K3",
        "contribution",
        3,
        r"^[^⟦!?]{2,60}(?P<value>(?P<cue>[,(|] ?{with_words:cased}(?: {agencies?})?) {X}\)?)$",
        position="top",
    ),
    # ROBERT BURNS          Associated Press; Jonathan Lemire and Jill Colvin, Associated Press
    byline(
        rf"^(?P<value>(?P<person>{WORD}+(?: (?:{{conjunctions?}} |& )?{WORD}*){{1,6}}"
        rf"(?:, {WORD}+ (?:and )?{WORD}+){{0,3}})"
        rf"(?P<cue>,| -|–|—| {{2,60}}| ){{1,2}} ?{{X}}\)?)(?:{JOB})?\s?(?:$|[|•·—–-].{{0,60}}$)",
        position="lead",
        everyday_words=False,
    ),
    byline(
        rf"^(?P<value>(?P<person>{CAPITALS}{{3,60}}(?: and {CAPITALS}{{3,40}})?)(?P<cue>,?) {{1,60}}{{X}})$",
        position="top",
        everyday_words=False,
    ),
    # the whole block is a name: Associated Press
    outlet_byline(
        r"^(?P<value>(?P<cue>(?:[Tt]he )?){X})(?:\s?[|•·]\s?.{0,40})?$", position="top", everyday_words=False
    ),
)

BYLINES = (*SHARED, *LABELLED, *UNLABELLED)
