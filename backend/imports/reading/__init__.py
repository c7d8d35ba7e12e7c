"""Reads a file of rows in a process of its own: bytes in, PostgreSQL's COPY format out.

It is kept light, since it runs beside the API: it knows the rules of the trade and nothing of the database.
"""
