-- Whether a contract `c` rests: during study (R3.6, `p` holds its days) or hold (R5.7) nothing of it moves.
    (c.study_since IS NOT NULL AND %(as_of)s - c.study_since <= p.study_days)
    OR EXISTS (
        SELECT FROM crm.hold h
        WHERE (h.branch_code, h.contract_code) = (c.branch_code, c.contract_code) AND h.until_on >= %(as_of)s
          AND h.valid_from <= work.facts_at() AND (h.valid_to IS NULL OR h.valid_to > work.facts_at()))
