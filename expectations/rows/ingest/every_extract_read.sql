-- No extract failed. One that did leaves its contract as it is (R8.8): a warning names it.
SELECT p.branch_code, p.contract_code, p.endpoint, p.field FROM work.ingest_plan p WHERE p.action = 'failed'
