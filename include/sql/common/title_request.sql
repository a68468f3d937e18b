-- Where a title belongs (R4.1), by the rule of its contract `r`, of its own `o`, or by neither: `p` is the standard.
SELECT CASE WHEN least(r.priority, o.priority) IS NULL THEN p.installment_request
            WHEN r.priority IS NULL OR o.priority < r.priority THEN o.installment_request
            ELSE r.installment_request END AS to_request,
       CASE WHEN r.priority IS NULL OR o.priority < r.priority THEN o.name ELSE r.name END AS reason
