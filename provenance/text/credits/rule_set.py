"""All rules of all languages, in the order in which they are tried."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from provenance.text.credits.attributions import ATTRIBUTIONS
from provenance.text.credits.author_lines import AuthorPatterns, author_patterns
from provenance.text.credits.bylines import BYLINES
from provenance.text.credits.context import ContextPatterns, context_patterns
from provenance.text.credits.credit_lines import CREDIT_LINES, LEADS
from provenance.text.credits.datelines import DATELINES, JOINT_DATELINES
from provenance.text.credits.first_publication import FIRST_PUBLICATION
from provenance.text.credits.languages import installed_languages
from provenance.text.credits.outlet_mentions import BARE_MENTIONS, INTERVIEWS, TOPICS
from provenance.text.credits.photo_credits import CAPTIONS, DATELINE_LIKE, ENDINGS, PHOTOS
from provenance.text.credits.phrases import TRIGGERS, triggers
from provenance.text.credits.rules import Rule, rules_of
from provenance.text.credits.word_lists import Language

NAME_TEMPLATES = (
    *JOINT_DATELINES,
    *DATELINE_LIKE,
    *BYLINES,
    *DATELINES,
    *LEADS,
    *PHOTOS,
    *ENDINGS,
    *FIRST_PUBLICATION,
    *CREDIT_LINES,
    *TOPICS,
    *ATTRIBUTIONS,
    *INTERVIEWS,
    *BARE_MENTIONS,
)
CAPTION_TEMPLATES = (*DATELINE_LIKE, *DATELINES, *PHOTOS, *CAPTIONS)


@dataclass(frozen=True)
class CreditRules:
    """The rules of some languages.

    Attributes:
        for_names: for names outside captions, in the order in which they are tried.
        for_captions: for names in captions.
        triggers: phrases that are looked for together with the names, with the word list each stands in.
        for_triggers: for those phrases, by word list.
        context: patterns over the words beside a name.
        authors: patterns over author lines of metadata.
    """

    for_names: tuple[Rule, ...]
    for_captions: tuple[Rule, ...]
    triggers: dict[str, str]
    for_triggers: dict[str, tuple[Rule, ...]]
    context: ContextPatterns
    authors: AuthorPatterns


def credit_rules() -> CreditRules:
    """Return the rules of the installed languages; they are made once."""
    return rules_for(installed_languages())


def credit_rules_version() -> str:
    """Return a hash of rules and word lists: others may read other credits."""
    rules = credit_rules()
    texts = (rules.for_names, rules.for_captions, rules.for_triggers, installed_languages())
    return hashlib.sha256(repr(texts).encode()).hexdigest()[:12]


@lru_cache(maxsize=8)
def rules_for(languages: tuple[Language, ...]) -> CreditRules:
    """Return the rules of some languages."""
    return CreditRules(
        for_names=rules_of(NAME_TEMPLATES, languages),
        for_captions=rules_of(CAPTION_TEMPLATES, languages),
        triggers=triggers(languages),
        for_triggers={field: rules_of(templates, languages) for field, templates in TRIGGERS.items()},
        context=context_patterns(languages),
        authors=author_patterns(languages),
    )
