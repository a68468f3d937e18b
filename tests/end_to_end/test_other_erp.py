"""Another company's ERP, portal and settings: what is right is counted, what is not is refused by name."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cobranca.errors import CobrancaError
from tests.foreign.makers import contract, occurrence, paid, row
from tests.foreign.server import Foreign, serving
from tests.foreign.world import Files, World, folder_of, foreign, world

D = [date(2026, 3, 9) + timedelta(n) for n in range(8)]
STATE = "SELECT t.*, (SELECT count(*) FROM crm.ticket_event) FROM crm.ticket_state t ORDER BY ticket_id"


@pytest.fixture
def erp() -> Iterator[Foreign]:
    with serving() as running:
        yield running


@pytest.fixture
def seen(
    request: pytest.FixtureRequest,
    db: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    erp: Foreign,
) -> World:
    config = folder_of(tmp_path / "config", getattr(request, "param", foreign))
    return world(db, monkeypatch, tmp_path, erp.url, erp.wsdl_url, config)


def fill(erp: Foreign, count: int) -> None:
    """Contracts with two overdue titles and one to come."""
    codes = range(1, count + 1)
    erp.contracts = [contract(code) for code in codes]
    erp.rows = {
        code: [row(code, 1, date(2026, 2, 16)), row(code, 2, date(2026, 3, 2)), row(code, 3, date(2026, 4, 2))]
        for code in codes
    }


def run(seen: World, erp: Foreign, day: date) -> None:
    """A day that goes through: the tables hold what the rules say."""
    erp.updated_on = day
    seen.batch(day)
    assert seen.oracle(day, erp.answers()) == []


def failed(seen: World, day: date) -> dict[tuple[int, int], str]:
    """What was left out on a day: field, value and why."""
    found = seen.rows(
        f"SELECT branch_code, contract_code, field, value, why FROM audit.failed_extract WHERE as_of = '{day}'"
    )
    return {(branch, code): " ".join(str(one) for one in said if one is not None) for branch, code, *said in found}


def test_a_row_that_does_not_fit_leaves_out_its_contract_alone(seen: World, erp: Foreign) -> None:
    fill(erp, 16)
    run(seen, erp, D[0])
    left_out = "SELECT * FROM crm.ticket_state WHERE contract_code NOT IN (14, 16) ORDER BY ticket_id"
    before = seen.rows(left_out)
    rows, body = erp.rows, json.dumps(erp.rows[1]).encode()
    erp.odd = {"DadosParcelas/IdContrato=1": (200, body[: len(body) // 2])}
    rows[2][0]["vlr_corrigido"] = "mil"
    rows[3][0]["status_parcela"] = "Vencida"
    rows[4][0]["situacao"] = "Vencido"
    rows[5].append(dict(rows[5][0]))
    rows[6][2]["data_vencimento"] = "01/01/0001"
    rows[7][0]["vlr_multa"] = -1
    rows[8] = []
    rows[9] = rows[9][:1]
    erp.contracts[9]["status_contrato"] = "Normal"
    rows[11][0]["situacao"] = "Pago"
    rows[12][0]["data_vencimento"] = "31/02/2026"
    erp.occurrences = [occurrence(1, 13, D[0], TipoOcorrencia="77")]
    rows[14][1] |= paid(D[0])
    erp.phases = [occurrence(2, 15, D[0], CodigoFase="9")]
    erp.updated_on = D[1]
    seen.batch(D[1])
    said = {1: "cut", 2: "vlr_corrigido mil", 3: "status_parcela Vencida", 4: "situacao Vencido", 5: "cod_parcela 1"}
    said |= {
        6: "data_vencimento 01/01/0001",
        7: "vlr_multa -1",
        8: "no row",
        9: "lacks 2 of 3",
        10: "status_contrato Normal",
    }
    said |= {11: "data_baixa", 12: "data_vencimento 31/02/2026", 13: "Classe 77", 15: "phase '9'"}
    found = failed(seen, D[1])
    assert set(found) == {(77, code) for code in said}
    assert {code for code, text in said.items() if text not in found[77, code]} == set()
    assert seen.rows(left_out) == before
    closed = "SELECT contract_code, installment_code, closing_reason FROM crm.ticket WHERE closed_on IS NOT NULL"
    assert seen.rows(f"{closed} AND kind = 'installment'") == [(14, 2, "quitada")]


def test_an_answer_that_cannot_be_right_stops_the_day_and_a_good_one_catches_up(seen: World, erp: Foreign) -> None:
    fill(erp, 20)
    run(seen, erp, D[0])
    before = seen.rows(STATE)
    erp.updated_on = D[0]
    refuse(seen, D[2], "ingest.fresh")
    erp.updated_on = D[2]
    contracts, rows = erp.contracts, erp.rows
    erp.contracts = contracts[::2]
    refuse(seen, D[2], "ingest.listed_share")
    erp.contracts, erp.rows = contracts, {code: some[:2] for code, some in rows.items()}
    refuse(seen, D[2], "ingest.rows_share")
    erp.rows, erp.odd = rows, {"/Empreendimentos": (500, b"")}
    refuse(seen, D[2], "Empreendimentos: HTTP 500")
    erp.odd = {"IdEmpreendimento=31": (200, b'[{"cod_filial": 77')}
    refuse(seen, D[2], "DadosContrato of development 31")
    erp.odd = {}
    assert seen.rows(STATE) == before
    run(seen, erp, D[2])


def refuse(seen: World, day: date, name: str) -> None:
    """The day is refused, and what is wrong is named."""
    with pytest.raises(CobrancaError) as refused:
        seen.batch(day)
    assert name in str(refused.value)


def test_a_portal_without_what_the_settings_name(seen: World, erp: Foreign) -> None:
    fill(erp, 1)
    erp.updated_on = D[0]
    for name in ("EventosFase", "UltimoProcessamento"):
        erp.without = (name,)
        refuse(seen, D[0], f"'{name}'")
    erp.without = ()
    file = seen.clock.parent / "config" / "erp.yaml"
    text = file.read_text("utf-8")
    for key, right, wrong in (
        ("opened_on", "Inicio", "DataInicio"),
        ("records", "Resultado.Eventos.Evento", "Itens"),
        ("field", "Quando", "Dia"),
    ):
        file.write_text(text.replace(f"{key}: {right}\n", f"{key}: {wrong}\n"), "utf-8")
        refuse(seen, D[0], f"'{wrong}'")
    assert seen.rows("SELECT * FROM crm.ticket") == []


def test_one_code_in_two_branches(seen: World, erp: Foreign) -> None:
    fill(erp, 3)
    erp.contracts.append(contract(2, 78, cod_proposta=123, status_contrato="Ativo"))
    erp.rows[2] += [row(2, 9, date(2026, 2, 20), cod_condicao=123)]
    run(seen, erp, D[0])
    assert seen.rows("SELECT installment_code FROM crm.ticket WHERE branch_code = 78 AND kind = 'installment'") == [
        (9,)
    ]
    erp.rows[2][0]["cod_condicao"] = 999
    run(seen, erp, D[1])
    assert {key for key, why in failed(seen, D[1]).items() if "999" in why} == {(77, 2), (78, 2)}


def other_rules(files: Files) -> None:
    """Flags the other way round, and phases that begin on day 15."""
    foreign(files)
    files["company.yaml"]["flags"] |= {
        "auto_close_contract": True,
        "grace_days": 2,
        "charges": "compute",
        "business_days": "none",
    }
    files["integration.yaml"]["phases"] = [
        {"code": "1", "name": "Até 14 dias", "from_days": 1, "to_days": 14, "integrated": False},
        {"code": "2", "name": "15 dias ou mais", "from_days": 15},
    ]


@pytest.mark.parametrize("seen", [other_rules], indirect=True)
def test_other_flags_and_phases(seen: World, erp: Foreign) -> None:
    def due(code: int, *days: int, **other: Any) -> list[dict[str, Any]]:
        return [row(code, n, D[0] - timedelta(ago), **other) for n, ago in enumerate(days, 1)]

    erp.contracts = [contract(code) for code in range(1, 8)]
    erp.rows = {1: due(1, 15), 2: due(2, 14, 1), 3: due(3, 3), 4: due(4, 3), 5: due(5, 20, 3, 2)}
    erp.rows |= {6: due(6, 40, vlr_corrigido=333.33), 7: due(7, 40, receita_parcela="FGTS") + due(7, 9, 3)[1:]}
    erp.phases = [occurrence(1, 3, D[0], CodigoFase="2"), occurrence(2, 2, D[0], CodigoFase="1")]
    run(seen, erp, D[0])
    erp.rows[6][0] |= paid(D[0])
    run(seen, erp, D[1])
    erp.rows[5][0] |= paid(D[1])
    erp.rows[1][0] |= {"status_parcela": "Inativo", "data_status": None}
    run(seen, erp, D[2])
    reasons = "SELECT contract_code, closing_cause FROM crm.ticket WHERE kind = 'contract' AND closed_on IS NOT NULL"
    assert set(seen.rows(reasons)) == {(6, "paid"), (1, "inactivation")}
