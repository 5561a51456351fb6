-- Which documents say that they are translations?
SELECT
    document, credit, role, outlet_id, person, cue, field, value, start, stop, strength, scope_start, scope_stop
FROM internal.credits
WHERE role = 'translation'
ORDER BY document, credit;
