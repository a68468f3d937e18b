-- The parameters of the settings in force that an explanation speaks of.
SELECT grace_days, study_days, tolerance, first_phase_day, all_installment_types, installment_types,
       auto_close_contract, repasse_contract_request
FROM work.parameter
