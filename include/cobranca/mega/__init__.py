"""The ERP: what it is asked, how its answers are kept, and how they are read into staging.

`ingest` holds the functions that the batch calls; everything else serves them. Nothing here decides
about tickets: an answer is landed as it came, decoded against typed records, and staged.
"""
