-- Is there any document that has not been judged on its present facts?
SELECT document FROM internal.documents
ANTI JOIN (SELECT document FROM internal.ledger WHERE stage = 'judgements') USING (document)
ORDER BY document
LIMIT 1;
