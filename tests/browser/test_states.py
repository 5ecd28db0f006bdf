"""Every page in every state, in both themes, both languages, at 200 % and on a phone: for everybody, and in one language."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.dasbor import PHONE
from tests.browser.inquiry import cut_off, grave_findings, strange_words, unnamed_drawings
from tests.browser.states import STATES, enter, in_theme, settled

# 1440 x 900 at 200 %: half as many of the page's pixels, each drawn with four.
ZOOMED = (720, 450)
# The theme in which a language is asked first and whole; in the other, what a theme can change.
FIRST_THEME = {"id": "light", "en": "dark"}
OTHER_THEME = {"light": "dark", "dark": "light"}


@pytest.mark.parametrize("language", FIRST_THEME)
@pytest.mark.parametrize("name", STATES)
def test_every_state_of_a_page_is_for_everybody_and_in_one_language(visit: Visit, name: str, language: str) -> None:
    theme = FIRST_THEME[language]
    dasbor = visit(None, theme=theme)
    found: dict[tuple[str, str], list[str]] = {}
    for state in STATES[name]:
        dasbor.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        enter(dasbor, state, language)
        assert dasbor.page.evaluate("document.documentElement.lang") == language
        place = state.address
        found[place, f"axe, {theme}"] = grave_findings(dasbor.page)
        found[place, "words"] = strange_words(dasbor.page, language)
        found[place, "drawings without a finding"] = unnamed_drawings(dasbor.page)
        in_theme(dasbor, OTHER_THEME[theme])
        found[place, f"axe, {OTHER_THEME[theme]}"] = grave_findings(dasbor.page, "color-contrast")
    assert {at: told for at, told in found.items() if told} == {}


@pytest.mark.parametrize("name", STATES)
def test_nothing_leaves_the_screen_at_200_percent_or_on_a_phone(visit: Visit, name: str) -> None:
    dasbor = visit(None, size=ZOOMED, device_scale_factor=2)
    found: dict[tuple[str, str], list[str]] = {}
    for state in STATES[name]:
        for size in (ZOOMED, PHONE):
            dasbor.page.set_viewport_size({"width": size[0], "height": size[1]})
            if size == ZOOMED:
                enter(dasbor, state)
            settled(dasbor)
            found[state.address, f"{size[0]} px"] = cut_off(dasbor.page)
    assert {at: told for at, told in found.items() if told} == {}
