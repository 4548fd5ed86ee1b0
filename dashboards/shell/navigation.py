"""The navigation: all pages in one line or, on a narrow screen, in a menu that a button opens."""

from __future__ import annotations

from dashboards.shell import panel
from dashboards.shell.address import address
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.pages import PAGES

_MENU = "ll-pages"


def show_navigation(current: str, place: str) -> None:
    """The navigation in the page's header.

    Args:
        current: Address of the page that is open.
        place: The value of `at`: links to other pages keep it.
    """
    panel.show(compose(current, place), key="navigation")


def compose(current: str, place: str) -> Markup:
    """The product's name, the menu's button and the pages.

    Args:
        current: Address of the page that is open.
        place: The value of `at`.
    """
    title = next((page.title for page in PAGES if page.path == current), "")
    button = tag(
        "button",
        tag("span", "Menu", class_="muted"),
        tag("span", title),
        type="button",
        class_="button menu",
        data_do="menu",
        aria_expanded=False,
        aria_controls=_MENU,
    )
    pages = [
        tag("li", link(page.title, address(page.path, at=place), aria_current="page" if page.path == current else None))
        for page in PAGES
    ]
    nav = tag("nav", button, tag("ul", pages, id=_MENU), class_="pages", aria_label="Pages")
    return join(tag("span", "Loopline", class_="product"), nav)
