"""The laws of time (R9): random histories under random schedules, the product beside the plain reading.

A history is a `story`: a contract, its rows, and `happenings`, each seen in the ERP from a day on. `histories` draws
them, `timetables` draws the `schedule` of runs, acts and settings (`variants`) that 25 of them share, `holding` has a
`player` play it: the ERP answers over HTTP as on the day of the run, the product runs (`product`), people act
(`people`), and after every run the tables are those of tests/oracle, and `laws` holds them against an oracle that
never missed a day. What was found is kept by name in `found` and test_found.py.
"""
