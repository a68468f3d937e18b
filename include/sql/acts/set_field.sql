-- A person fills an additional field, or takes its value away (R3.10).
UPDATE crm.ticket_state SET
    person_fields = CASE WHEN %(value)s::jsonb = 'null' THEN person_fields - %(field)s::text
                         ELSE person_fields || jsonb_build_object(%(field)s::text, %(value)s::jsonb) END,
    version = version + 1
WHERE ticket_id = %(ticket_id)s;
