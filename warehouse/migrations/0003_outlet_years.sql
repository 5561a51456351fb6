-- Which names of an outlet are everyday words, and in which years it was active.
ALTER TABLE outlets ADD COLUMN wordlike_aliases VARCHAR[];
ALTER TABLE outlets ADD COLUMN active_from INTEGER;
ALTER TABLE outlets ADD COLUMN active_to INTEGER;
UPDATE outlets SET wordlike_aliases = [];
