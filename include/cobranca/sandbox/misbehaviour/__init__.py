"""Misbehaviour on request: what an ERP does on a bad day, told to the sandbox by rules.

POST /sandbox/misbehave adds a rule, DELETE forgets them all, GET lists them. A rule:
`{"kind": …, "path": substring, "contracts": [codes], "times": n or null, "milliseconds": …}`;
without `path` it is for every call, without `contracts` for every contract, without `times` for ever.

| kind | what happens |
|---|---|
| latency | the answer waits `milliseconds` |
| 429 | 429 with `Retry-After: seconds` (`retry_after`, default 1) |
| 429_no_retry_after | 429 without |
| 401, 403, 500, 503 | that status, with an empty body (500 and 503: a ProblemDetails) |
| 204 | nothing found |
| cut | the first half of the body, with the length of the half: broken JSON or XML |
| cut_connection | the first half of the body under the whole one's length, then the connection ends |
| half | only the first half of the records of a list |
| vanish | the records of the contracts are missing, 204 if none is left; without `contracts`, the first one |
| duplicate | one record stands twice |
| wrong_type | `field` (rows: vlr_corrigido; contracts: cod_contrato) holds `value`, a text by default |
| unknown_status | `field` (rows: situacao; contracts: status_contrato) holds `value`, "Vencido" by default |
| year_0001 | `field` (rows: data_vencimento; contracts: data_status) is 01/01/0001 |
| negative | `field` (rows: vlr_corrigido; contracts: valor_contrato) is negative |
| no_nightly | the nightly job has not run for `days` (default 3): statuses and phases stand still |

What changes a record changes the first open, active row of a contract, else its first record. A rule with
`contracts` that answers by status is only for the calls that carry such a code in the path.
"""
