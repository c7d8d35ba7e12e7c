"""JSON Schema (2020-12) of the input of each act, so that a form in a browser refuses what the server would.

    typed      patterns for values as they are typed, from patterns for values in stored form
    fields     the types and rules of the fields of a command
    active     the validation rules that hold

A schema refuses no value that the server accepts, except that texts are compared in NFC and lists are written as lists.
The server refuses more: what needs the database, the numbering plans, or the syntax of addresses.
"""

from backend.services.input_schema.active import input_schema, rules_that_hold

__all__ = ["input_schema", "rules_that_hold"]
