-- Which documents are in the chains of the blog's post?
SELECT depth, document_id, relation, credited
FROM chain_of('owl-ferry')
ORDER BY "path";
