"""The invented company behind the sandbox: a portfolio that is a function of (seed, size, day).

Nothing is stored. A contract is made anew from its own generator each time it is asked for, its whole
life at once, future included; what the ERP shows on a day is the part of it that was known by then.
So two questions about one day always agree, and a later day never contradicts an earlier one.
"""
