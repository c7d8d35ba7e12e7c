"""Reads an operator's file in a process of its own: bytes come in, clean rows go out in PostgreSQL's COPY text format.

    source    bytes in blocks, gzip opened, sizes kept
    encoding  blocks of text
    lines     lines, of a length that memory bears
    records   cells, with the row of the spreadsheet they stand in
    layout    which column of the file is which of ours
    subscribers, values, plain, dialled    what a row must hold, and its stored form
    rows      rows in COPY text format

Memory does not grow with the file. Nothing here needs the database, the settings or the graph.
"""
