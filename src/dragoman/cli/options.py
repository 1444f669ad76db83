"""Kinds of values that options of several commands take."""

from __future__ import annotations

import click

from dragoman.vocabulary import code_of


class Code(click.ParamType[str, str]):
    """A country or organisation, by code or by name."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code that is meant; a wrong use of the command where there is none."""
        code = code_of(value)
        if code is None:
            self.fail(
                f"{value!r} is no country or organisation; give an ISO 3166 code (PRK) or one of "
                "docs/vocabulary.md (ASEAN)",
                param,
                ctx,
            )
        return code


#: A day, as ISO text.
day = click.DateTime(["%Y-%m-%d"])
