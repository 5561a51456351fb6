-- Record a person's ruling.
-- $subject: edge, outlet, date, document, or ruling (one that is withdrawn)
-- $key: what it is about
-- $verdict: what was ruled
-- $note: why
-- $who: by whom
INSERT INTO rulings
SELECT coalesce(max(ruling), 0) + 1, $subject, $key, $verdict, $note, $who, now()::TIMESTAMP FROM rulings;
