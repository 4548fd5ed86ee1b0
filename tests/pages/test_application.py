"""The application as Streamlit runs it: one file for all pages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT
from tests.pages.test_pages_invented import markup, stand_on
from tests.support.screens import texts
from tests.support.views import Views

pytestmark = pytest.mark.pages


def test_the_whole_application_runs_with_its_search_box(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    closed = AppTest.from_file(ROOT / "dashboards" / "app.py", default_timeout=60).run()
    assert not markup(closed), "Streamlit alone, which nothing guards, shows no page"
    assert "loopline dashboard" in closed.text[0].value
    monkeypatch.setattr("dashboards.door.guard.hung", lambda: True)
    page = AppTest.from_file(ROOT / "dashboards" / "app.py", default_timeout=60).run()
    assert "1 of 3 buildings" in texts(markup(page))
    page.text_input[0].set_value("reg").run()
    said = markup(page)
    assert 'href="alignment?at=R10"' in said
    page.text_input[0].set_value("zebra").run()
    assert "No unit has" in texts(markup(page))
