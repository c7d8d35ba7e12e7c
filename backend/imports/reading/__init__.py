"""Reader of uploaded files, run as a separate process: bytes in, checked rows out in PostgreSQL's COPY text format.

    source    bytes in blocks; decompresses gzip and limits sizes
    encoding  blocks of text
    lines     lines of limited length
    records   cells, with their row number in the spreadsheet
    layout    maps the columns of the file to those of the product
    subscribers, pool, values, plain, dialled    the rules for each kind of row and the stored form of its values
    rows      rows in COPY text format

Memory does not grow with the file. Nothing here uses the database, the settings or the GraphQL schema.
"""
