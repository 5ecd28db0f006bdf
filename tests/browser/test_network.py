"""Nothing leaves the machine: no page asks anything outside its own origin, and the policy would not let it."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import CHROMIUM_ERRANDS, Visit
from tests.browser.running_app import OutsideWorld


def test_a_whole_session_on_both_pages_asks_nothing_outside_its_own_origin(visit: Visit, outside: OutsideWorld) -> None:
    dasbor = visit(None, fresh=True)
    context = dasbor.page.context
    stopped: list[str] = []
    sockets: list[str] = []

    def stop(route: Route) -> None:
        stopped.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((dasbor.origin, "data:", "blob:")), stop)
    dasbor.page.on("websocket", lambda socket: sockets.append(socket.url))
    before = len(outside.asked)

    dasbor.open("/")
    dasbor.choose("Tahun", "2023 · IDM · contoh")
    dasbor.wait_for_parameters(tahun="2023")
    dasbor.hover_area("18.07")
    dasbor.tooltip.wait_for()
    dasbor.page_link("Peta").click()
    expect(dasbor.combobox("Indikator")).to_be_visible()
    dasbor.wait_for_level("kabupaten")
    for level in ("Kecamatan", "Desa"):
        dasbor.repainted(lambda level=level: dasbor.press("Tingkat", level))
    dasbor.choose("Indikator", "Cakupan program")
    dasbor.wait_until_idle()
    dasbor.press("Bahasa", "English")
    dasbor.wait_until_idle()
    dasbor.show_table()

    assert stopped == []
    own_socket = dasbor.origin.replace("http:", "ws:") + "/"
    assert sockets
    assert [url for url in sockets if not url.startswith(own_socket)] == []
    assert [url for url in dasbor.requests if not url.startswith((dasbor.origin, own_socket, "data:", "blob:"))] == []
    for frame in dasbor.page.frames:
        addresses = frame.locator("link[rel]").evaluate_all("(links) => links.map((link) => link.href)")
        assert [address for address in addresses if not address.startswith((dasbor.origin, "data:"))] == []
    assert [line for line in outside.asked[before:] if not any(host in line for host in CHROMIUM_ERRANDS)] == []


def test_every_answer_carries_a_policy_that_names_no_other_origin(visit: Visit) -> None:
    dasbor = visit(None)
    answers = {}
    dasbor.page.on("response", lambda answer: answers.setdefault(answer.url, answer))
    dasbor.open("/peta")
    documents = [
        answer for answer in answers.values() if answer.request.resource_type in ("document", "script", "stylesheet", "fetch")
    ]
    assert len(documents) > 5
    for answer in documents:
        policy = answer.headers.get("content-security-policy", "")
        assert "default-src 'self'" in policy, answer.url
        assert not re.search(r"https?://|\*", policy), policy
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_stops_what_a_script_would_send_elsewhere(visit: Visit) -> None:
    dasbor = visit("/")
    tried = """() => Promise.all([
        fetch("http://contoh.invalid/bocor").then(() => "sent", () => "stopped"),
        new Promise((done) => {
          const image = new Image();
          image.onload = () => done("sent");
          image.onerror = () => done("stopped");
          image.src = "http://contoh.invalid/bocor.png";
        }),
      ])"""
    assert dasbor.page.evaluate(tried) == ["stopped", "stopped"]
    assert dasbor.map.evaluate(tried) == ["stopped", "stopped"]
    dasbor.forgive(r"contoh\.invalid")
