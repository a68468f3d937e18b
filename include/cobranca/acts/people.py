"""Who may do what: the table of R5.9. Whoever calls has made sure that the person is who they say."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from cobranca.errors import ActRefused

Role = Literal["leitura", "suporte", "operador", "supervisor", "multidados"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""From the one that may least to the one that may everything: each may what the ones before it may."""
Act = Literal[
    "see", "move", "note", "promise", "field", "dispute",
    "hold", "mark", "block", "responsible", "close", "release", "stop",
]  # fmt: skip
LOWEST: Final[dict[Act, Role]] = {
    "see": "leitura",
    "move": "operador",
    "note": "operador",
    "promise": "operador",
    "field": "operador",
    "dispute": "operador",
    "hold": "supervisor",
    "mark": "supervisor",
    "block": "supervisor",
    "responsible": "supervisor",
    "close": "supervisor",
    "release": "supervisor",
    "stop": "supervisor",
}
"""The least role of each act. What ends an act asks for the same role as the act."""
_SAID: Final[dict[Act, str]] = {
    "see": "ver ocorrências",
    "move": "mover ocorrências",
    "note": "anotar",
    "promise": "registrar promessas",
    "field": "preencher campos",
    "dispute": "abrir ou encerrar contestações",
    "hold": "suspender ou retomar a cobrança",
    "mark": "marcar contratos",
    "block": "bloquear ou desbloquear canais",
    "responsible": "definir responsáveis",
    "close": "encerrar ocorrências",
    "release": "liberar fluxos",
    "stop": "parar ou retomar a comunicação",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts; `name` becomes the actor of events and facts.

    Raises:
        ActRefused: the name is empty, or the role is none of R5.9.
    """

    name: str
    role: Role

    def __post_init__(self) -> None:
        if not self.name.strip() or "\x00" in self.name:
            raise ActRefused("R5.9", "falta o nome de quem age: todo ato leva o nome de uma pessoa")
        role(self.role)
        object.__setattr__(self, "name", self.name.strip())

    @property
    def sees_personal_data(self) -> bool:
        """Whether names, documents and free texts are shown; `leitura` sees without them."""
        return self.role != "leitura"


def role(text: str) -> Role:
    """A role as it is written.

    Raises:
        ActRefused: it is none of R5.9.
    """
    for known in ROLES:
        if text == known:
            return known
    raise ActRefused("R5.9", f"o papel {text[:40]!r} não existe: escreva um de {', '.join(ROLES)}")


def may(role: Role, act: Act) -> bool:
    """Whether the table of R5.9 lets the role do that."""
    return ROLES.index(role) >= ROLES.index(LOWEST[act])


def require(person: Person, act: Act) -> None:
    """Refuse what the person's role may not.

    Raises:
        ActRefused: R5.9, with the roles that may.
    """
    if not may(person.role, act):
        able = [role for role in ROLES if may(role, act)]
        raise ActRefused("R5.9", f"o papel {person.role} não pode {_SAID[act]}: isso cabe a {', '.join(able)}")
