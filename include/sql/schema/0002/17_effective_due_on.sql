-- The effective due date (R2.2) under the settings of the session: the next banking day of the branch. A branch that
-- the settings do not know has the national calendar (branch 0).
CREATE FUNCTION work.effective_due_on(branch integer, due_on date) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN p.shifts_to_banking_day THEN (
               SELECT due_on + later FROM generate_series(0, 20) AS n (later)
               WHERE extract(isodow FROM due_on + later) < 6
                 AND NOT EXISTS (
                     SELECT FROM work.holiday h
                     WHERE h.day = due_on + later
                       AND h.branch_code = coalesce((SELECT b.branch_code FROM work.branch b WHERE b.branch_code = branch), 0))
               ORDER BY later LIMIT 1)
           ELSE due_on END
    FROM work.parameter p
$$;
