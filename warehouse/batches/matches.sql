-- What are the matches among a batch of documents?
-- $first: least key of the batch
-- $last: greatest key of the batch
SELECT m."left", m."right", m.kind, m.similarity, m.jaccard, m.contained_left, m.contained_right, m.passage_count
FROM internal.all_matches AS m
SEMI JOIN batch ON batch.document = m."left"
WHERE m."left" BETWEEN $first AND $last
ORDER BY m."left", m."right";
