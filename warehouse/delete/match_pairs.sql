-- Delete the matches by words of certain pairs, and their passages. The frame `pairs` has left and right.
DELETE FROM internal.matches WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
DELETE FROM internal.passages WHERE ("left", "right") IN (SELECT ("left", "right") FROM pairs);
