"""All that people may do with tickets (R4.6, R5.7–R5.9, R6.8). Pages and the command line call this and nothing else.

    from cobranca import acts
    from cobranca.acts import Contract, Person

    ana = Person("ana", "operador")
    acts.move(ana, 12, "EM_CONTATO", reason="ligou de volta")
    acts.promise(ana, 12, "20/03/2026", "1.133,00")
    acts.hold(Person("bia", "supervisor"), 12, until="2026-03-31", reason="aguarda o banco")
    acts.mark(Person("bia", "supervisor"), Contract(1, 10), "J")

Each function is one transaction in the database of `cobranca_db`, under the settings folder in force: it looks at role,
flow, visibility and state, then writes the ticket, the dated fact (R4.9) and the event (R5.6), or raises
`cobranca.errors.ActRefused` with the rule and writes nothing. Acts need no batch to be over.

| act | on | least role |
|---|---|---|
| `show`, `find` | any ticket | leitura (without personal data) |
| `note` | any ticket, closed ones too | operador |
| `move`, `promise` | a contract ticket | operador |
| `set_field` | a contract ticket; an action ticket that waits | operador; supervisor |
| `dispute`, `end_dispute` | an installment ticket | operador |
| `hold`, `end_hold`, `set_responsible`, `close` | a contract ticket | supervisor |
| `mark`, `block`, `unblock`, `open_action` | a contract, by a new action ticket | supervisor |

They return the event's id; those of the last line the new ticket's. What a page may offer: `show(...).offers`.
"""

from cobranca.acts.actions import Contract, block, mark, open_action, unblock
from cobranca.acts.offers import Offers
from cobranca.acts.pauses import dispute, end_dispute, end_hold, hold
from cobranca.acts.people import ROLES, Person, Role, may
from cobranca.acts.reading import Shown, find, show
from cobranca.acts.tickets import close, move, note, promise, set_field, set_responsible
from cobranca.errors import ActRefused

__all__ = [
    "ROLES",
    "ActRefused",
    "Contract",
    "Offers",
    "Person",
    "Role",
    "Shown",
    "block",
    "close",
    "dispute",
    "end_dispute",
    "end_hold",
    "find",
    "hold",
    "mark",
    "may",
    "move",
    "note",
    "open_action",
    "promise",
    "set_field",
    "set_responsible",
    "show",
    "unblock",
]
