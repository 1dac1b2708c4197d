"""Dates of the administration and of forms, where Django's shapes are not those of the language.

FORMAT_MODULE_PATH names this package; what a module leaves out is Django's. Public pages take
their dates from CLDR (`events.date_formats`).
"""
