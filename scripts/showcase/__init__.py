"""Every page of the portal, with something on it: what the browser tests and `make shots` visit.

`pages` lists them, `scenes` makes the databases that they need, `server` serves those.
"""
