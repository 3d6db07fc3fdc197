"""The workbench: everything behind ``script/server``, ``script/test`` and their like.

It downloads Odoo 19, makes a virtual environment, runs a private PostgreSQL and
builds databases, all in a cache folder outside the checkout. Only the standard
library is used, because all of this runs before a virtual environment exists.

Read it in this order: ``layout`` (where things are), ``workspace`` (the steps from
a bare machine to a running database server), ``commands`` (what a person types).
"""
