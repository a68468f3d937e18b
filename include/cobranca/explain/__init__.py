"""Why a ticket stands where it stands, in Portuguese: the ERP's rows, the rule, the plan, the run, the person.

`account.of("123")` answers for a ticket, `"1/10"` for a contract, `"1/10/3"` for a title. What happened is read from
`crm.ticket_story`; what holds now is judged here, on what the mirror, the last run and the dated facts say.
"""
