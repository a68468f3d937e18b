-- Contracts refused before there is a scope: in a listing, in an occurrence (R8.8, R3.9).
CREATE UNLOGGED TABLE work.stage_refusal (
    branch_code   integer,
    contract_code bigint,
    endpoint      text NOT NULL,
    field         text,
    value         text,
    why           text NOT NULL
);
