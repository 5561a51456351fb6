-- Take all vectors out, and what was found by them.
DELETE FROM internal.vectors;
DELETE FROM internal.meaning_pairs;
DELETE FROM internal.meaning_matches;
DELETE FROM internal.meaning_passages;
