"""The menu: real links that do not load the application anew, and that do not stand in the way on a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.dasbor import PHONE


def test_the_page_shown_is_marked_in_the_menu_and_the_others_are_links_that_carry_the_view(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=2023&kab=18.04&bagian=jarak")
    menu = dasbor.page.get_by_role("navigation", name="Menu halaman", exact=True)
    expect(menu.get_by_role("link")).to_have_count(9)
    expect(menu.locator("[aria-current=page]")).to_have_text(["Peta"])
    # By pointer and by keyboard; what belongs to one page alone stays behind.
    dasbor.page_link("Cakupan Program").hover()
    expect(dasbor.page_link("Cakupan Program")).to_have_attribute("href", "program?tahun=2023&kab=18.04")
    dasbor.page_link("Ringkasan").focus()
    expect(dasbor.page_link("Ringkasan")).to_have_attribute("href", "./?tahun=2023&kab=18.04")


def test_a_page_opened_from_far_down_begins_at_its_top(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.mark()
    main = dasbor.page.get_by_test_id("stMain")
    main.evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    assert main.evaluate("(main) => main.scrollTop") > 0
    dasbor.page_link("Peta").click()
    expect(dasbor.page.locator(".d-menu [aria-current=page]")).to_have_text("Peta")
    expect(dasbor.combobox("Indikator")).to_be_visible()
    assert main.evaluate("(main) => main.scrollTop") == 0
    assert dasbor.page_is_marked()


def test_on_a_phone_the_menu_gives_way_to_the_page_that_was_chosen(visit: Visit) -> None:
    dasbor = visit("/", size=PHONE)
    sidebar = dasbor.page.get_by_test_id("stSidebar")
    dasbor.page.get_by_test_id("stExpandSidebarButton").click()
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    dasbor.page_link("Peta").click()
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    expect(dasbor.combobox("Indikator")).to_be_visible()


def test_a_link_that_is_no_page_of_ours_is_left_to_the_browser(visit: Visit) -> None:
    dasbor = visit("/")
    dasbor.page.evaluate(
        """() => { const link = document.createElement("a"); link.className = "d-tautan"; link.id = "lain";
        link.href = "/api/sehat"; link.textContent = "lain"; document.querySelector(".d-menu").after(link); }"""
    )
    dasbor.page.locator("#lain").click()
    dasbor.page.wait_for_url("**/api/sehat")
    expect(dasbor.page.locator("body")).to_contain_text('"aplikasi"')
