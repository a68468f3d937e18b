-- The closed tickets of a contract, integration tickets apart, the last ones first.
SELECT ticket_id, kind, installment_code, status_code, opened_on, closed_on,
       concat_ws(', ', work.word(closing_cause), work.word(closing_reason)) AS why
FROM crm.ticket_state
WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s) AND closed_on IS NOT NULL
  AND kind <> 'integration'
ORDER BY closed_on DESC, ticket_id DESC
