"""Rule templates for lines that name the source of a text, a part of it, or the holder of its rights."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

source = partial(Template, "K6", "source", 3)
shared = partial(Template, "K3", "contribution", 3)
contribution = partial(Template, "K4", "contribution", 3)
holder = partial(Template, "K7", "holder", 3)

NAMES = r"(?P<person>{NAME}(?:(?:,| and|, and) {NAME}){0,3})"

SOURCES = (
    # Source: The New York Times; (Quelle: APA/sda/dpa); 来源：新华社
    source(
        r"(?i)(?:^|[.!?。)）”\"]\s?|\s)(?P<value>[(（\[【]?(?P<cue>{source_labels}\s?(?:[:：|｜丨]|\s:))\s?{Q}"
        r"(?:\s?[(（][^()（）]{0,20}[)）])?\s?[)）\]】]?)[.。]?\s?(?:$|[-–—|(]|{labels_after_source})"
    ),
)

KINDS = r"(?:(?:{outlet_kinds?}|{outlet_phrases?}) ){0,2}"
"""What an outlet is, before its name."""

FURTHER_WORDS = (
    r"(?:[,，、] ?[\p{L} ,/]{2,30}|\s?\+ ?[\p{L} ]{2,20}|\s+via [\p{L} ]{2,30}"
    r"|-[\p{L}]{4,14}|/\p{Ll}{2,5}|\s[\p{Han}\d：: ]{2,40})?"
)
"""What may follow the outlet in a source line: other sources, initials, a desk, further labels."""

QUALIFIED = (
    # Источник: газета «Коммерсантъ»; Quelle: ZEIT ONLINE, dpa, AFP, tro; 2024-06-26 来源: 德国之声 原文链接
    source(
        r"(?i)^[\d年月日:：/. -]{0,24}(?P<value>[(（\[【]?(?P<cue>{source_labels}\s?[:：|｜])\s?"
        r"(?:[^⟦,;:]{2,30}, ?(?:\p{Ll}{2,5}/)?)?(?:{outlet_kinds?} ?){0,2}{Q})" + FURTHER_WORDS + r"[)）\]】]?\s?\.?$",
        position="short",
    ),
    # Source AFP; 기사제공 한겨레
    source(r"^(?P<value>(?P<cue>{source_labels:cased}) {Q})\s?\.?$", position="short"),
)

CONTRIBUTIONS = (
    # (Con información de EFE); (avec AFP); com informações do Estadão Conteúdo; mit Material der dpa
    shared(
        r"(?P<value>[(（\[]?(?P<cue>{contribution_in_brackets:cased})\s?(?:{agency_phrases?:joined})?{X}\s?[)）\]])",
        scripts=("every",),
    ),
    shared(
        r"(?P<value>(?P<cue>{contribution_lines:cased})\s?:?\s?(?:{agency_phrases?:joined})?" + KINDS + "{Q})"
        r"\s?[.。)）]?\s?(?:$|⋯)",
        scripts=("every",),
    ),
    # （综合新华社、人民日报报道）, (एएनआई इनपुट के साथ)
    shared(r"^(?P<value>[(（【](?P<cue>{compiled_marks}){X}(?P<cue2>等?{report_nouns?})[)）】])\s?$", scripts=("han",)),
    shared(
        r"^(?P<value>[(（]?{X}(?P<cue>\s?{contribution_after})[)）]?)\s?[.।]?$",
        position="short",
        scripts=("every",),
    ),
    # With files from The Associated Press; Additional reporting from PA; contributed to this report
    contribution(
        r"(?i)(?P<value>(?P<cue>\b{per_language})\b[^.⟦]{0,100}?{X}(?:['’]s?)?(?: {staff_writers?})?"
        r"(?: (?P<person>{NAME}))?)",
        r"(?:with (?:additional )?{contributed_matter}(?: also)? (?:from|by)|{contributions_from})",
        scripts=("latin",),
    ),
    contribution(
        rf"(?P<value>{{X}}(?:['’]s?)?(?: (?:[^\s⟦]+ )?(?:{{staff_writers:cased}}|[Ss]taff|producers?))?"
        rf"(?:,? {NAMES})?"
        r"[^.⟦]{0,60}?(?P<cue>{contributed_to}))",
        scripts=("latin",),
    ),
    contribution(r"(?i)(?P<value>(?P<cue>\b{staff_and}) {X})", scripts=("latin",)),
    contribution(
        r"(?P<value>(?P<cue>{collaboration:cased})(?: {collaboration_of?}|\s)?\s?{Q})",
        scripts=("every",),
    ),
    # AGERPRES/(AS - autor: Ana Voinea): how the agency signs
    source(r"^(?P<value>{X}(?P<cue>/ ?\()[\p{L} ]{1,12}[-–:][^()]{3,120}\))$", position="end"),
    # dpa/Reuters/mho, (APA/mho): the agencies and the desk that put them together
    shared(r"^(?P<value>[(（]?{X}(?P<cue>/\p{Ll}{2,4})[)）]?)\.?$", position="end"),
    # © ANP at the end of the text: of a page, where it is no agency
    Template("K6", "footer", 3, r"^(?P<value>(?P<cue>©|\([cC]\)) ?{X})$", position="end"),
    # a parenthesis at the end of the text, or a block of its own: (dpa), （新华社）, (AFP)
    source(r"^(?P<value>(?P<cue>[(（\[【]){X}\s?[)）\]】])\.?$"),
    # （据新华社）, (PAP) awo/ mkw/
    source(r"^(?P<value>[（(](?P<cue>{according_marks}){X}[^）)。⟦]{0,8}[）)])$", position="end", scripts=("han",)),
    source(r"^(?P<value>[(]?{X}[)]?(?P<cue>(?: ?\p{Ll}{2,5}/){1,4}))$", position="end"),
    source(r"(?P<value>(?P<cue>){BRACKETED})[.।]?$", position="end"),
    shared(
        r"^(?P<value>(?P<cue>[(（]?{per_language}) ?(?:{articles?:joined}|{name_articles?:joined})?{X}[)）]?)\.?$",
        r"{with_words:cased}(?: {agencies?})?",
        scripts=("latin",),
    ),
    shared(r"^(?P<value>{X}(?P<cue> ?[/|] ?{newsrooms:cased}))$"),
)

ENDINGS = (
    source(
        r"(?:[.!?。！？”\"』」»)]|\S)\s?(?P<value>(?P<cue>[(（\[【]){X}[^()（）]{0,16}[)）\]】])[.。]?$",
        position="end",
    ),
    source(
        r"[.!?。]\s(?P<value>(?P<cue>[—–-]{0,2}\s?){X}\s?[(]?[\p{L}/ ]{0,12}[)]?)[.。]?$",
        position="end",
    ),
    Template("K6", "footer", 3, r"^(?P<value>(?P<cue>[—–-]{0,3}\s?){X})\s?\.?$", position="end"),
)

LEADS = (
    # The bridge will be rebuilt, the mayor said. (AP): a caption that ends so has no verb of saying
    source(
        r"(?:^|[^\p{L}]){speech_verbs}(?:[^\p{L}⟦][^.!?⟦]{0,80})?[.!?।۔][”\"’»]?\s?(?P<value>(?P<cue>[(（]){X}[)）])$",
        position="agency",
        scripts=("alphabetic",),
    ),
    source(
        r"{speech_verbs}[^。⟦]{0,60}[。.]\s?(?P<value>(?P<cue>[(（]){X}[)）])$",
        position="agency",
        scripts=("han", "hangul"),
    ),
)
"""An agency in brackets behind the sentence of a lead that says who said it; tried before captions without a label."""

RIGHTS = (
    # © 2024 CNN. All rights reserved.; © dpa-infocom, dpa:230428-99-483045/5; Copyright 2014 AP.
    holder(
        r"(?i)(?P<value>(?P<cue>(?:©|\(c\)|ⓒ|&copy;|\bcopyright\b|{copyright_marks})"
        r"(?:\s?(?:©|\(c\)|by|\d{4}(?:\s?[-–]\s?\d{2,4})?|[:：,.])){0,4})\s?(?:the |by )?{Q}"
        r"(?:[^.\n⟦]{0,40}\bdpa:[\d/-]+)?)"
    ),
    holder(r"^(?P<value>(?P<cue>c\.? ?\d{4}) (?:[Tt]he )?{X})"),
    holder(r"(?P<value>{X}(?P<cue>\s?{copyright_after}))"),
    holder(r"(?P<value>(?P<cue>{copyright_holders}\s?(?:ⓒ|\(c\)|©)?\s?){Q})"),
    # the agency's own item number
    Template("K6", "source", 4, r"(?P<value>{X}(?P<cue>:\d{6}-\d{2,3}-\d+(?:/\d+)?))"),
)

CREDIT_LINES = (*SOURCES, *QUALIFIED, *CONTRIBUTIONS, *ENDINGS, *RIGHTS)
