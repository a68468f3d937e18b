-- The finer reason is one of the cause's (R6.4).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.cause, p.reason
FROM work.closures_plan p
LEFT JOIN (VALUES ('paid', 'quitada'), ('paid', 'parcial'), ('inactivation', 'parcial'),
                  ('inactivation', 'renegociada'), ('inactivation', 'inativada'), ('inactivation', 'sumiu'),
                  ('inactivation', 'reagendada'), ('distrato', 'distrato'), ('transfer', 'transferencia'),
                  ('cession', 'cessao')) k (cause, reason) ON (k.cause, k.reason) = (p.cause, p.reason)
WHERE k.cause IS NULL
