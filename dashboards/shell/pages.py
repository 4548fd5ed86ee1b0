"""The pages: every package under `dashboards.screens` is one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast

from dashboards import screens

_HOME, _DRAWING = "briefing", "alignment"
MISSING = "missing"
"""The parameter that holds an address which is no page's."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the navigation.

    Attributes:
        title: Its name.
        path: Its address.
        module: Module with a function `show`.
        purpose: What it shows, in one line.
        home: Whether `/` opens it.
    """

    title: str
    path: str
    module: str
    purpose: str
    home: bool = False

    def load(self) -> Callable[[], None]:
        """The function that shows the page."""
        return cast("Callable[[], None]", importlib.import_module(self.module).show)


def _find() -> tuple[PageEntry, ...]:
    names = [module.name for module in pkgutil.iter_modules(screens.__path__) if module.ispkg]
    packages = {name: importlib.import_module(f"{screens.__name__}.{name}") for name in names}
    return tuple(
        _entry(name, packages[name].__doc__ or "") for name in sorted(names, key=lambda n: packages[n].POSITION)
    )


def _entry(name: str, doc: str) -> PageEntry:
    title = name.replace("_", " ").capitalize()
    purpose = " ".join(doc.split()).removeprefix(f"The page {title}: ")
    return PageEntry(title, name.replace("_", "-"), f"{screens.__name__}.{name}.page", purpose, home=name == _HOME)


PAGES = _find()


def start_page(params: Collection[str]) -> PageEntry:
    """The page that `/` opens: the home page, or the drawing, whose address this was, if parameters name what to draw.

    Args:
        params: Names of the parameters in the address.
    """
    drawn = {"at", "list"} & set(params)
    return next(page for page in PAGES if (page.path == _DRAWING if drawn else page.home))
