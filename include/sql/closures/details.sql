SELECT format('%%s: %%s', CASE kind WHEN 'contract' THEN 'contratos' ELSE 'parcelas' END, CASE cause
           WHEN 'paid' THEN 'pagamento' WHEN 'transfer' THEN 'transferência' WHEN 'cession' THEN 'cessão'
           WHEN 'inactivation' THEN 'inativação' ELSE cause END), count(*)
FROM work.closures_plan GROUP BY kind, cause
