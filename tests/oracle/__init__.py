"""A second, plain implementation of the rules, one contract after the other: it shares no code with the engine.

company   the settings, from their YAML      bankdays  banking days (R2.2)
records   the ERP's answers, typed           wire      how they are fetched
reading   what is read on D and believed     asof      a contract as of D (R2, R4.1)
day       the decisions of D                 routes, closing, values   the parts of it
book      what is remembered                 figures   what is said of D
compare   a database against the book, row by row (sums, tables)
"""
