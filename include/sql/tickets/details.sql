SELECT kind, count(*) FROM work.tickets_plan GROUP BY kind
UNION ALL SELECT 'reopened', count(*) FROM work.tickets_plan WHERE reopened_from IS NOT NULL
UNION ALL SELECT 'refreshed', count(*) FROM crm.ticket_state t JOIN mega.installment i
    USING (branch_code, contract_code, installment_code)
    WHERE t.kind = 'installment' AND t.closed_on IS NULL AND i.seen_on = %(as_of)s AND t.opened_on < %(as_of)s
