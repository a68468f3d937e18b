"""Listings and rows from a small real ERP into staging and landing, misbehaviour included (R8.8, R9.5)."""

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.mega import portal
from tests.integration.mega.conftest import as_variable
from tests.integration.mega.erp import NOTHING, Erp, Reply, as_json
from tests.unit.mega.rows import PAID, ROW, contract, row
from tests.unit.mega.test_mega_extract import PARTICIPANT, RENEGOTIATION

from cobranca.errors import ErpError, PipelineError
from cobranca.mega import ingest, manifests
from cobranca.settings import Settings
from cobranca.settings.erp import Freshness, OccurrenceType, Operation

D = date(2026, 3, 10)
DEVELOPMENTS = "/api/globalestruturas/Empreendimentos"
CARTEIRA = "/api/Carteira"
FIELDS = {
    "occurrence_code": "Numero",
    "branch_code": "Ctr.Filial",
    "contract_code": "Ctr.Codigo",
    "phase_code": "Fase",
    "opened_on": "Abertura",
    "ended_on": "Fim",
    "type": "tipo",
}
LISTING = Operation(
    operation="Listar",
    request={"acesso.usuario": "{login}", "acesso.chave": "{password}"},
    records="Itens.Item",
    fields=FIELDS,
    error_field="Falhou",
    error_text_field="Motivo",
)
TABLES = ("contract", "refusal", "installment", "extract", "renegotiation", "participant", "phase_occurrence")


@pytest.fixture(autouse=True)
def _connections(erp: Erp, db: psycopg.Connection, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_REST", as_variable(erp.url, erp.user, erp.password))
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_SOAP", as_variable(f"{erp.url}/portal?wsdl", "robo", "segredo"))
    erp.on("/portal?wsdl", Reply(body=portal.wsdl(f"{erp.url}/portal")))
    erp.on("/portal", Reply(body=portal.answer()))
    erp.on(DEVELOPMENTS, as_json({"codigo": 7.0, "nome": "Jardim"}))


@pytest.fixture
def settings(company: Settings) -> Settings:
    soap = company.erp.soap.model_copy(
        update={"phase_occurrences": LISTING, "contract_occurrences": LISTING, "people": None}
    )
    types = {"201": OccurrenceType(cause="distrato", request="OC_DISTRATO")}
    erp = company.erp.model_copy(update={"soap": soap, "freshness": Freshness(), "occurrence_types": types})
    return company.model_copy(update={"erp": erp})


def list_contracts(erp: Erp, *contracts: dict[str, Any]) -> None:
    erp.on(f"{CARTEIRA}/DadosContrato/IdEmpreendimento=7", as_json(*contracts))


def give_rows(erp: Erp, code: int, *rows: dict[str, Any] | Reply) -> None:
    replies = [each for each in rows if isinstance(each, Reply)]
    erp.on(f"{CARTEIRA}/DadosParcelas/IdContrato={code}", *(replies or [as_json(*rows)]))


def scope(db: psycopg.Connection, *members: tuple[int, int, int], chunk: int = 0) -> None:
    for branch, code, proposal in members:
        db.execute(
            "INSERT INTO work.fetch_scope VALUES (%s, %s, %s, %s, 'first_load', true)", (branch, code, proposal, chunk)
        )


def staged(db: psycopg.Connection, table: str) -> list[tuple[Any, ...]]:
    return db.execute(f"SELECT * FROM work.stage_{table} s ORDER BY s::text").fetchall()


def why(db: psycopg.Connection) -> dict[int, tuple[str | None, ...]]:
    found = db.execute("SELECT contract_code, endpoint, field, value, why FROM work.stage_extract").fetchall()
    return {code: tuple(rest) for code, *rest in found}


def test_a_day_is_staged_and_can_be_run_again_from_its_landing(
    erp: Erp, db: psycopg.Connection, settings: Settings
) -> None:
    list_contracts(erp, contract(), contract(cod_contrato=101, cod_proposta=501))
    erp.on("/portal", Reply(body=portal.answer(portal.item(kind="201"))))
    give_rows(erp, 100, row(), row(cod_parcela=2) | PAID)
    erp.on(f"{CARTEIRA}/DadosRenegociacoes/IdContrato=100", as_json(RENEGOTIATION))
    erp.on(f"{CARTEIRA}/DadosParticipantes/IdContrato=100", as_json(PARTICIPANT))

    listed = ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500), (1, 101, 501))
    read = ingest.fetch_rows(D, 0, settings)
    ingest.verify_landing(D, db)

    assert (listed.developments, listed.contracts, listed.refused, listed.phase_occurrences) == (1, 2, 0, 1)
    assert (read.contracts, read.failed, read.rows, read.staged) == (2, 0, 2, 1)
    assert [one[:4] for one in staged(db, "extract")] == [(1, 100, 0, 2), (1, 101, 0, 0)]
    before = {table: staged(db, table) for table in TABLES}

    calls = len(erp.seen)
    db.execute("TRUNCATE work.fetch_scope")
    assert ingest.landed_chunks(D) == [0]
    ingest.fetch_contracts(D, settings, "landing")
    ingest.fetch_rows(D, 0, settings, "landing")
    ingest.verify_landing(D, db)
    assert {table: staged(db, table) for table in TABLES} == before
    assert db.execute("SELECT contract_code, chunk FROM work.fetch_scope ORDER BY 1").fetchall() == [(100, 0), (101, 0)]
    assert len(erp.seen) == calls


def test_a_chunk_can_run_twice(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract())
    give_rows(erp, 100, row(), row(cod_parcela=2))
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    for _ in range(2):
        ingest.fetch_rows(D, 0, settings)
    assert len(staged(db, "installment")) == 2
    ingest.verify_landing(D, db)


def test_only_the_contract_that_does_not_fit_is_left_out(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    bad: dict[int, Any] = {
        200: row(cod_contrato=200, data_vencimento="01/01/0001"),
        201: row(cod_contrato=201, vlr_corrigido=-5),
        202: row(cod_contrato=202, situacao="Vencido"),
        203: Reply(body=b'[{"cod_contrato": 203, "cod_par'),
        204: Reply(500),
        205: row(cod_contrato=205, vlr_multa="x"),
        206: Reply(400, b"{}"),
        207: Reply(403),
        208: Reply(body=b"<html>"),
    }
    list_contracts(erp, contract(), *(contract(cod_contrato=code, cod_proposta=code) for code in bad))
    give_rows(erp, 100, row())
    for code, rows in bad.items():
        give_rows(erp, code, rows)
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500), *((1, code, code) for code in bad))
    report = ingest.fetch_rows(D, 0, settings)
    assert (report.contracts, report.failed, report.staged) == (10, 9, 1)
    said = why(db)
    assert said[100] == (None, None, None, None)
    assert said[200][:3] == ("DadosParcelas", "data_vencimento", "01/01/0001")
    assert said[201][:3] == ("DadosParcelas", "vlr_corrigido", "-5")
    assert said[202][:3] == ("DadosParcelas", "situacao", "Vencido")
    assert "cut" in str(said[203][3])
    assert "HTTP 500" in str(said[204][3])
    assert said[205][:3] == ("DadosParcelas", "vlr_multa", "x")
    assert said[206][3] == "HTTP 400"
    assert said[207][3] == "HTTP 403"
    assert "not JSON" in str(said[208][3])
    assert [one[1] for one in staged(db, "installment")] == [100]
    ingest.verify_landing(D, db)
    ingest.fetch_rows(D, 0, settings, "landing")
    assert why(db) == said


def test_one_code_in_two_branches_is_split_by_its_condition(
    erp: Erp, db: psycopg.Connection, settings: Settings
) -> None:
    list_contracts(erp, contract(), contract(cod_filial=2, cod_proposta=600))
    give_rows(erp, 100, row(), row(cod_condicao=600), row(cod_parcela=2, cod_condicao=600))
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500), (2, 100, 600))
    ingest.fetch_rows(D, 0, settings)
    assert [one[:3] for one in staged(db, "installment")] == [(1, 100, 1), (2, 100, 1), (2, 100, 2)]


def test_a_row_of_neither_branch_refuses_both(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract(), contract(cod_filial=2, cod_proposta=600))
    give_rows(erp, 100, row(cod_condicao=700))
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500), (2, 100, 600))
    assert ingest.fetch_rows(D, 0, settings).failed == 2


def test_the_other_branch_may_be_out_of_scope(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract(), contract(cod_filial=2, cod_proposta=600))
    give_rows(erp, 100, row(), row(cod_parcela=2, cod_condicao=600))
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    ingest.fetch_rows(D, 0, settings)
    assert [one[:3] for one in staged(db, "installment")] == [(1, 100, 1)]


def test_rows_of_the_mirror_are_staged_when_paid(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    db.execute(
        "INSERT INTO mega.installment (branch_code, contract_code, installment_code, registry_status, installment_type,"
        " due_on, original, corrected, fine, late_charge, interest, discount, fees, paid, total_due, first_seen_on,"
        " seen_on, effective_due_on, is_buyers, is_settled, is_inactive, is_overdue, is_known_ended) VALUES"
        " (1, 100, 2, 'Ativo', 'Mensal', '2026-02-10', 1, 1, 0, 0, 0, 0, 0, 0, 1, %(d)s, %(d)s, %(d)s,"
        " true, false, false, false, false)",
        {"d": D},
    )
    list_contracts(erp, contract())
    give_rows(erp, 100, row() | PAID, row(cod_parcela=2) | PAID)
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    ingest.fetch_rows(D, 0, settings)
    assert [one[2] for one in staged(db, "installment")] == [2]


def test_refused_listings_and_occurrences_are_named(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(
        erp, contract(), contract(), contract(cod_contrato=2, status_contrato="Normal"), contract(cod_contrato=3)
    )
    erp.on("/portal", Reply(body=portal.answer(portal.item(kind="999", contract=3))))
    report = ingest.fetch_contracts(D, settings)
    assert (report.contracts, report.refused) == (1, 3)
    found = db.execute("SELECT contract_code, endpoint, field, value FROM work.stage_refusal ORDER BY 1").fetchall()
    assert found == [
        (2, "DadosContrato", "status_contrato", "Normal"),
        (3, "contract_occurrences", "tipo", "999"),
        (100, "DadosContrato", "cod_contrato", "100"),
    ]


def test_what_is_listed_twice_is_not_listed_wherever_it_was(
    erp: Erp, db: psycopg.Connection, settings: Settings
) -> None:
    erp.on(DEVELOPMENTS, as_json({"codigo": 7.0}, {"codigo": 8.0}))
    list_contracts(erp, contract(), contract(cod_contrato=2), contract(cod_contrato=3), contract(cod_filial=2))
    unfit = contract(cod_contrato=3, perc_multa=-1)
    erp.on(f"{CARTEIRA}/DadosContrato/IdEmpreendimento=8", as_json(contract(cod_contrato=2), unfit))
    report = ingest.fetch_contracts(D, settings)
    assert [one[:2] for one in staged(db, "contract")] == [(1, 100), (2, 100)]
    assert (report.contracts, report.refused) == (2, 2)
    scope(db)
    ingest.verify_landing(D, db)


@pytest.mark.parametrize(
    ("path", "reply", "match"),
    [
        (f"{CARTEIRA}/DadosContrato/IdEmpreendimento=7", Reply(body=b'[{"cod_'), "DadosContrato of development 7.*cut"),
        (f"{CARTEIRA}/DadosContrato/IdEmpreendimento=7", Reply(500), "DadosContrato of development 7.*500"),
        (f"{CARTEIRA}/DadosContrato/IdEmpreendimento=7", Reply(body=b"7"), "DadosContrato of development 7.*list"),
        (DEVELOPMENTS, as_json({"codigo": 7.5}), "codigo.*whole"),
        (DEVELOPMENTS, NOTHING, "no development"),
        ("/portal?wsdl", Reply(404), "WSDL.*404"),
        ("/portal", Reply(body=portal.answer(why="sem acesso")), "sem acesso"),
    ],
)
def test_a_listing_that_cannot_be_had_ends_the_run(
    erp: Erp, db: psycopg.Connection, settings: Settings, path: str, reply: Reply, match: str
) -> None:
    list_contracts(erp, contract())
    ingest.fetch_contracts(D, settings)
    erp.on(path, reply)
    with pytest.raises(ErpError, match=match):
        ingest.fetch_contracts(D, settings)
    assert len(staged(db, "contract")) == 1  # what was staged before stands


def test_listed_developments_are_asked_for_without_the_list(erp: Erp, settings: Settings) -> None:
    list_contracts(erp, contract())
    ingest.fetch_contracts(D, settings.model_copy(update={"developments": (7,)}))
    assert erp.calls[DEVELOPMENTS] == 0
    ingest.fetch_contracts(D, settings.model_copy(update={"developments": ()}), every_development=True)
    assert erp.calls[DEVELOPMENTS] == 1


def test_the_extract_may_be_the_source_of_rows(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    rest = settings.erp.rest.model_copy(update={"extract_source": "extrato"})
    other = settings.model_copy(update={"erp": settings.erp.model_copy(update={"rest": rest})})
    list_contracts(erp, contract())
    erp.on("/api/extrato/100", as_json(row()))
    ingest.fetch_contracts(D, other)
    scope(db, (1, 100, 500))
    assert ingest.fetch_rows(D, 0, other).staged == 1


def test_rows_may_come_by_soap(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    theirs = {key: f"C{number}" for number, key in enumerate(ROW)}
    extract = Operation(
        operation="Listar", request={"acesso.usuario": "{contract_code}"}, records="Linha", fields=theirs
    )
    rest = settings.erp.rest.model_copy(update={"extract_source": "soap"})
    soap = settings.erp.soap.model_copy(update={"extract": extract})
    other = settings.model_copy(update={"erp": settings.erp.model_copy(update={"rest": rest, "soap": soap})})
    list_contracts(erp, contract(), contract(cod_contrato=101, cod_proposta=501))
    ingest.fetch_contracts(D, other)
    scope(db, (1, 100, 500), (1, 101, 501))
    erp.on("/portal?wsdl", Reply(body=portal.wsdl(f"{erp.url}/portal", portal.rows_schema(theirs.values()))))
    good, bad = portal.rows(theirs, row(), row(cod_parcela=2) | PAID), portal.rows(theirs, row(vlr_multa=-1))
    erp.on("/portal", Reply(body=good))
    report = ingest.fetch_rows(D, 0, other)
    assert (report.rows, report.staged, report.failed) == (2, 1, 1)  # 101 was answered with rows of 100
    erp.on("/portal", Reply(body=bad))
    ingest.fetch_rows(D, 0, other)
    assert why(db)[100][:3] == ("DadosParcelas", "vlr_multa", "-1")


def test_what_was_lost_from_staging_is_noticed(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract())
    give_rows(erp, 100, row())
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    with pytest.raises(PipelineError, match=r"chunks .0. .* were not fetched"):
        ingest.verify_landing(D, db)
    ingest.fetch_rows(D, 0, settings)
    db.execute("TRUNCATE work.stage_installment")
    with pytest.raises(PipelineError, match="installment: 0 staged, 1 landed"):
        ingest.verify_landing(D, db)


def test_a_reread_is_landed_beside_the_day(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract())
    give_rows(erp, 100, row())
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    ingest.fetch_rows(D, 0, settings)
    ingest.fetch_rows(D, 0, settings, take="reread")
    assert ingest.landed_chunks(D) == [0]
    assert manifests.manifest(D, "reread-00").lines == 3


def test_chunks_of_an_earlier_listing_do_not_count(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    list_contracts(erp, contract())
    ingest.fetch_contracts(D, settings)
    scope(db, (1, 100, 500))
    ingest.fetch_rows(D, 0, settings)
    list_contracts(erp, contract(), contract(cod_contrato=2))
    ingest.fetch_contracts(D, settings)
    assert ingest.landed_chunks(D) == []


def test_a_day_that_was_not_landed_is_told(settings: Settings) -> None:
    with pytest.raises(PipelineError, match=r"10/03/2026 has no 'contracts'.*source: erp"):
        ingest.fetch_contracts(D, settings, "landing")


def test_an_erp_that_is_gone_ends_the_chunk(
    erp: Erp, db: psycopg.Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cobranca.mega.rows.PATIENCE", 5)
    codes = range(300, 320)
    list_contracts(erp, *(contract(cod_contrato=code) for code in codes))
    ingest.fetch_contracts(D, settings)
    for code in codes:
        give_rows(erp, code, Reply(cut=True, body=b"[12345678]"))
    scope(db, *((1, code, 500) for code in codes))
    with pytest.raises(ErpError, match="stopped answering"):
        ingest.fetch_rows(D, 0, settings)
    assert staged(db, "extract") == []


@pytest.mark.parametrize(("opened", "fresh"), [("09/03/2026", True), ("08/03/2026", False), (None, False)])
def test_freshness_by_the_newest_phase_occurrence(
    erp: Erp, db: psycopg.Connection, settings: Settings, opened: str | None, fresh: bool
) -> None:
    list_contracts(erp, contract())
    erp.on("/portal", Reply(body=portal.answer(*([portal.item(opened=opened, kind="201")] if opened else []))))
    ingest.fetch_contracts(D, settings)
    assert ingest.freshness(D, settings, db).fresh is fresh


def test_freshness_by_an_operations_field_is_landed(erp: Erp, db: psycopg.Connection, settings: Settings) -> None:
    signal = Freshness(signal="operation", operation=LISTING, field="Abertura")
    other = settings.model_copy(update={"erp": settings.erp.model_copy(update={"freshness": signal})})
    list_contracts(erp, contract())
    erp.on("/portal", Reply(body=portal.answer(portal.item(opened="09/03/2026", kind="201"))))
    ingest.fetch_contracts(D, other)
    assert ingest.freshness(D, other, db) == (True, "the ERP's Abertura says 09/03/2026; 09/03/2026 or later is wanted")


def test_no_signal_is_not_known(db: psycopg.Connection, settings: Settings) -> None:
    other = settings.model_copy(update={"erp": settings.erp.model_copy(update={"freshness": None})})
    assert ingest.freshness(D, other, db).fresh is None
