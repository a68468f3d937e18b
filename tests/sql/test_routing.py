"""R4: routing and collection status."""

from tests.sql.world import World

MARK = (
    "INSERT INTO crm.mark (what, value, scope, branch_code, contract_code, customer_code, valid_from, valid_to, actor) "
    "VALUES ('collection_status', 'JURIDICO', %s, %s, %s, %s, %s, %s, 'ana')"
)


def test_category_routes_new_tickets(world: World) -> None:
    """R4.1 without case and accents; R4.2: the contract in the first status, titles by their place."""
    world.contract(10, category=" Jurídico ")
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert world.open_titles() == [(1, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")]


def test_mark_routes_existing_tickets_and_its_end_brings_them_back(world: World) -> None:
    """R4.2, R4.5: back to the standard requests, at the place of R5.3."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.db.execute(MARK, ("contract", 1, 10, None, "2026-03-10 15:00-03", "2026-03-12 15:00-03"))
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert world.open_titles() == [(1, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")]
    world.day("2026-03-12")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    world.day("2026-03-13")
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    assert world.open_titles() == [(1, "COD_SOL_PARCELAS", "AVISO_10")]
    routed = world.db.execute(
        "SELECT from_request, to_request FROM crm.ticket_event WHERE kind = 'routed' ORDER BY event_id"
    )
    assert routed.fetchall() == [
        ("COD_COBRANCA", "COD_CTR_JURIDICO"), ("COD_SOL_PARCELAS", "COD_SOL_JURIDICO"),
        ("COD_CTR_JURIDICO", "COD_COBRANCA"), ("COD_SOL_JURIDICO", "COD_SOL_PARCELAS"),
    ]  # fmt: skip


def test_customers_mark_is_inherited(world: World) -> None:
    """R4.5: a contract without a mark of its own takes its customer's, later contracts too."""
    world.db.execute(MARK, ("customer", None, None, 500, "2026-03-01 15:00-03", None))
    world.row(1, "2026-03-02")
    world.contract(11, customer_code=501)
    world.row(1, "2026-03-02", contract=11)
    world.day("2026-03-10")
    assert [request for _, request, _ in world.open_contracts()] == ["COD_CTR_JURIDICO", "COD_COBRANCA"]


def test_financiers_titles_do_not_communicate(world: World) -> None:
    """R4.1: the title is routed alone; the contract is the buyer's."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-03-02", money_source="FGTS")
    world.row(3, "2026-03-02", registry_status="Cheque pré-datado")
    world.row(4, "2026-03-02", registry_status="Cheque normal")
    world.day("2026-03-10")
    assert [request for _, request, _ in world.open_titles()] == [
        "COD_SOL_PARCELAS", "COD_SOL_REPASSE", "COD_SOL_REPASSE", "COD_SOL_PARCELAS"
    ]  # fmt: skip
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]


def test_contract_without_a_title_of_the_buyer(world: World) -> None:
    """R4.1: COD_CTR_REPASSE in its first status, also while childless; with a buyer's title it comes back."""
    world.row(1, "2026-03-02", money_source="Financiamento")
    world.day("2026-03-10")
    assert world.open_contracts() == [(10, "COD_CTR_REPASSE", "INTEGRACAO")]
    assert world.tickets("due_on, days_overdue, overdue_count, total_due", "kind = 'contract'") == [(None, 0, 0, 0)]
    world.pay(1, "2026-03-10")
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_CTR_REPASSE", "INTEGRACAO")]
    world.row(2, "2026-03-10")
    world.day("2026-03-12")
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]


def test_mark_comes_before_repasse(world: World) -> None:
    """R4.1: marks and categories come before; whose a title is, the title itself tells."""
    world.contract(10, category="JURIDICO")
    world.row(1, "2026-03-02", money_source="Financiamento")
    world.row(2, "2026-03-05")
    world.day("2026-03-10")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert {request for _, request, _ in world.open_titles()} == {"COD_SOL_JURIDICO"}
    assert world.tickets("days_overdue, overdue_count", "kind = 'contract'") == [(5, 1)]


def test_late_run_sees_the_marks_of_the_end_of_the_day_before(world: World) -> None:
    """R4.9."""
    world.row(1, "2026-03-02")
    world.db.execute(MARK, ("contract", 1, 10, None, "2026-03-10 15:00-03", None))
    world.db.execute("SELECT set_config('cobranca.facts_at', '2026-03-10 00:00-03', false)")
    world.day("2026-03-10", late=True)
    assert world.open_contracts()[0][1] == "COD_COBRANCA"


def test_routed_on_the_day_its_due_date_moves_ahead(world: World) -> None:
    """R4.2, R6.3: it is routed and then closed; a negative age has a place too."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-03-02")
    world.day("2026-03-10")
    world.row(1, due_on="2026-04-10")
    world.contract(10, category="Jurídico")
    world.day("2026-03-11")
    assert world.closed() == [(10, 1, "BX_INATIVACAO_PARCELA", "inactivation", "reagendada")]
    assert world.open_titles() == [(2, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")]


def test_a_buyers_child_whose_row_is_missing_for_the_first_time_counts(world: World) -> None:
    """R6.3, R8.9: until the second fetch lacks it too, its contract is not one of REPASSE alone."""
    for code in (1, 2, 3):
        world.row(code, "2026-03-02", money_source="Carteira" if code == 1 else "FGTS")
    world.day("2026-03-10")
    del world.rows[1, 10, 1]
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    assert [code for code, *_ in world.open_titles()] == [1, 2, 3]
    world.day("2026-03-12")
    assert world.open_contracts() == [(10, "COD_CTR_REPASSE", "INTEGRACAO")]
    assert [code for code, *_ in world.open_titles()] == [2, 3]


def test_a_missing_title_that_was_not_overdue_counts_for_nothing(world: World) -> None:
    """R8.9: a parent is decided by its children."""
    world.row(1, "2026-03-02", money_source="FGTS")
    world.row(2, "2026-06-02")
    world.row(3, "2026-07-02")
    world.day("2026-03-10")
    del world.rows[1, 10, 2]
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_CTR_REPASSE", "INTEGRACAO")]


def test_freed_while_its_only_title_is_missing_it_comes_back_to_that_titles_place(world: World) -> None:
    """R4.5, R6.3: as last seen, with the days of the child that waits."""
    world.db.execute("UPDATE work.settings_flow_step SET end_day = 9 WHERE request_code = 'COD_COBRANCA' "
                     "AND status_code = 'AGUARDANDO_ATENDIMENTO'")  # fmt: skip
    world.db.execute("UPDATE work.settings_flow_step SET start_day = 9 WHERE request_code = 'COD_COBRANCA' "
                     "AND status_code = 'ETAPA_FINAL'")  # fmt: skip
    world.row(1, "2026-03-02")
    world.row(2, "2026-06-02")
    world.day("2026-03-09")
    world.act("J", "2026-03-09 15:00")
    world.day("2026-03-10")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    world.act("LIMPAR", "2026-03-10 15:00")
    del world.rows[1, 10, 1]
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_COBRANCA", "ETAPA_FINAL")]
    assert world.open_titles() == [(1, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")]


def test_no_ticket_is_routed_twice_in_a_run(world: World) -> None:
    """R4.7: a mark that comes while a run is under way is the next run's; the step can be planned again."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.contract(10, category="Jurídico")
    world.day("2026-03-11")
    world.db.execute(MARK.replace("'JURIDICO'", "'COMUM'").replace("collection_status", "category"),
                     ("contract", 1, 10, None, "2026-03-11 05:00-03", None))  # fmt: skip
    world.step("routing", "2026-03-11")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    world.day("2026-03-12")
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]


def test_routing_goes_on_during_hold_dispute_and_study(world: World) -> None:
    """R4.2."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.db.execute(
        "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
        "VALUES (1, 10, '2026-03-20', '2026-03-10 15:00-03', 'Ana', 'acordo')"
    )
    world.db.execute(
        "INSERT INTO crm.dispute (branch_code, contract_code, installment_code, valid_from, actor, reason) "
        "VALUES (1, 10, 1, '2026-03-10 15:00-03', 'Ana', 'valor')"
    )
    world.studies[3] = {"contract_code": 10, "generated_on": "2026-03-10", "status": "studied"}
    world.act("J", "2026-03-10 15:00")
    world.day("2026-03-11")
    assert world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert world.open_titles() == [(1, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")]
