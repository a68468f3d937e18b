"""What each act writes into `crm.ticket_event`: the one place that says what the kinds hold.

Every event of a person has `actor` (the person's name), `as_of` (the business date), `happened_at` (the clock),
`late` false, and in `details` at least `role` and `version` (the ticket's, after the act). `reason` is what the
person wrote, null where nothing was. `from_*` and `to_*` are filled by `moved`, `closed` and `opened` only.

    kind           rule   details besides role and version
    note           R5.9   (the text stands in `reason`)
    field          R3.10  field, value (null: taken away), before_value (null: there was none)
    promise        R5.9   promise_id, promised_on, amount (text, '500.00')
    hold           R5.7   hold_id, until_on
    hold_ended     R5.7   hold_id, until_on (the day it would have lasted to)
    dispute        R5.8   dispute_id
    dispute_ended  R5.8   dispute_id
    responsible    R5.9   responsible (null: nobody), before_value
    moved          R5.9   placed_by 'person'
    closed         R6.8   cause (null: the status is none of the ten), closing_reason 'pessoa', text (what the
                          person wrote, null); `reason` is 'pessoa' too, as the machine's closures hold their reason
    opened         R4.6   kind 'action', branch_code, contract_code, person_fields, placed_by 'person'

To rebuild a ticket's state from its events, in the order of `event_id`:
- `to_request`, `to_status`, where given, are its request and status; `as_of` and `happened_at` of that event its
  `status_since` and `status_at`;
- `placed_by` is the one of the details of the last `moved` or `opened` that has it; `routed` makes it 'machine';
- `person_fields` is the one of `opened`, then of each `field` event: `value` under the key `field`, null removes it;
- `responsible` is the one of the last event of that kind; `closed_on` is `as_of` of `closed`;
- `version` only grows: it is no part of the story (a hold adds one to the contract's open titles, too).

Values of fields have one form: text as written; dates 'AAAA-MM-DD'; amounts text with two decimals ('1234.56');
lists an array of the values chosen, in the order of the settings (`["TBE", "TBS"]`).
"""

from typing import Final, Literal

Kind = Literal[
    "note", "field", "promise", "hold", "hold_ended", "dispute", "dispute_ended",
    "responsible", "moved", "closed", "opened",
]  # fmt: skip
RULES: Final[dict[Kind, str]] = {
    "note": "R5.9",
    "field": "R3.10",
    "promise": "R5.9",
    "hold": "R5.7",
    "hold_ended": "R5.7",
    "dispute": "R5.8",
    "dispute_ended": "R5.8",
    "responsible": "R5.9",
    "moved": "R5.9",
    "closed": "R6.8",
    "opened": "R4.6",
}
"""The rule that an act's event names."""
PERSONS_REASON: Final = "pessoa"
"""`closing_reason` of a ticket that a person closed (R6.8)."""
