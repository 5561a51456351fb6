-- Take the matches and passages of certain pairs out.
DELETE FROM internal.matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.semantic_pairs WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.semantic_matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.semantic_passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
