-- What else the ERP says of a contract, as sentences: phases in force, occurrences, renegotiations, in order.
SELECT sentence, rule
FROM (
    SELECT opened_on AS at, occurrence_code AS code, crm.told_occurrence('phase', occurrence_code) AS sentence, 'R3.1' AS rule
    FROM mega.phase_occurrence
    WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s) AND ended_on IS NULL
    UNION ALL
    SELECT opened_on, occurrence_code, crm.told_occurrence('contract', occurrence_code), 'R3.9'
    FROM mega.contract_occurrence
    WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s)
    UNION ALL
    SELECT generated_on, renegotiation_code,
           format('renegociação %%s, gerada em %%s: %%s', renegotiation_code, coalesce(work.told_day(generated_on), 'data desconhecida'),
                  work.word(status)) || coalesce(' em ' || work.told_day(status_on), ''), 'R3.6'
    FROM mega.renegotiation
    WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s)
) told
ORDER BY at NULLS FIRST, code
