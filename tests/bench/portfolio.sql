-- Staging of one day of the bench, as the client would leave it: %(titles)s titles, five a contract, ages of 1
-- to 140 days, so that about 5 %% of them cross a step of the standard régua each day. On day n (0, 1, …) every
-- value has changed, 3 %% more titles are there than the day before, and 3 %% were settled the day before.
TRUNCATE work.stage_contract, work.stage_installment, work.stage_extract, work.stage_renegotiation,
    work.stage_participant, work.stage_phase_occurrence, work.stage_contract_occurrence, work.stage_refusal,
    work.stage_customer_channel, work.stage_customer_place;

INSERT INTO work.stage_contract
SELECT 1 + n %% 4, n, n, 'Cliente ' || n, lpad(n::text, 11, '0'), 'F', n, 'Venda', 'Compra e Venda', 'U', NULL,
       'Compra e Venda', 1 + n %% 20, 'Residencial ' || n %% 20, 'Bloco ' || n %% 7, (n %% 400)::text, 2, 1
FROM generate_series(1, %(titles)s / 5) n;

INSERT INTO work.stage_installment
SELECT 1 + c %% 4, c, 1000 + k, c, 'Ativo', NULL, 'Mensal', lpad(k::text, 3, '0') || '/120',
       CASE WHEN is_new THEN %(as_of)s::date - 1 ELSE %(first)s::date - 1 - ((c * 5 + k)::bigint * 7919 %% 140)::integer END,
       1000 + c %% 900, 1100 + c %% 900 + %(day)s, 22 + %(day)s, 11 + %(day)s, 0, 0, 0,
       CASE WHEN is_paid THEN 1133 ELSE 0 END, CASE WHEN is_paid THEN %(as_of)s::date - 1 END,
       CASE WHEN (c * 5 + k) %% 50 = 0 THEN 'Financiamento' ELSE 'Carteira' END, 'Contrato', NULL,
       lpad((c::bigint * 7)::text, 11, '0'), NULL
FROM (
    SELECT c, k, false AS is_new, %(day)s > 0 AND (c * 5 + k) %% 33 = %(day)s AS is_paid
    FROM generate_series(1, %(titles)s / 5) c, generate_series(1, 5) k
    UNION ALL
    SELECT c, 5 + day, true, false FROM generate_series(1, %(titles)s / 5) c, generate_series(1, %(day)s) day
    WHERE c * 3 %% 20 < 3 AND day = %(day)s
) t;

INSERT INTO work.stage_extract (branch_code, contract_code, chunk, row_count, settled_count, staged_count)
SELECT branch_code, contract_code, contract_code %% 32, count(*), count(settled_on), count(*)
FROM work.stage_installment GROUP BY branch_code, contract_code;
