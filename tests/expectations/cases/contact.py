"""Rows that break the checks of the step contact, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

MESSAGE = (
    "INSERT INTO crm.message (ticket_id, as_of, channel, test_mode, state, queued_at) "
    "VALUES (1, '{day}', 'email', true, '{state}', now()); "
    "INSERT INTO crm.message_item VALUES (1, 2, 'AVISO_5', '{key}')"
)
TOLD = "1/1/1/AVISO_5/email"
SECOND = "ticket_id = 3"
RELEASED = (
    "UPDATE work.contact_plan SET test_mode = false; INSERT INTO crm.flow_release "
    "(request_code, valid_from, valid_to, actor, reason) "
    "VALUES ('COD_SOL_PARCELAS', '{since}', {until}, 'Ana', 'pronto')"
)
CONTACT = (
    case("contact.nobody_forbidden", put("work.contact_plan", SECOND, "is_forbidden = true"), ticket_id=3),
    case(
        "contact.told_once",
        MESSAGE.format(day="2026-03-01", state="sent", key=TOLD),
        ticket_id=2,
        status_code="AVISO_5",
        passes=MESSAGE.format(day="2026-03-01", state="cancelled", key=TOLD),
    ),
    case("contact.told_once", MESSAGE.format(day="2026-03-01", state="uncertain", key=TOLD), ticket_id=2),
    case("contact.told_once", f"UPDATE work.contact_plan SET dedupe_key = '{TOLD}' WHERE {SECOND}", ticket_id=2),
    case(
        "contact.silent_when_late",
        "SELECT 1",
        count=2,
        ticket_id=2,
        flags={"late": True},
        passes="DELETE FROM work.contact_plan WHERE action = 'queue'",
    ),
    case("contact.silent_when_late", "SELECT 1", count=2, ticket_id=2, flags={"is_first_load": True}),
    case(
        "contact.one_message_a_day",
        MESSAGE.format(day="2026-03-10", state="sent", key="other"),
        contract_ticket_id=1,
        channel="email",
        passes=MESSAGE.format(day="2026-03-09", state="sent", key="other"),
    ),
    case(
        "contact.one_message_a_day",
        put("work.contact_plan", SECOND, "customer_code = 501"),
        contract_ticket_id=1,
        passes=put("work.contact_plan", SECOND, "customer_code = 501, channel = 'sms'"),
    ),
    case(
        "contact.test_until_released",
        put("work.contact_plan", SECOND, "test_mode = false"),
        ticket_id=3,
        passes=RELEASED.format(since="2026-03-09", until="NULL"),
    ),
    case(
        "contact.test_until_released", RELEASED.format(since="2026-03-01", until="'2026-03-09'"), count=2, ticket_id=3
    ),
    case("contact.reason_told", put("work.contact_plan", "ticket_id = 4", "skipped_reason = NULL"), action="skip"),
    case(
        "contact.reason_told", put("work.contact_plan", "ticket_id = 2", "skipped_reason = 'bloqueio'"), action="queue"
    ),
    case("contact.reason_told", put("work.contact_plan", "ticket_id = 2", "action = 'send'"), action="send"),
)
