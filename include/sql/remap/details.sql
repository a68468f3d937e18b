SELECT format('%%s/%%s → %%s/%%s', from_request, from_status, to_request, to_status), count(*)
FROM work.remap_plan GROUP BY from_request, from_status, to_request, to_status
