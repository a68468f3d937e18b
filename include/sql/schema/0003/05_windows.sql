-- When a customer may be reached (R7.6): laws, windows, clocks and holidays of a settings folder, and the function that
-- reads them. The twin of cobranca.contact.windows; tests/integration/contact holds both together.

CREATE TABLE work.settings_contact_channel (
    settings_hash text NOT NULL, channel text NOT NULL,
    position      integer NOT NULL,        -- in the company's order, from 1
    daily_cap     integer NOT NULL,        -- messages a customer and day
    PRIMARY KEY (settings_hash, channel)
);
CREATE TABLE work.settings_contact_state (
    settings_hash text NOT NULL, state text NOT NULL,
    name          text NOT NULL,           -- plain()
    PRIMARY KEY (settings_hash, state)
);
CREATE TABLE work.settings_contact_area_code (
    settings_hash text NOT NULL, area_code text NOT NULL, state text NOT NULL,
    PRIMARY KEY (settings_hash, area_code, state)
);
CREATE TABLE work.settings_contact_zone (  -- by which clocks a city may live
    settings_hash text NOT NULL, state text NOT NULL,
    city          text NOT NULL,           -- plain(); '': every city that has no rows of its own
    zone          text NOT NULL,
    PRIMARY KEY (settings_hash, state, city, zone)
);
-- What the laws of a state, or where it has none all laws, and the company's window leave open together.
CREATE TABLE work.settings_contact_window (
    settings_hash text NOT NULL, channel text NOT NULL, state text NOT NULL,
    isodow        integer NOT NULL,        -- 1 = Monday
    opens         time,                    -- local; both null: closed
    closes        time,                    -- itself outside
    keeps_holidays boolean NOT NULL,       -- closed on legal holidays
    PRIMARY KEY (settings_hash, channel, state, isodow)
);
CREATE TABLE work.settings_contact_holiday (
    settings_hash text NOT NULL, day date NOT NULL,
    state         text NOT NULL,           -- '': national
    city          text NOT NULL,           -- plain(); '': the whole state
    name          text NOT NULL,
    PRIMARY KEY (settings_hash, day, state, city)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['channel', 'state', 'area_code', 'zone', 'window', 'holiday']
    LOOP
        EXECUTE format('CREATE VIEW work.%I AS SELECT * FROM work.%I WHERE settings_hash = work.settings_hash()',
                       'contact_' || name, 'settings_contact_' || name);
    END LOOP;
END $$;

-- The states that may be a customer's: by UF or name; unknown, by the area code; unknown too, all.
CREATE FUNCTION work.contact_states(said text, area_code text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (SELECT array_agg(s.state) FROM work.contact_state s WHERE work.plain(said) IN (lower(s.state), s.name)),
        (SELECT array_agg(a.state) FROM work.contact_area_code a WHERE a.area_code = contact_states.area_code),
        (SELECT array_agg(s.state) FROM work.contact_state s))
$$;

-- Whether a day is a legal holiday of any of some states: their own, and those of the city, unknown: of all their cities.
CREATE FUNCTION work.is_contact_holiday(day date, states text[], city text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (
        SELECT FROM work.contact_holiday h
        WHERE h.day = is_contact_holiday.day
          AND (h.state = '' OR (h.state = ANY (states)
                                AND (h.city = '' OR is_contact_holiday.city IS NULL OR h.city = is_contact_holiday.city))))
$$;

-- `at` itself where the channel may reach a customer of that place then, else the next instant at which it may.
-- Unknown parts are null. Open: within the hours of the local day by every clock that may be the customer's.
CREATE FUNCTION work.window_opens(channel text, state text, city text, area_code text, at timestamptz)
RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
#variable_conflict use_column
DECLARE
    longest CONSTANT integer := 400;       -- days; no window stays closed for longer
    start   CONSTANT date := (window_opens.at AT TIME ZONE 'UTC')::date;
    states  CONSTANT text[] := work.contact_states(window_opens.state, window_opens.area_code);
    town    CONSTANT text := nullif(work.plain(window_opens.city), '');
    zones   text[];
    opens   time[];                        -- by weekday, 1 = Monday; null: closed
    closes  time[];
    keeps   boolean;
    zone    text;
    today   date;
    weekday integer;
    before  timestamptz;
    moment  timestamptz := window_opens.at;
BEGIN
    SELECT array_agg(DISTINCT z.zone ORDER BY z.zone) INTO zones FROM work.contact_zone z
    WHERE z.state = ANY (states) AND (town IS NULL OR z.city = coalesce(
        (SELECT DISTINCT k.city FROM work.contact_zone k WHERE k.state = z.state AND k.city = town), ''));

    SELECT array_agg(CASE WHEN d.first < d.last THEN d.first END ORDER BY isodow), array_agg(d.last ORDER BY isodow),
           bool_or(d.keeps) INTO opens, closes, keeps
    FROM (SELECT isodow, CASE WHEN bool_and(w.opens IS NOT NULL) THEN max(w.opens) END AS first, min(w.closes) AS last,
                 bool_or(w.keeps_holidays) AS keeps
          FROM work.contact_window w WHERE w.channel = window_opens.channel AND w.state = ANY (states)
          GROUP BY isodow) d;
    IF zones IS NULL OR opens IS NULL THEN
        RAISE EXCEPTION 'no window of channel % under settings %', window_opens.channel, work.settings_hash()
            USING HINT = 'name one of email, sms, whatsapp, phone; cobranca.settings.tables stores the settings';
    END IF;

    LOOP                                   -- what opens late by one clock may be past the closing of another
        before := moment;
        FOREACH zone IN ARRAY zones LOOP
            today := (moment AT TIME ZONE zone)::date;
            LOOP
                weekday := extract(isodow FROM today);
                EXIT WHEN opens[weekday] IS NOT NULL AND moment < (today + closes[weekday]) AT TIME ZONE zone
                      AND NOT (keeps AND work.is_contact_holiday(today, states, town));
                today := today + 1;
                IF today > start + longest THEN
                    RAISE EXCEPTION 'no open hour by % after %', array_to_string(zones, ', '), window_opens.at
                        USING HINT = 'widen its hours in contact.yaml or telephone.yaml';
                END IF;
            END LOOP;
            moment := greatest(moment, (today + opens[weekday]) AT TIME ZONE zone);
        END LOOP;
        EXIT WHEN moment = before OR cardinality(zones) = 1;
    END LOOP;
    RETURN moment;
END $$;
