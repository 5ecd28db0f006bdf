"""A drawing is on its map before the page around it, once; and nothing on the page depends on that."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.server import ServerConnection, serve

from lib.ui.indicator import leaflet_map
from lib.ui.streamlit_inside.connection import arguments_path
from lib.web.assets import ASSETS
from tests.browser.conftest import Visit
from tests.browser.dasbor import MAP_FRAME, Dasbor

# When map and heading change, each time, on the clock of the page.
TIMES = """(frame) => {
  window.saat = { peta: [], judul: [] };
  const at = (kind) => () => saat[kind].push(performance.now());
  new MutationObserver(at("peta")).observe(frame.contentDocument.body, { attributes: true, attributeFilter: ["data-digambar"] });
  const heading = document.querySelector(".d-judul").closest('[data-testid="stMain"]');
  let said = document.querySelector(".d-judul").textContent;
  new MutationObserver(() => {
    const now = document.querySelector(".d-judul")?.textContent;
    if (now && now !== said) { said = now; saat.judul.push(performance.now()); }
  }).observe(heading, { subtree: true, childList: true, characterData: true });
}"""
THE_SCRIPT = "**/aset/dahulu.*"


def timed(dasbor: Dasbor) -> None:
    dasbor.map_box.evaluate(TIMES)


@pytest.mark.parametrize("address", ["/", "/peta?tingkat=desa"])
def test_a_change_is_on_the_map_once_and_before_the_page_around_it(visit: Visit, address: str) -> None:
    dasbor = visit(address, fresh=True)
    timed(dasbor)
    dasbor.repainted(lambda: dasbor.choose("Tahun", "2021 · IDM · contoh"))
    dasbor.page.wait_for_function("saat.judul.length")
    # The page's own word for it has reached the frame by now, and is not drawn a second time.
    dasbor.page.wait_for_timeout(300)
    times = dasbor.page.evaluate("saat")
    assert len(times["peta"]) == 1
    assert times["peta"][0] < times["judul"][0]


def test_changes_in_quick_succession_end_with_the_last_on_map_and_page(visit: Visit) -> None:
    dasbor = visit("/peta?tahun=2021", fresh=True)
    first, legend = dasbor.painted, dasbor.legend
    dasbor.choose("Tahun", "2022 · IDM · contoh")
    dasbor.choose("Tahun", "2021 · IDM · contoh")
    dasbor.choose("Tahun", "2022 · IDM · contoh")
    dasbor.choose("Tahun", "2021 · IDM · contoh")
    dasbor.wait_for_parameters(tahun="2021")
    dasbor.wait_until_idle()
    expect(dasbor.headline).to_contain_text("2021")
    assert (dasbor.painted, dasbor.legend) == (first, legend)
    dasbor.repainted(lambda: dasbor.choose("Tahun", "2022 · IDM · contoh"))
    assert dasbor.painted != first
    assert dasbor.legend != legend


def test_without_the_way_ahead_the_map_is_drawn_with_the_page(visit: Visit) -> None:
    dasbor = visit(None, fresh=True)
    dasbor.page.route(THE_SCRIPT, lambda route: route.abort())
    dasbor.open("/peta?tingkat=desa")
    timed(dasbor)
    dasbor.repainted(lambda: dasbor.choose("Tahun", "2021 · IDM · contoh"))
    dasbor.page.wait_for_function("saat.judul.length")
    assert dasbor.page.evaluate("saat.peta.length") == 1
    dasbor.forgive("FAILED")


def test_a_drawing_that_cannot_be_read_ahead_comes_with_the_page(visit: Visit) -> None:
    dasbor = visit(None, fresh=True)
    damaged = (ASSETS / "dahulu.js").read_text("utf-8").replace("JSON.parse(drawing[1])", "JSON.parse('x' + drawing[1])")
    assert "'x'" in damaged
    dasbor.page.route(THE_SCRIPT, lambda route: route.fulfill(content_type="text/javascript", body=damaged))
    dasbor.open("/peta?tingkat=desa")
    dasbor.repainted(lambda: dasbor.choose("Tahun", "2021 · IDM · contoh"))
    expect(dasbor.headline).to_contain_text("2021")
    dasbor.forgive("SyntaxError")


def come_without_map(dasbor: Dasbor, come: Callable[[], object]) -> list[Route]:
    """Come to the overview, as far as its key figures, while the boundaries of the map are held back: the requests for them.

    Time passes as the test says: neither a slow machine nor the map can let the rest in too early.
    """
    held: list[Route] = []
    dasbor.page.route("**/batas/**", lambda route: held.append(route))
    dasbor.page.clock.install(time=0)
    dasbor.page.clock.pause_at(1000)
    come()
    cards = dasbor.page.locator(".d-kartu").first
    for _step in range(500):
        if cards.count():
            break
        pass_time(dasbor, 20)
        dasbor.page.wait_for_timeout(20)
    assert cards.count() == 1
    return held


def pass_time(dasbor: Dasbor, milliseconds: int) -> None:
    for _step in range(milliseconds // 20):
        dasbor.page.clock.run_for(20)


def test_on_a_first_visit_what_lies_below_the_screen_waits_for_the_map_but_not_for_ever(visit: Visit) -> None:
    dasbor = visit(None, fresh=True)
    held = come_without_map(dasbor, lambda: dasbor.page.goto(dasbor.origin + "/"))
    below = dasbor.page.get_by_test_id("stExpander")
    pass_time(dasbor, 400)
    assert below.count() == 0
    pass_time(dasbor, 1000)
    below.wait_for()
    for route in held:
        route.continue_()


def test_who_asks_for_something_else_does_not_wait_for_the_first_map(visit: Visit) -> None:
    dasbor = visit(None, fresh=True)
    dasbor.page.goto(dasbor.origin + "/kelola")
    dasbor.footer.wait_for()
    dasbor.wait_until_idle()
    held = come_without_map(dasbor, dasbor.page_link("Ringkasan").click)
    dasbor.page_link("Kelola Data").click()
    # Well below what the map would have been waited for; the answer of the server takes what it takes.
    for _step in range(10):
        pass_time(dasbor, 20)
        dasbor.page.wait_for_timeout(100)
    expect(dasbor.headline).to_have_text("Kelola Data")
    for route in held:
        route.continue_()


class Given:
    """A server that says what it is given to whoever connects."""

    def __init__(self) -> None:
        self.message = b""
        self.server = serve(self._say, "127.0.0.1", 0)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _say(self, connection: ServerConnection) -> None:
        connection.send(self.message)
        for _word in connection:
            pass

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self.server.socket.getsockname()[1]}/"


@pytest.fixture(scope="module")
def server() -> Iterator[Given]:
    given = Given()
    yield given
    given.server.shutdown()


@pytest.fixture(scope="module")
def listener(chromium: Browser) -> Iterator[Page]:
    """A page with nothing but the script and a frame that keeps what is handed to it."""
    page = chromium.new_page()
    page.set_content("<iframe srcdoc=''></iframe>")
    page.frame_locator("iframe").locator("body").wait_for(state="attached")
    page.evaluate("(path) => { window.dasborArgumen = path; }", arguments_path())
    page.add_script_tag(path=ASSETS / "dahulu.js")
    yield page
    page.close()


HEARD = """(address) => new Promise((found) => {
  const had = [];
  document.querySelector("iframe").contentWindow.dasborDahulu = (drawing) => had.push(drawing);
  const connection = new WebSocket(address);
  connection.binaryType = "arraybuffer";
  connection.addEventListener("message", ({ data }) => { connection.close(); found([had, [...new Uint8Array(data)]]); });
})"""


def line_of(drawing: dict[str, str]) -> str:
    """The line that a drawing is in the script of its layers."""
    template = leaflet_map.Drawing(drawing)
    return template._template.module.script(template, {}) + "\n"


def packed(**arguments: str | None) -> bytes:
    """A message of Streamlit's that carries the arguments of a component."""
    message = ForwardMsg()
    message.hash = "a" * 32
    message.metadata.delta_path.extend([0, 300, 1])
    message.delta.new_element.component_instance.json_args = json.dumps({"script": "x", "height": 560} | arguments)
    message.delta.new_element.component_instance.component_name = "streamlit_folium.st_folium"
    return message.SerializeToString()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="});\n")
@example(text='"});\\n')
@example(text="dasborGambar({});\n")
@example(text="</script><!--\u2028")
@given(text=TEXTS)
def test_whatever_names_a_drawing_holds_it_arrives_unchanged_and_so_does_the_message(
    server: Given, listener: Page, text: str
) -> None:
    drawing = {"kunci": "peta", "alt": text, "k": "0" * 30}
    server.message = packed(feature_group=f"\nvar kelompok = 1;\n\n{line_of(drawing)}map_div.addLayer(kelompok);\n", key=text)
    handed, message = listener.evaluate(HEARD, server.address)
    assert handed == [drawing]
    assert bytes(message) == server.message


@given(text=TEXTS)
@example(text="")
@example(text="},\n")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_what_is_the_layers_of_a_map_is_a_drawing(server: Given, listener: Page, text: str) -> None:
    line = line_of({"kunci": "peta", "alt": text})
    words = ForwardMsg()
    words.delta.new_element.html.body = f"{text}\n{line}"
    label = ForwardMsg()
    label.delta.new_element.selectbox.label = json.dumps({"feature_group": line})
    for message in (words.SerializeToString(), label.SerializeToString(), packed(script=line, feature_group=None), line.encode()):
        server.message = message
        handed, passed_on = listener.evaluate(HEARD, server.address)
        assert handed == []
        assert bytes(passed_on) == message


@given(message=st.binary(min_size=1, max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_arrive_are_passed_on_as_they_are(server: Given, listener: Page, message: bytes) -> None:
    server.message = message
    handed, passed_on = listener.evaluate(HEARD, server.address)
    assert handed == []
    assert bytes(passed_on) == message


def test_the_frame_of_the_map_is_the_one_that_the_page_hands_drawings_to(visit: Visit) -> None:
    dasbor = visit("/peta")
    assert dasbor.page.locator(MAP_FRAME).evaluate("(frame) => typeof frame.contentWindow.dasborDahulu") == "function"
