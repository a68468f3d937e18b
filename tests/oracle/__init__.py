"""A second, plain reading of the rules, from the ERP's raw answers: it shares no code with the engine."""
