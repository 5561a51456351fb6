"""Rule templates for attributions of a report to an outlet."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

attribution = partial(Template, "K12", "attribution", 2)
statement = partial(Template, "K12", "statement", 2, everyday_words=False)
digest = partial(Template, "K9", "source", 4)

TRAILING_END = (
    r"(?:(?: {statement_inserts?}){0,3}(?: (?:last|this) \p{Ll}+)?(?:, citing [^.⟦]{3,60})?[.,;!”\"](?:[\s”\"’]|$))"
)
"""Where a clause that follows what was reported ends: *on Tuesday*, a full stop."""

ENGLISH = (
    # …, the Guardian reported on Tuesday.: only a speaker stands in such a clause, whatever else its name means
    Template(
        "K12",
        "statement",
        2,
        r"[,”\"’] (?P<value>(?:[Tt]he )?{X}(?P<cue>(?: {statement_inserts}){0,2} {trailing_verbs}))" + TRAILING_END,
        scripts=("latin",),
    ),
    # …, writes the Guardian.
    Template(
        "K12",
        "statement",
        2,
        r"[,”\"’] (?P<value>(?P<cue>{trailing_verbs}) (?:[Tt]he )?{X})(?:[.,;!”\"](?:[\s”\"’]|$))",
        scripts=("latin",),
    ),
    statement(
        r"(?P<value>(?P<cue>{agency_nouns},? ){X}(?P<cue2>,? (?:said|says|quoted|announced|noted)))\b",
        scripts=("latin",),
    ),
    # according to a report by X, X reported on Monday, as X put it
    attribution(
        r"(?i)(?P<value>(?P<cue>{per_language}) {Q})(?:[^\p{L}-]|$|-?run)",
        r"{attribution_phrases}(?: (?:an?|the) (?:(?:new |recent |exclusive )?{report_nouns} "
        r"(?:by|in|from|on|published by|published in)))?(?: (?:\p{L}[\p{L}'’-]* ){0,4}{outlet_kinds?})?",
        scripts=("latin",),
    ),
    statement(
        r"(?P<value>{Q}(?:['’]s? (?:{NAME}|report))?(?P<cue>,? (?:{statement_inserts} |, citing [^,.⟦]{3,50}, )*"
        r"{statement_verbs}))\b",
        scripts=("latin",),
    ),
    statement(
        r"(?P<value>(?P<cue>\b{statement_openers:cased}) {Q} (?:has |have |first )?{noting_verbs})", scripts=("latin",)
    ),
)

LATIN = (
    # selon X, según la agencia X, segundo o jornal X
    attribution(
        r"(?:^|[^\p{L}])(?P<value>(?P<cue>{per_language})\s?{Q})",
        r"{attribution_before:cased}(?: {outlet_phrases?}(?: \p{L}+)?)?",
        scripts=("latin",),
    ),
    # wie die Nachrichtenagentur X meldet
    attribution(
        r"(?P<value>(?P<cue>{per_language})\s[„“\"»«]?{Q})",
        r"{clause_openers:cased}(?: {attribution_articles?})?(?: [\p{L}-]+e[nrsm]?)?(?: {outlet_kinds?})?",
        scripts=("latin",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{per_language})\s[„“\"»«]?{Q})",
        r"{comparisons:cased}(?: {attribution_articles?})?(?: [\p{L}-]+e[nrsm]?)? {outlet_kinds}",
        scripts=("latin",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{per_language}[^,.⟦]{0,12}){Q}[^.⟦]{0,80}?)(?:{clause_verbs})\b",
        r"{comparisons:cased}",
        scripts=("latin",),
    ),
    attribution(
        r"(?P<value>{Q}(?P<cue>{per_language}))\b",
        r" (?:(?:{clause_inserts?}|{citing_phrases?} [^,.⟦]{3,50}) ){0,2}{clause_verbs}",
        scripts=("latin",),
    ),
    attribution(r"(?P<value>{Q}(?P<cue>,? (?:{auxiliaries?} )?{attribution_after}))(?:[^\p{L}]|$)", scripts=("latin",)),
    # Reuters'ın haberine göre, az MTI-re hivatkozva
    attribution(r"(?P<value>{X}(?P<cue>['’-]\p{Ll}{1,5} {suffixed_reports}))(?:[^\p{L}]|$)", scripts=("latin",)),
)

CYRILLIC = (
    attribution(
        r"(?P<value>(?P<cue>{per_language})\s?{Q})",
        r"{attribution_verbs:cased} {outlet_subjects}",
        scripts=("cyrillic",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{per_language})\s?{Q})",
        r"{attribution_before:cased}(?: {attribution_inserts?})?(?: {outlet_kinds?})?",
        scripts=("cyrillic",),
    ),
    attribution(r"(?P<value>{Q}(?P<cue>,? {attribution_after}))(?:[^\p{L}]|$)", scripts=("cyrillic",)),
)

HAN = (
    # 据美联社报道，; 据法新社援引路透社; 法新社報導，
    digest(
        r"(?P<value>(?P<cue>{according_marks}){Q}(?:{site_suffixes?}|[網报報])?[^，。⟦]{0,12}?\d{1,2}月\d{1,2}日[^，。⟦]{0,8}?"
        r"{dated_reports}(?:称|稱)?)",
        scripts=("han",),
    ),
    digest(
        r"(?P<value>{Q}(?:网站|網站)?(?:[^，。⟦]{0,10}?\d{1,2}月\d{1,2}日)?"
        r"(?P<cue>[^，。⟦]{0,8}?{titled_reports}))",
        scripts=("han",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{attribution_before}(?:[^，。⟦]{0,12}?{outlet_kinds?})?)\s?{Q}(?:{site_suffixes?}|[網报報])?"
        r"[^，。⟦]{0,30}?{attribution_closers})",
        scripts=("han",),
    ),
    attribution(
        r"(?P<value>{Q}(?:{site_suffixes?})?(?P<cue>[^，。！？⟦]{0,16}?{attribution_near}(?:说|說|指出)?))",
        scripts=("han",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{citing_phrases}(?:[^，。⟦]{0,8}?)?){Q}(?:[^，。⟦]{0,16}?{cited_nouns})?)",
        scripts=("han",),
    ),
    attribution(
        r"(?P<value>{Q}(?:{site_suffixes?}|[網报報])?(?:\d{1,2}月)?(?:\d{1,2}日)?(?P<cue>(?:{statement_inserts?})?"
        r"{statement_verbs}))(?:[，,：:]|[\p{Han}])",
        scripts=("han",),
    ),
    # ロイターによると, 共同通信が報じた, 新華社は…と伝えた
    attribution(
        r"(?P<value>{Q}(?:{outlet_suffixes?})?"
        r"(?P<cue>{attribution_after}|{subject_particles}[^。⟦]{0,60}?{report_verbs}))",
        scripts=("han",),
    ),
)

OTHERS = (
    attribution(
        r"(?P<value>{Q}(?P<cue>(?:{outlet_suffixes?})?"
        r"(?:{subject_particles} [^.⟦]{0,60}?{report_verbs}|{attribution_after})))",
        scripts=("hangul",),
    ),
    attribution(
        r"(?P<value>(?P<cue>{attribution_before}(?: {outlet_phrases?}(?: \p{Arabic}+)?)?)\s?(?:ل|لـ)?{Q})",
        scripts=("arabic",),
    ),
)

NEXT = r"(?:[^\p{L}\p{M}]|$)"
"""The end of a word in scripts whose vowels can be marks."""

UNCASED = (
    # σύμφωνα με το Ρόιτερς, לפי דיווח ברויטרס, ตามรายงานของสำนักข่าวรอยเตอร์
    attribution(
        r"(?:^|[^\p{L}])(?P<value>(?P<cue>{per_language})\s?[בלמהו-]{0,2}{Q})",
        r"{attribution_before:cased}(?: (?:{outlet_phrases?}|\p{L}{1,5} {outlet_phrases?}))?",
        scripts=("greek", "hebrew"),
    ),
    attribution(
        r"(?P<value>(?P<cue>{per_language})\s?{Q})", r"{attribution_before}(?:\s?{outlet_phrases?})?", scripts=("thai",)
    ),
    attribution(r"(?:^|[^\p{L}\p{M}])(?P<value>(?P<cue>{attribution_before}) {Q})", scripts=("devanagari", "bengali")),
    # रॉयटर्स के अनुसार, রয়টার্সের খবরে, خبرگزاری رویترز گزارش داد
    attribution(
        r"(?P<value>{Q}(?P<cue>,? {attribution_after}))" + NEXT,
        scripts=("greek", "hebrew", "arabic", "devanagari", "bengali"),
    ),
    attribution(r"(?P<value>{Q}(?P<cue>\s?{attribution_after}))", scripts=("thai",)),
)

ATTRIBUTIONS = (*ENGLISH, *LATIN, *CYRILLIC, *HAN, *OTHERS, *UNCASED)
