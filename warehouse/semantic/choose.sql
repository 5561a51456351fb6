-- Note which documents have vectors, and why; what others said is forgotten. The frame `chosen` has document and reason.
DELETE FROM internal.wanted;
INSERT INTO internal.wanted SELECT document, reason FROM chosen ORDER BY document;
DELETE FROM internal.sentences WHERE document NOT IN (SELECT document FROM chosen);
DELETE FROM internal.sketches WHERE document NOT IN (SELECT document FROM chosen);
