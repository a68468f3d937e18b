-- The rules and places of the session's settings, as tables that the planner knows (R4.1, R5.3).
CREATE TEMP TABLE contract_rule ON COMMIT DROP AS SELECT * FROM work.contract_route;
CREATE TEMP TABLE title_rule ON COMMIT DROP AS SELECT * FROM work.title_route;
CREATE TEMP TABLE place ON COMMIT DROP AS SELECT * FROM work.place;
ANALYZE contract_rule, title_rule, place;
