-- Each difference is named, and nothing else is: only in Mega, only in CRM, value (R8.1).
SELECT p.branch_code, p.contract_code, p.installment_code, p.line, p.kind
FROM work.reconcile_plan p
WHERE p.line NOT IN ('integrated', 'paid_today', 'not_integrated', 'failed_extract')
   OR NOT (p.in_mega OR p.in_crm)
   OR p.in_mega <> (p.mega_total IS NOT NULL) OR p.in_crm <> (p.crm_total IS NOT NULL)
   OR (p.line IN ('integrated', 'paid_today') AND p.kind IS DISTINCT FROM CASE
       WHEN p.in_mega AND NOT p.in_crm THEN 'only_in_mega'
       WHEN p.in_crm AND NOT p.in_mega THEN 'only_in_crm'
       WHEN p.line = 'integrated' AND p.mega_total <> p.crm_total THEN 'value' END)
