-- Every combination of what a rule may ask of a title (R4.1) that the mirror ever held; '' where the ERP says nothing.
-- A handful, kept by ingest, so that no step reads a million titles to learn which there are.
CREATE TABLE mega.title_kind (
    money_source    text NOT NULL,
    registry_status text NOT NULL,
    origin          text NOT NULL,
    PRIMARY KEY (money_source, registry_status, origin)
);
INSERT INTO mega.title_kind
SELECT DISTINCT coalesce(money_source, ''), registry_status, coalesce(origin, '') FROM mega.installment;
