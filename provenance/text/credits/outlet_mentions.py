"""Rule templates for mentions that do not name the source of a text: polls, awards, interviews with an outlet."""

from __future__ import annotations

from functools import partial

from provenance.text.credits.rules import Template

mention = partial(Template, "K19", "mention", 0)
interview = partial(Template, "K14", "mention", 1)

TOPICS = (
    # CNN debate, a Washington Post poll, Reuters/Ipsos: data and events, not text
    mention(
        r"(?P<value>{X}(?P<cue>(?:['’]s?)?(?:[/-](?:Opinion Research|\p{Lu}[\p{L}]+)"
        r"| (?:/ ?)?(?:\p{Lu}[\p{L}]+ )?{topic_nouns}))\b)"
    ),
    mention(
        r"(?i)(?P<value>(?P<cue>\b{data_nouns}s? "
        r"(?:(?:conducted|compiled|released|published|hosted|by|for|from|of|on) )+(?:the )?){X})"
    ),
)

INTERVIEWS = (
    # obtained by The Associated Press; told The New York Times; said on CNN's "State of the Union"
    Template(
        "K14",
        "mention",
        3,
        r"(?i)(?P<value>(?P<cue>\b{obtained_by}(?: reporters (?:for|from|at))?(?: the)?) {Q})",
        scripts=("latin",),
    ),
    interview(
        r"(?i)(?P<value>(?P<cue>\b{per_language}(?: (?:reporters at|a reporter for|the))?) {Q})",
        r"(?:{told_directly}|{interview_nouns} {interview_prepositions}|{speaking_words} {speaking_prepositions})",
        scripts=("latin",),
    ),
    interview(
        r"(?P<value>(?P<cue>{per_language}) ?{Q})",
        r"{told_before}(?: {told_inserts?})?(?: {told_to?})?",
        scripts=("latin", "cyrillic"),
    ),
    interview(
        r"(?P<value>(?P<cue>{told_before}(?:[^，。⟦]{0,6}?)?){Q}(?:网|網)?(?:记者|記者)?[^，。⟦]{0,8}?{told_closers})",
        scripts=("han",),
    ),
    interview(r"(?P<value>{Q}(?P<cue>(?:{outlet_suffixes?})?{told_after}))", scripts=("han",)),
    interview(
        r"(?P<value>{Q}(?P<cue>(?:{outlet_suffixes?})?"
        r"(?:{told_after}|{told_particles} ?(?:한 |가진 )?{interview_nouns})))",
        scripts=("hangul",),
    ),
    interview(
        r"(?P<value>(?P<cue>{told_before}[^.⟦]{0,30}?{told_to}\s?(?:{outlet_phrases?} )?){Q})", scripts=("arabic",)
    ),
    interview(
        r"(?:^|[^\p{L}])(?P<value>(?P<cue>{told_before}[^.⟦]{0,24}? {told_to}\s?(?:{outlet_phrases?} )?-?){Q})",
        scripts=("greek", "hebrew"),
    ),
    interview(r"(?P<value>(?P<cue>{told_before}\s?(?:{outlet_phrases?})?){Q})", scripts=("thai",)),
    interview(r"(?P<value>{Q}(?P<cue> ?{told_after}))(?:[^\p{L}\p{M}]|$)", scripts=("arabic", "devanagari", "bengali")),
    Template("K18", "report", 1, r"(?i)(?P<value>(?P<cue>\bif) {Q} (?:reports?|says|writes))"),
)

BARE_MENTIONS = (mention(r"(?P<value>{X})(?:[^\p{Han}]|{after_short_names}|{site_suffixes}|$)", ambiguous_names=False),)
"""A name without words of a credit around it; glued to a noun in Han letters it is part of another (``CNN大楼``)."""
