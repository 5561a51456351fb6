-- The tables: what was read, what was extracted from it, what was inferred from that, and the ledger of what has been done.
CREATE SCHEMA internal;

CREATE TABLE migrations (migration VARCHAR PRIMARY KEY, version VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL);

CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    command VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    settings_fingerprint VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    status VARCHAR NOT NULL,
    counts VARCHAR NOT NULL,
    work VARCHAR NOT NULL
);

CREATE TABLE outlets (
    outlet_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    owner VARCHAR,
    aliases VARCHAR[] NOT NULL,
    domains VARCHAR[] NOT NULL,
    bare_aliases VARCHAR[] NOT NULL,
    wikidata VARCHAR,
    origin VARCHAR NOT NULL
);

-- As they came; the view `documents` shows them as people have ruled.
CREATE TABLE internal.documents (
    document INTEGER NOT NULL,
    document_id VARCHAR NOT NULL,
    base_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    outlet_id VARCHAR,
    outlet_basis VARCHAR,
    url VARCHAR,
    title VARCHAR,
    byline VARCHAR,
    metadata VARCHAR,
    language VARCHAR,
    published_at TIMESTAMP,
    published_precision VARCHAR,
    published_basis VARCHAR,
    retrieved_at TIMESTAMP,
    added_at TIMESTAMP NOT NULL,
    origin VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    length INTEGER NOT NULL,
    text VARCHAR NOT NULL USING COMPRESSION zstd
);

CREATE TABLE set_aside (
    origin VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE rulings (
    ruling INTEGER PRIMARY KEY,
    subject VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    note VARCHAR,
    who VARCHAR,
    "at" TIMESTAMP NOT NULL
);

CREATE TABLE unseen_sources (
    source_id VARCHAR NOT NULL,
    outlet_id VARCHAR,
    known_from VARCHAR[] NOT NULL,
    not_after TIMESTAMP,
    basis VARCHAR NOT NULL,
    replaced_by VARCHAR
);

CREATE TABLE derivations (
    derivation_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    source_outlet_id VARCHAR,
    relation VARCHAR NOT NULL,
    credited BOOLEAN NOT NULL,
    credit_status VARCHAR NOT NULL,
    direction_basis VARCHAR NOT NULL,
    share_of_document DOUBLE NOT NULL,
    share_of_source DOUBLE,
    confidence DOUBLE NOT NULL,
    evidence VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

-- The ledger: which stage has been done for which document, on which inputs.
CREATE TABLE internal.ledger (document INTEGER NOT NULL, stage VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL);

-- The outlets that credits have been extracted with: texts that name a new one are looked through again.
CREATE TABLE internal.gazetteer (outlet_id VARCHAR NOT NULL, fingerprint VARCHAR NOT NULL);

-- Candidate pairs that verification rejected, by reason, and work that a bound cut short.
CREATE TABLE internal.rejections (run_id VARCHAR NOT NULL, reason VARCHAR NOT NULL, pairs BIGINT NOT NULL);

CREATE TABLE internal.blocks (
    document INTEGER NOT NULL,
    block INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    language VARCHAR,
    text_hash UBIGINT NOT NULL
);

-- The language and size of each document's body: decides whether its sentences are embedded.
CREATE TABLE internal.bodies (
    document INTEGER NOT NULL,
    language VARCHAR,
    mixed BOOLEAN NOT NULL,
    sentences INTEGER NOT NULL
);

CREATE TABLE internal.text_metadata (
    document INTEGER NOT NULL,
    title VARCHAR,
    language VARCHAR
);

CREATE TABLE internal.repeats (
    document INTEGER NOT NULL,
    repeat INTEGER NOT NULL,
    first_start INTEGER NOT NULL,
    first_stop INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    similarity DOUBLE NOT NULL
);

-- What an outlet repeats on many pages: a fact of the corpus, rewritten for the blocks that new documents hold.
CREATE TABLE internal.boilerplate (outlet_id VARCHAR NOT NULL, text_hash UBIGINT NOT NULL, documents INTEGER NOT NULL);

-- How many hours after its nearest source of the outlet that it names a document was published; and how many its outlet
-- usually takes, in the steps that inference uses.
CREATE TABLE internal.lags (document INTEGER NOT NULL, outlet_id VARCHAR NOT NULL, hours DOUBLE NOT NULL);

CREATE TABLE internal.usual_lags (outlet_id VARCHAR NOT NULL, usual_hours DOUBLE NOT NULL);

CREATE TABLE internal.signatures (
    document INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    shingles INTEGER NOT NULL,
    signature BLOB NOT NULL
);

CREATE TABLE internal.bands (band BIGINT NOT NULL, document INTEGER NOT NULL);

CREATE TABLE internal.winnowed_fingerprints (fingerprint UINTEGER NOT NULL, document INTEGER NOT NULL);

CREATE TABLE internal.matches (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    jaccard DOUBLE NOT NULL,
    contained_left DOUBLE NOT NULL,
    contained_right DOUBLE NOT NULL,
    passage_count INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE internal.passages (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    left_start INTEGER NOT NULL,
    left_stop INTEGER NOT NULL,
    right_start INTEGER NOT NULL,
    right_stop INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL
);

-- Translations and paraphrases: documents whose sentences are embedded, their sentences and SimHash codes; vectors of
-- sentences by their text, and the model that made them; the pairs compared by them, and the matches among these.
CREATE TABLE internal.embedding_queue (document INTEGER NOT NULL, reason VARCHAR NOT NULL);

CREATE TABLE internal.sentences (
    document INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    language VARCHAR,
    text_hash UBIGINT NOT NULL
);

CREATE TABLE internal.document_simhashes (
    document INTEGER NOT NULL,
    language VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    bits UBIGINT[] NOT NULL
);

CREATE TABLE internal.vectors (text_hash UBIGINT NOT NULL, vector BLOB NOT NULL, model VARCHAR NOT NULL);

CREATE TABLE internal.semantic_pairs ("left" INTEGER NOT NULL, "right" INTEGER NOT NULL);

CREATE TABLE internal.semantic_matches (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    jaccard DOUBLE NOT NULL,
    contained_left DOUBLE NOT NULL,
    contained_right DOUBLE NOT NULL,
    passage_count INTEGER NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE internal.semantic_passages (
    "left" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    left_start INTEGER NOT NULL,
    left_stop INTEGER NOT NULL,
    right_start INTEGER NOT NULL,
    right_stop INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL
);

CREATE TABLE internal.credits (
    document INTEGER NOT NULL,
    credit INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    outlet_id VARCHAR,
    person VARCHAR,
    cue VARCHAR,
    field VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    start INTEGER,
    stop INTEGER,
    strength INTEGER NOT NULL,
    scope_start INTEGER,
    scope_stop INTEGER
);

CREATE TABLE internal.groups (
    document INTEGER NOT NULL,
    representative INTEGER NOT NULL,
    similarity DOUBLE NOT NULL,
    minimum_similarity DOUBLE NOT NULL
);

CREATE TABLE internal.attributed_spans (
    document INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    source_id VARCHAR,
    source_outlet_id VARCHAR
);
