-- Replace the outlets that ship with an earlier release by those of this one; a person's own stay.
-- The frame `arriving` has the columns of `outlets`.
DELETE FROM outlets
WHERE origin = 'seed' OR (origin = 'data' AND outlet_id IN (SELECT outlet_id FROM arriving));
INSERT INTO outlets (
    outlet_id, name, kind, country, owner, aliases, domains, bare_aliases, wikidata, origin,
    wordlike_aliases, active_from, active_to
)
SELECT
    a.outlet_id, a.name, a.kind, a.country, a.owner, a.aliases, a.domains, a.bare_aliases, a.wikidata, a.origin,
    a.wordlike_aliases, a.active_from, a.active_to
FROM arriving AS a
ANTI JOIN outlets AS o ON o.outlet_id = a.outlet_id
ORDER BY a.outlet_id;
UPDATE internal.counted SET row_count = (SELECT count(*) FROM outlets) WHERE name = 'outlets';
