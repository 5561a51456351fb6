"""The word lists of a language that decide the kind of a block."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class BlockWords:
    """The words that make a block a title, byline, credit, caption or boilerplate; a list that is left out is empty."""

    addition_openers: Words = ()
    """How a paragraph begins that a desk adds to a report (``напомним``); any case."""
    byline_block_openers: Words = ()
    """How a block begins that is a byline, a person following."""
    byline_block_marks: Words = ()
    """The same in scripts without spaces (``记者``)."""
    byline_block_endings: Words = ()
    """How such a block ends (``기자``)."""
    own_desk: Words = ()
    """*Our*, before *reporter* (``本报``)."""
    source_block_labels: Words = ()
    """Labels that make a block a credit, a colon following; any case."""
    translation_block_openers: Words = ()
    """*Translated*, at the beginning of a block; any case."""
    contribution_openers: Words = ()
    """How a block begins that says who contributed (``with files``); any case."""
    contribution_endings: Words = ()
    """How such a block ends; any case."""
    first_published_phrases: Words = ()
    """*First published*, anywhere in a short block; any case."""
    first_adverbs_in_blocks: Words = ()
    """*First*, before ``published_in_blocks``."""
    published_in_blocks: Words = ()
    """*Published*, anywhere in a short block."""
    taken_from_in_blocks: Words = ()
    """*Taken from*, anywhere in a short block."""
    appended_block_openers: Words = ()
    """*The original follows*, at the beginning of a block."""
    original_headings: Words = ()
    """*Original*, *translation*, as a block of its own."""
    agency_block_phrases: Words = ()
    """*With*, before an agency, in a block in brackets; any case."""
    caption_labels: Words = ()
    """Labels that make a block a caption, a colon following; any case."""
    boilerplate: Words = ()
    """Whole blocks of boilerplate (``advertisement``); any case."""
    page_controls: Words = ()
    """Buttons that are everyday words too (``more``, ``share``): furniture beside furniture alone; any case."""
    boilerplate_openers: Words = ()
    """How blocks of boilerplate begin (``read more``); any case."""
    boilerplate_anywhere: Words = ()
    """What a block of boilerplate contains."""
    follow_us: Words = ()
    """*Follow us*; any case."""
    related_headings: Words = ()
    """Headings of links to other pages; any case."""
    form_openers: Words = ()
    """How a form begins (``sign up``); any case."""
