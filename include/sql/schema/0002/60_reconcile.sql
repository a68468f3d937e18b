-- What reconciliation knows of each contract while it plans: whether it was read anew, whether its extract failed,
-- whether it belongs to the module on D. A table of its own, not a temporary one: temporary tables allow no
-- parallel plan, and a million titles are joined with it.
CREATE UNLOGGED TABLE work.reconcile_contract (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, development_code integer, phase_code text,
    is_reread boolean NOT NULL, is_unread boolean NOT NULL, is_integrated boolean NOT NULL
);
