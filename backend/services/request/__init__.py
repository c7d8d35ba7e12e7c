"""Requests of customers: from an application form to what fulfils it."""
