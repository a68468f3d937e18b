"""What people switch on and off: whether a flow speaks to customers (R7.2), whether anything is sent at all (R7.13).

Each is an act of a supervisor and a dated fact; nothing here sends. Before a message leaves, the sender asks
`work.released_request` and `work.is_contact_stopped(channel, development_code)`. docs/decisions/0018 says why so.
"""
