-- Delete what was found by comparing certain pairs by meaning. The frame `pairs` has left and right.
DELETE FROM internal.semantic_pairs WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.semantic_matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.semantic_passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
