"""Take the READMEs' pictures from the demo state: `make pictures`, after which `git diff` shows what looks different.

Addresses of pages as arguments, such as `loads`, take only those pictures. Colors are reduced to a palette so that a
picture stays small: drawings and text need few.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from dashboards.shell.pages import PAGES
from graph.settings import Settings
from tests.pages.conftest import ARGUMENTS, ROOT, enter, served

FOLDER = ROOT / "dashboards" / "pictures"
SIZE = ViewportSize(width=1280, height=800)
LARGEST = 200_000  # bytes
_COLORS = 128
_SETTLED = 1_500  # milliseconds that a drawing takes to move into its place


def small(png: bytes) -> bytes:
    """A picture with a palette of its own, as PNG."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(_COLORS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(only: Collection[str] = ()) -> None:
    """Take pictures of the demo in the user's data folder.

    Args:
        only: Addresses of pages; all by default.
    """
    pages = [page for page in PAGES if not only or page.path in only]
    if len(pages) < len(set(only)):
        sys.exit(f"Pages are {', '.join(page.path for page in PAGES)}.")
    settings = Settings(home=Settings.from_env().home / "demo")
    if not settings.home.is_dir():
        sys.exit(f"There is no demo state at {settings.home}. Run `loopline demo --no-serve` first.")
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        served(settings, Path(folder) / "log") as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        tab = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        enter(tab.context)
        for page in pages:
            tab.goto(f"{address}/{page.path}")
            tab.locator(".ll h1, .loopline h1").first.wait_for(timeout=60_000)
            tab.wait_for_timeout(_SETTLED)
            picture = small(tab.screenshot())
            if len(picture) > LARGEST:
                sys.exit(f"The picture of {page.title} has {len(picture):,} bytes, more than {LARGEST:,}.")
            (FOLDER / f"{page.path}.png").write_bytes(picture)
            print(f"dashboards/pictures/{page.path}.png: {len(picture):,} bytes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
