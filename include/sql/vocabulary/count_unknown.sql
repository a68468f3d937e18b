-- Open tickets that stand in what the session's settings lack, by request, status and kind.
SELECT request_code, status_code, kind, min(lack) AS lack, count(*) AS tickets
FROM work.unknown_ticket
GROUP BY request_code, status_code, kind
ORDER BY request_code, status_code, kind
