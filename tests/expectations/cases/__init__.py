"""What passes and what must fail, expectation by expectation."""

from tests.expectations.cases.case import Case, copies
from tests.expectations.cases.closures import CLOSURES
from tests.expectations.cases.contact import CONTACT
from tests.expectations.cases.flows import FLOWS
from tests.expectations.cases.ingest import INGEST
from tests.expectations.cases.integrations import INTEGRATIONS
from tests.expectations.cases.minutes import MINUTES
from tests.expectations.cases.reconcile import RECONCILE
from tests.expectations.cases.remap import REMAP
from tests.expectations.cases.routing import ROUTING
from tests.expectations.cases.tickets import TICKETS

__all__ = ["CASES", "Case", "copies"]

CASES = (*INTEGRATIONS, *MINUTES, *INGEST, *TICKETS, *ROUTING, *CLOSURES, *FLOWS, *CONTACT, *RECONCILE, *REMAP)
