-- What rules say.
SELECT rule, says FROM work.rule_text WHERE rule = ANY (%(rules)s)
