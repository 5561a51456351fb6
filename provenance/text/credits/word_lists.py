"""The record of word lists that a language of credits consists of."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.text.credits.block_word_lists import BlockWords, Words


def words(text: str) -> Words:
    """Return the words of a list whose words are separated by ``|``, without white space around them."""
    return tuple(word for part in text.split("|") if (word := " ".join(part.split())))


@dataclass(frozen=True, kw_only=True, eq=False)  # compared by identity: a hash of all words, again and again, is slow
class Language(BlockWords):
    """The words in which a language names the source of a text. A list that is left out is empty.

    In a word ``'`` is either apostrophe and a ``*`` any letters (``опубликован*``). Case counts, except where the
    comment of the list says otherwise: *cased* lists are met with a capital first letter too, *any case* in every case.
    Write small letters there.

    Attributes:
        tag: BCP 47 tag, also the name of its file.
        name: its English name.
        script: the letters it is written in, a key of ``rules.SCRIPTS``.
    """

    tag: str
    name: str
    script: str = "latin"

    # Words around a name
    articles: Words = ()
    """Before a name, in or outside quotation marks (``the``, ``la``); cased inside them."""
    name_articles: Words = ()
    """Articles that stand right before a name alone (``l'``, ``o``)."""
    person_particles: Words = ()
    """Small words inside a person's name (``van``)."""
    outlet_particles: Words = ()
    """Small words inside an outlet's name (``of the``)."""
    conjunctions: Words = ()
    """*And*, between two who wrote a text."""
    joints: Words = ()
    """Words that join two outlets that are credited together: *and*, *or*, *with*."""
    unspaced_joints: Words = ()
    """The same where no space stands around them (``和``)."""
    with_words: Words = ()
    """*With*, before an agency that shares a byline."""
    agencies: Words = ()
    """*Agencies*, between *with* and a name."""
    outlet_kinds: Words = ()
    """What an outlet is (``agency``, ``Zeitung``), between an attribution and the name."""
    outlet_phrases: Words = ()
    """The same with an article (``el diario``); an adjective may follow."""
    outlet_suffixes: Words = ()
    """What an outlet is, right after its name (``通信``)."""
    site_suffixes: Words = ()
    """*Website*, *wire*, right after an outlet's name (``网站``)."""
    agency_phrases: Words = ()
    """*The agency*, between a contribution and the name."""
    no_given_names: Words = ()
    """Words with a capital that stand before an outlet's name without being a person's given name."""

    generic_names: Words = ()
    """Kinds of newspapers, which are parts of names and no names (``日报``)."""
    before_short_names: Words = ()
    """What stands right before an outlet's short name in a script without spaces (``据``)."""
    after_short_names: Words = ()
    """What stands right after it: particles, verbs of saying."""
    edition_words: Words = ()
    """What says which edition or site of an outlet is meant, right after its name (``Mundo``, ``Online``)."""
    outlet_things: Words = ()
    """Buildings and instruments that are called by an outlet's name, after it (``大楼``): they name no outlet."""
    name_continuations: Words = ()
    """Words after which a name goes on and is another's (``The Times of``)."""
    name_endings: Words = ()
    """Last words of newspapers' names: a name before one of them is the beginning of another's (``Port News Echo``)."""

    # Dates
    months: Words = ()
    """Names of months and their short forms, in the case that dates take."""
    date_particles: Words = ()
    """Between day and month (``3 de marzo``)."""
    date_prepositions: Words = ()
    """Before a date that stands alone (``on``); any case."""
    ordinals: Words = ()
    """After the number of a day (``1st``); any case."""
    time_ago: Words = ()
    """After a number, instead of a date (``hours ago``); any case."""
    date_labels: Words = ()
    """Labels of a date (``published``); any case."""
    posted_labels: Words = ()
    """Labels of a date in a line that ends in *by* and an outlet."""
    posted_by: Words = ()
    """*By* in such a line; cased."""

    # Datelines
    dateline_prefixes: Words = ()
    """Between slash and agency in a dateline (``Корр.``)."""
    dateline_reporters: Words = ()
    """After a person's name in a dateline (``특파원``)."""
    compiled_marks: Words = ()
    """*Compiled*, in a dateline of the page's own desk (``编译``)."""
    dispatch_nouns: Words = ()
    """*Dispatch*, where a dateline ends (``电``)."""
    dispatch_openers: Words = ()
    """*Dispatch*, right after an agency that opens a text (``消息``)."""
    report_nouns: Words = ()
    """*Report* (``story``, ``报道``)."""

    # Bylines
    byline_openers: Words = ()
    """Before a person, an outlet following (``Analysis by``); cased."""
    byline_joiners: Words = ()
    """Between person and outlet (``for``)."""
    outlet_byline_openers: Words = ()
    """Before an outlet; cased."""
    byline_tails: Words = ()
    """Small words after an outlet in a byline (``staff``, ``in``)."""
    byline_jobs: Words = ()
    """Jobs after an outlet in a byline (``correspondent``); cased."""
    outlet_jobs: Words = ()
    """*Reporter of the*, between a person and an outlet (``Repórter da``); cased."""
    desk_labels: Words = ()
    """*Edited by*, after an agency and a comma (``oprac.``)."""
    byline_labels: Words = ()
    """What follows an outlet and a line in a byline (``Published``)."""
    byline_suffixes: Words = ()
    """*Report*, where a byline ends (``报道``)."""
    writer_labels: Words = ()
    """*Written by*, before a person, a slash and an outlet (``文``)."""
    reporters: Words = ()
    """*Reporter*, between outlet and person, or after the person (``记者``)."""
    staff_writers: Words = ()
    """*Writer*, between outlet and person (``correspondents``); any case."""
    author_labels: Words = ()
    """Before the names in a metadata field of authors; any case."""
    author_date_labels: Words = ()
    """Labels of a date after the names in such a field; any case."""
    author_months: Words = ()
    """Months after the names in such a field; any case."""
    author_trailers: Words = ()
    """Jobs and networks after the names in such a field; any case."""
    no_authors: Words = ()
    """Parts of such a field that name no author, in small letters."""
    author_joiners: Words = ()
    """Between the names in such a field, besides *and* and *with*."""
    outlet_words: Words = ()
    """Words that names of outlets are made of (``Tribune``)."""
    outlet_endings: Words = ()
    """How names of outlets end in scripts without spaces (``报``)."""
    agency_words: Words = ()
    """What an agency is, after its name in such a field (``news agency``); any case."""
    newsroom_names: Words = ()
    """What a newsroom calls itself in such a field (``web desk``); any case."""

    # Photo credits
    photo_labels: Words = ()
    """Before a photo's credit (``photo``, ``图片来源``); any case."""
    photo_by: Words = ()
    """After such a label, instead of a colon (``by``); any case."""
    photo_headings: Words = ()
    """The same where a name follows without colon (``Credit``)."""
    photo_nouns: Words = ()
    """*Photo*, before *of* and a name; any case."""
    photo_of: Words = ()
    """*Of* there (``von der``); any case."""
    photo_after: Words = ()
    """*Photo*, after a name; cased."""
    photo_provided: Words = ()
    """*Provided by*, after a name (``제공``)."""
    photo_bracket_labels: Words = ()
    """Before an equals sign and a name, in brackets (``사진``)."""
    photo_givers: Words = ()
    """*Reporter* or *sent by*, after an outlet and before who took the picture (``记者``)."""
    photo_takers: Words = ()
    """*Taken by*, after a person (``摄``)."""

    # First published elsewhere
    text_nouns: Words = ()
    """What a text is (``article``)."""
    text_intros: Words = ()
    """*This*, before such a noun; any case."""
    text_determiners: Words = ()
    """*This*, before such a noun, with a verb of ``published_verbs`` behind it; cased."""
    text_articles: Words = ()
    """The same in a language whose verb comes last; cased."""
    text_openers: Words = ()
    """How a line begins that says where a text was published (``Texto``, ``本文``); cased."""
    text_topics: Words = ()
    """The same as the topic of a sentence whose verb comes last (``この記事は``)."""
    first_openers: Words = ()
    """*First*, opening such a line; cased."""
    first_adverbs: Words = ()
    """*First*, beside the verb (``originalmente``)."""
    published_verbs: Words = ()
    """*Was published*."""
    published_forms: Words = ()
    """*Published*, after *first* or *originally*; any case."""
    published_participles: Words = ()
    """*Published*, right after ``text_openers`` or ``first_openers``."""
    published_before: Words = ()
    """*Appeared*, before the name, in a language whose verb may come last."""
    published_finally: Words = ()
    """*Published*, after the name."""
    case_endings: Words = ()
    """Endings that a name has after a preposition and not by itself, in a language that declines names."""
    published_in: Words = ()
    """*In*, before the name."""
    taken_from: Words = ()
    """*Taken from*, *courtesy of*, before a name (``转载自``): outside Chinese, in a line of its own; cased."""
    taken_from_after: Words = ()
    """The same after a name (``より転載``)."""
    licensed_by: Words = ()
    """*With*, before a name whose licence a text has (``经``)."""
    licences: Words = ()
    """*Licence*, after that name (``授权``)."""
    licensed_uses: Words = ()
    """What the licence allows (``转载``)."""
    reprinted_from: Words = ()
    """*Reprinted with permission of*, before a name; cased."""
    republication_terms: Words = ()
    """What a line says of an outlet whose texts may be reprinted with it (``is a nonprofit newsroom``)."""
    reported_following: Words = ()
    """*Reported the following*, up to eight characters after a name."""
    read_original: Words = ()
    """*Read the original*, before *article* or *on*; any case."""
    original_links: Words = ()
    """The same, other words following; any case."""
    original_labels: Words = ()
    """*Original*, before a name or a colon; any case."""

    # Source lines, contributions, rights
    source_labels: Words = ()
    """Label of a source line (``source``, ``来源``), a colon follows; any case."""
    source_openers: Words = ()
    """The same where a slash may follow, at the beginning of a block."""
    labels_after_source: Words = ()
    """What follows a source line without a break (``责任编辑``)."""
    contribution_in_brackets: Words = ()
    """*With material of*, before a name, in brackets; cased."""
    contribution_lines: Words = ()
    """The same at the end of a text, without brackets; cased."""
    contributed_matter: Words = ()
    """What is contributed, after *with* and before *from* (``files``); any case."""
    contributions_from: Words = ()
    """*Additional reporting from*; any case."""
    contribution_after: Words = ()
    """*With material of*, after a name, in brackets (``इनपुट के साथ``)."""
    contributed_to: Words = ()
    """*Contributed to this report*, after a name."""
    collaboration: Words = ()
    """*In collaboration with*; cased."""
    collaboration_of: Words = ()
    """The end of that (``de la``)."""
    staff_and: Words = ()
    """*Staff and*, before an agency; any case."""
    newsrooms: Words = ()
    """*Newsroom*, after an agency and a slash; cased."""
    copyright_marks: Words = ()
    """*All rights reserved*, before a name; any case."""
    copyright_after: Words = ()
    """The same after a name."""
    copyright_holders: Words = ()
    """*Holder of rights*, before a name."""

    # Attributions
    attribution_before: Words = ()
    """*According to*, before a name or ``outlet_phrases``; cased in alphabets."""
    attribution_phrases: Words = ()
    """The same, before ``report_nouns`` or some words and ``outlet_kinds`` (English word order); any case."""
    attribution_verbs: Words = ()
    """*Reported*, where an outlet is its subject only if ``outlet_subjects`` follows: *told* otherwise; cased."""
    outlet_subjects: Words = ()
    """What an outlet is, as the subject of such a verb (``газета``)."""
    attribution_inserts: Words = ()
    """Words after it, before a noun of ``outlet_kinds``."""
    attribution_after: Words = ()
    """*Reports*, right after a name."""
    suffixed_reports: Words = ()
    """The same after a name with an apostrophe or a hyphen and a case ending (``Reuters'ın haberine göre``)."""
    attribution_near: Words = ()
    """The same up to 16 characters after a name."""
    attribution_closers: Words = ()
    """*Reported*, after ``attribution_before`` and a name."""
    auxiliaries: Words = ()
    """*Has*, before ``attribution_after``."""
    according_marks: Words = ()
    """*According to*, before a name and a date."""
    dated_reports: Words = ()
    """*Reported*, after that date."""
    titled_reports: Words = ()
    """*Published an article entitled*, after a name."""
    citing_phrases: Words = ()
    """*Citing*."""
    cited_nouns: Words = ()
    """*The words of*, after a name that is cited."""
    clause_openers: Words = ()
    """*According to*, before article, adjective and ``outlet_kinds`` (German word order); cased."""
    attribution_articles: Words = ()
    """Articles there."""
    comparisons: Words = ()
    """*As*, before article, ``outlet_kinds`` and name, a verb of ``clause_verbs`` following; cased."""
    clause_inserts: Words = ()
    """Between a name and a verb that ends its clause."""
    clause_verbs: Words = ()
    """*Reports*, ending its clause."""
    subject_particles: Words = ()
    """Particles that make a name the subject (``は``)."""
    report_verbs: Words = ()
    """*Reported*, later in such a sentence."""
    agency_nouns: Words = ()
    """What an outlet is, between attribution and name, where *said* follows."""
    statement_inserts: Words = ()
    """Between a name and *reported*."""
    statement_verbs: Words = ()
    """*Reported*, after a name that opens its sentence."""
    speech_verbs: Words = ()
    """*Said*, in the last sentence of a paragraph that ends with its agency in brackets."""
    trailing_verbs: Words = ()
    """*Reported*, in a clause after what was reported (``…, the Guardian reported on Tuesday.``)."""
    statement_openers: Words = ()
    """*As*, before a name and a verb; cased."""
    noting_verbs: Words = ()
    """*Put it*, after such a name."""

    # Mentions: interviews, polls, property
    obtained_by: Words = ()
    """*Obtained by*; any case."""
    told_directly: Words = ()
    """*Told*, before a name; any case."""
    told_before: Words = ()
    """The same, case counting."""
    told_inserts: Words = ()
    """*In an interview*, after it."""
    told_to: Words = ()
    """*To the agency*, after it."""
    told_closers: Words = ()
    """*Said*, after a name and ``told_before``."""
    told_after: Words = ()
    """*Told*, after a name."""
    told_particles: Words = ()
    """*With*, after a name and before ``interview_nouns``."""
    interview_nouns: Words = ()
    """*Interview*; any case in alphabets."""
    interview_prepositions: Words = ()
    """*With*, after it; any case."""
    speaking_words: Words = ()
    """*Spoke*, *statement*; any case."""
    speaking_prepositions: Words = ()
    """*To*, after it; any case."""
    topic_nouns: Words = ()
    """What an outlet has or holds, after its name (``poll``, ``headquarters``)."""
    data_nouns: Words = ()
    """What an outlet makes, before its name (``survey``); any case."""

    # Phrases that are credits without a name beside them
    translation_marks: Words = ()
    """*Translated*, *translation*."""
    translation_nouns: Words = ()
    """*Report*, right after such a mark (``讯``)."""
    translated_from: Words = ()
    """*From the*, between the mark and the name of a language."""
    translated_by: Words = ()
    """*By*, before the translator."""
    false_translation_marks: Words = ()
    """Words that hold such a mark and mean something else (``编译器``, a compiler)."""
    appended_original: Words = ()
    """*The original follows*."""
    compiled_from_wires: Words = ()
    """*Compiled from agencies*."""
    first_publication_marks: Words = ()
    """*First published*, whose outlet no list may know."""
    software_marks: Words = ()
    """*Powered by*."""
    machine_marks: Words = ()
    """*Translated by a machine*."""
    unlisted_source_labels: Words = ()
    """Label and colon of a source line that is read where no list knows the outlet."""
    no_outlets: Words = ()
    """Words of source lines that name no outlet (``Ministry``)."""
    account_labels: Words = ()
    """*WeChat account* and colon, before its name."""
    platform_marks: Words = ()
    """What only aggregators and blogs print."""
    signature_marks: Words = ()
    """How an agency signs (``Editing by``)."""

    @property
    def published_where(self) -> Words:
        """*In*, before an outlet's name: the words of ``published_in`` that are not *by*, which people follow."""
        by = {*self.translated_by, *self.byline_openers, *self.outlet_byline_openers}
        return tuple(word for word in self.published_in if word not in by)
