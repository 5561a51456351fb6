-- Take all vectors out, and what was found by them.
DELETE FROM internal.vectors;
DELETE FROM internal.wanted;
DELETE FROM internal.sentences;
DELETE FROM internal.sketches;
DELETE FROM internal.meaning_pairs;
DELETE FROM internal.meaning_matches;
DELETE FROM internal.meaning_passages;
