"""Generates the reference of the commands, from the declarations of `crm`."""

from typing import Any

import click
import typer
from tables import GENERATED, cell, code_cell, table

from backend.cli import cli

HEAD = """# Commands

The command is `.venv/bin/crm`; in the container image it is the entry point. All subcommands read the
[configuration](configuration.md) of the server.

"""


def commands_page() -> str:
    """The page: each command with its arguments and options."""
    root = typer.main.get_command(cli)
    return GENERATED + HEAD + "\n".join(_section(name, command) for name, command in _commands(root, "crm"))


def _commands(command: Any, name: str) -> list[tuple[str, click.Command]]:
    children = getattr(command, "commands", None)
    if children is None:
        return [(name, command)]
    return [found for key in sorted(children) for found in _commands(children[key], f"{name} {key}")]


def _section(name: str, command: click.Command) -> str:
    text = f"## `{name}`\n\n{(command.help or '').strip()}\n"
    rows = [_row(each) for each in command.params if getattr(each, "help", None) is not None or each.name != "help"]
    return f"{text}\n{table(('Parameter', 'Default', 'Meaning'), rows)}" if rows else text


def _row(parameter: click.Parameter) -> tuple[str, str, str]:
    argument = parameter.param_type_name == "argument"
    name = (parameter.name or "").upper() if argument else ", ".join(parameter.opts + parameter.secondary_opts)
    return code_cell(name), _default(parameter), cell(getattr(parameter, "help", None) or "")


def _default(parameter: click.Parameter) -> str:
    given = parameter.default
    if parameter.required:
        return "required"
    if isinstance(given, bool) or given in {None, ()} or callable(given):
        return ""
    return code_cell(str(given))
