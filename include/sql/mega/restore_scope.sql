-- The scope of a day that is run again from its landing, one chunk of it.
INSERT INTO work.fetch_scope (branch_code, contract_code, proposal_code, chunk, why, wants_participants)
SELECT branch_code, contract_code, proposal_code, %(chunk)s, why, wants_participants
FROM unnest(%(branches)s::integer[], %(contracts)s::bigint[], %(proposals)s::bigint[], %(whys)s::text[],
            %(wants)s::boolean[]) AS m (branch_code, contract_code, proposal_code, why, wants_participants);
