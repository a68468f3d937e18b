-- The four schemas of the product (docs/data-dictionary.md).
CREATE SCHEMA IF NOT EXISTS mega;   -- the mirror of the ERP
CREATE SCHEMA IF NOT EXISTS crm;    -- tickets and all that people do
CREATE SCHEMA IF NOT EXISTS work;   -- plans, staging, the settings in force
CREATE SCHEMA IF NOT EXISTS audit;  -- runs, gates, reconciliation

-- Text as it is compared: without case, accents and outer or doubled spaces (R4.1).
CREATE FUNCTION work.plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS
$$ SELECT regexp_replace(btrim(translate(lower(value),
       'áàâãäéèêëíìîïóòôõöúùûüçñº', 'aaaaaeeeeiiiiooooouuuucno')), '\s+', ' ', 'g') $$;

-- The instant of the run's clock (R2.1); the session carries it in `cobranca.now`.
CREATE FUNCTION work.moment() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('cobranca.now', true), '')::timestamptz, now()) $$;

-- The settings folder the session works under; the settings views below read it.
CREATE FUNCTION work.settings_hash() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT current_setting('cobranca.settings_hash', true) $$;

-- D, the business date of the session's run (R2.1).
CREATE FUNCTION work.as_of() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('cobranca.as_of', true), '')::date $$;

-- The moment whose facts count (R4.9): now for a run on time, the end of D-1 for a late one.
CREATE FUNCTION work.facts_at() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('cobranca.facts_at', true), '')::timestamptz, work.moment()) $$;
