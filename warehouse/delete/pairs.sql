-- Take the matches and passages of certain pairs out.
DELETE FROM internal.matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.meaning_pairs WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.meaning_matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.meaning_passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
