-- Take out what was found by comparing certain pairs by meaning. The frame `pairs` has left and right.
DELETE FROM internal.meaning_pairs WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.meaning_matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.meaning_passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
