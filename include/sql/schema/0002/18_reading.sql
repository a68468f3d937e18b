-- A late run that asks the ERP decides on what is there now: what carries a date is put back to D, what carries none is as
-- of the day of reading, and its events say so (R9.3). The run's session carries that day in `cobranca.read_on`.
CREATE FUNCTION work.read_on() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('cobranca.read_on', true), '')::date $$;
ALTER TABLE crm.ticket_event ADD COLUMN read_on date;
ALTER TABLE crm.ticket_event ALTER COLUMN read_on SET DEFAULT work.read_on();

-- The letters that end a contract (R3.9), as causes.
CREATE VIEW work.terminal_status AS
SELECT * FROM (VALUES ('D', 'distrato'), ('T', 'transfer'), ('C', 'cession')) k (status_code, cause);
