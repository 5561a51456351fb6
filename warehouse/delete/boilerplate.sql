-- Delete the boilerplate that no document holds any more. The frame `batch` has documents whose blocks may have changed.
--
-- What other documents hold too is replaced when the stage is done for one of them.
DELETE FROM internal.boilerplate AS b
WHERE NOT EXISTS (FROM internal.blocks AS h WHERE h.text_hash = b.text_hash);
