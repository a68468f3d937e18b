-- A day begins with nothing staged.
TRUNCATE work.stage_contract, work.stage_refusal, work.stage_installment, work.stage_extract,
    work.stage_renegotiation, work.stage_participant, work.stage_phase_occurrence, work.stage_contract_occurrence,
    work.stage_customer_channel, work.stage_customer_place;
