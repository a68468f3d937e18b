SELECT format('%%s → %%s', CASE kind WHEN 'contract' THEN 'contratos' ELSE 'parcelas' END, to_request), count(*)
FROM work.routing_plan GROUP BY kind, to_request
