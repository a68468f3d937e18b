"""R4.5, R4.6, R4.8: marks and blocks are asked for by a new action ticket; the next run carries them out."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.integration.acts.conftest import Ground, Refused
from tests.unit.settings.conftest import Folder

from cobranca import acts, paths
from cobranca.acts import Contract, Person


def test_a_mark_opens_an_action_ticket(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    ticket = acts.mark(bia, case.contract, "J", reason="terceiro aviso")
    assert ground.ticket(
        ticket,
        "kind, parent_id, branch_code, contract_code, request_code, status_code, status_since, status_at::text, "
        "placed_by, person_fields, opened_on, closed_on, version",
    ) == (
        "action", None, 1, case.contract.contract_code, "COD_ACAO", "J", date(2026, 3, 11), "2026-03-11 10:00:00-03",
        "person", {}, date(2026, 3, 11), None, 1,
    )  # fmt: skip
    assert ground.last_event(
        ticket, "kind, from_status, to_request, to_status, reason, rule, actor, details"
    ) == (
        "opened", None, "COD_ACAO", "J", "terceiro aviso", "R4.6", "bia",
        {"role": "supervisor", "kind": "action", "branch_code": 1, "contract_code": case.contract.contract_code,
         "person_fields": {}, "placed_by": "person", "version": 1},
    )  # fmt: skip


def test_no_mark_and_no_block_is_written_before_it_is_carried_out(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    acts.mark(bia, case.contract, "J")
    acts.block(bia, case.contract, "TBG")
    facts = ground.db.execute("SELECT (SELECT count(*) FROM crm.mark), (SELECT count(*) FROM crm.block)")
    assert facts.fetchone() == (0, 0)
    assert ground.ticket(case.ticket, "version") == (1,)


@pytest.mark.parametrize(("what", "status"), [("T", "T"), ("limpar", "LIMPAR"), ("LIMPAR", "LIMPAR"), ("d", "D")])
def test_marks_by_status_or_value(ground: Ground, bia: Person, what: str, status: str) -> None:
    ticket = acts.mark(bia, ground.owing().contract, what)
    assert ground.ticket(ticket, "status_code") == (status,)


@pytest.mark.parametrize(
    ("blocks", "status", "fields"),
    [
        ("TBG", "TBG", {}),
        ("tbe, TBS", "BLOQUEAR_CANAIS", {"bloqueios": ["TBE", "TBS"]}),
        (["TBW", "TBE", "TBW"], "BLOQUEAR_CANAIS", {"bloqueios": ["TBE", "TBW"]}),
    ],
)
def test_blocks_in_both_forms(
    ground: Ground, bia: Person, blocks: str | list[str], status: str, fields: dict[str, list[str]]
) -> None:
    """R4.8: every channel, or a list of single ones."""
    ticket = acts.block(bia, ground.owing().contract, blocks)
    assert ground.ticket(ticket, "request_code, status_code, person_fields") == ("COD_ACAO", status, fields)
    lifted = acts.unblock(bia, ground.owing().contract, blocks)
    assert ground.ticket(lifted, "status_code, person_fields") == (
        status.replace("TBG", "DESBLOQUEAR").replace("BLOQUEAR_CANAIS", "DESBLOQUEAR_CANAIS"), fields
    )  # fmt: skip


def test_open_is_the_general_form(ground: Ground, bia: Person) -> None:
    ticket = acts.open_action(bia, ground.owing().contract, "BLOQUEAR_CANAIS", fields={"bloqueios": "TBT"})
    assert ground.ticket(ticket, "status_code, person_fields") == ("BLOQUEAR_CANAIS", {"bloqueios": ["TBT"]})
    assert ground.last_event(ticket, "details -> 'person_fields'") == ({"bloqueios": ["TBT"]},)


def test_unknown_marks_and_blocks_are_refused_and_the_known_ones_named(
    ground: Ground, bia: Person, refused: Refused
) -> None:
    contract = ground.owing().contract
    with refused("R4.6", "a marca X não existe", "J, T, F, D, LIMPAR"):
        acts.mark(bia, contract, "X")
    with refused("R4.6", "a marca TBG não existe"):
        acts.mark(bia, contract, "TBG")
    with refused("R4.8", "TBX", "TBG, TBE, TBS, TBT, TBW"):
        acts.block(bia, contract, "TBE,TBX")
    with refused("R4.8", "qual bloqueio"):
        acts.unblock(bia, contract, "")
    with refused("R4.8", "TBG, TBE", "de uma vez"):
        acts.block(bia, contract, "TBG,TBE")
    with refused("R4.6", "ABERTA não é uma ação", "J, T, F, D, LIMPAR, TBG, BLOQUEAR_CANAIS"):
        acts.open_action(bia, contract, "ABERTA")
    with refused("R4.6", "J não é uma ação"):
        acts.open_action(bia, contract, "J", request="COD_COBRANCA")


def test_fields_of_an_action_are_checked(ground: Ground, bia: Person, refused: Refused) -> None:
    contract = ground.owing().contract
    with refused("R4.5", "BLOQUEAR_CANAIS lê o campo bloqueios"):
        acts.open_action(bia, contract, "BLOQUEAR_CANAIS")
    with refused("R3.10", "TBG", "TBE, TBS, TBT, TBW"):
        acts.open_action(bia, contract, "BLOQUEAR_CANAIS", fields={"bloqueios": ["TBE", "TBG"]})
    with refused("R3.10", "motivo_atraso", "bloqueios"):
        acts.mark(bia, contract, "J", fields={"motivo_atraso": "Outro"})


def test_the_contract_is_one_of_the_mirror(ground: Ground, bia: Person, refused: Refused) -> None:
    with refused("R4.6", "9/10 não está na base"):
        acts.mark(bia, Contract(9, 10), "J")


def test_action_tickets_are_moved_and_closed_by_nobody(ground: Ground, bia: Person, refused: Refused) -> None:
    """R4.6: they close themselves."""
    ticket = acts.mark(bia, ground.owing().contract, "J")
    with refused("R5.9", "ocorrência de ação"):
        acts.move(bia, ticket, "T")
    with refused("R5.9", "ocorrência de ação"):
        acts.close(bia, ticket, "COD_BAIXA_CTR")
    acts.note(bia, ticket, "pedido do jurídico")


def test_the_fields_of_an_action_that_waits_are_the_supervisors(
    ground: Ground, ana: Person, bia: Person, refused: Refused
) -> None:
    """A field of an action is part of the mark or block."""
    ticket = acts.block(bia, ground.owing().contract, "TBE")
    with refused("R5.9", "operador não pode marcar"):
        acts.set_field(ana, ticket, "bloqueios", "TBW")
    acts.set_field(bia, ticket, "bloqueios", "TBS,TBE")
    assert ground.ticket(ticket, "person_fields") == ({"bloqueios": ["TBE", "TBS"]},)


@pytest.fixture
def own_actions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A company with a second action request: a category out of a field, and a mark of the customer alone."""
    folder = Folder(Path(shutil.copytree(paths.CONFIG, tmp_path / "company")))
    folder.edit(
        "flows.yaml",
        "  - code: ACOES\n",
        "  - code: CLASSIFICACAO\n    name: Classificar\n    steps:\n"
        "      - {status: CLASSIFICAR, integration: {method: category, field: categoria}}\n"
        "      - {status: VIP, integration: {method: collection_status, value: V, scope: customer}}\n"
        "      - {status: OCULTA, hidden: true, integration: {method: collection_status, value: O}}\n"
        "  - code: ACOES\n",
    )
    folder.edit(
        "statuses.yaml",
        "  - {code: J, ",
        "  - {code: CLASSIFICAR, name: Classificar}\n  - {code: VIP, name: Vip}\n  - {code: OCULTA, name: Oculta}\n"
        "  - {code: J, ",
    )
    folder.edit(
        "requests.yaml",
        "  - code: COD_ACAO\n",
        "  - code: COD_CLASSIFICAR\n    name: Classificar\n    kind: action\n    flow: CLASSIFICACAO\n    fields:\n"
        "      - {code: categoria, name: Categoria}\n  - code: COD_ACAO\n",
    )
    monkeypatch.setenv("COBRANCA_CONFIG", str(folder.path))
    return folder


def test_marks_of_other_action_requests(ground: Ground, bia: Person, refused: Refused, own_actions: Folder) -> None:
    """R4.5: a category out of a field, a mark for the customer alone; a hidden status is nobody's choice."""
    contract = ground.owing().contract
    ticket = acts.mark(bia, contract, "CLASSIFICAR", fields={"categoria": "Especial"})
    assert ground.ticket(ticket, "request_code, status_code, person_fields") == (
        "COD_CLASSIFICAR", "CLASSIFICAR", {"categoria": "Especial"}
    )  # fmt: skip
    assert ground.ticket(acts.mark(bia, contract, "V"), "status_code") == ("VIP",)
    with refused("R4.6", "O não existe", "J, T, F, D, LIMPAR, CLASSIFICAR, VIP"):
        acts.mark(bia, contract, "O")
    ground.db.execute(
        "UPDATE mega.contract SET customer_code = NULL WHERE contract_code = %s", (contract.contract_code,)
    )
    with refused("R4.5", "não tem cliente"):
        acts.mark(bia, contract, "VIP")
