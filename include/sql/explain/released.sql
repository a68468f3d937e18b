-- The requests whose flow is released (R7.2).
SELECT request_code FROM work.released_request
