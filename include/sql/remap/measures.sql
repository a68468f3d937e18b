-- How many tickets a mapping moves.
SELECT count(*) AS remapped FROM work.remap_plan
