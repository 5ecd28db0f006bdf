"""Signing in in a real browser: with a local account, and by an identity provider from the button to the way out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.domain.data_file import ROOT
from tests.browser.identity_provider import CLIENT, IdentityProvider, identity_provider
from tests.browser.inquiry import grave_findings
from tests.browser.running_app import RunningApp, app_environment, free_port, running_app

SANDI = "tujuh gajah putih"
WAIT = 30_000
COOKIE_SECRET, CLIENT_SECRET = "8f1d0c2b7a6e5943" * 4, "rahasia-klien-uji"


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    """The application with one local account, made from the terminal."""
    var = tmp_path_factory.mktemp("petugas")
    subprocess.run(
        [sys.executable, "-m", "lib.cli", "akun", "tambah", "sri", "--peran", "pengelola"],
        cwd=ROOT,
        env=app_environment(var),
        input=SANDI,
        text=True,
        check=True,
        capture_output=True,
    )
    with running_app(var) as started:
        yield started


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as started:
        yield started


@pytest.fixture(scope="module")
def federated(tmp_path_factory: pytest.TempPathFactory, provider: IdentityProvider) -> Iterator[RunningApp]:
    """The application with the provider in its secrets."""
    var, port = tmp_path_factory.mktemp("kantor"), free_port()
    secrets = var / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "{CLIENT}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{provider.metadata}"

[peran]
"sri@kantor.go.id" = "pengelola"
""",
        "utf-8",
    )
    with running_app(var, "--secrets.files", str(secrets), port=port) as started:
        yield started


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="id-ID")
    opened = context.new_page()
    opened.set_default_timeout(WAIT)
    yield opened
    context.close()


def signed_in(page: Page, app: RunningApp) -> None:
    page.goto(f"{app.origin}/kelola")
    page.get_by_label("Nama akun").fill("sri")
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_label("Kata sandi", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible(timeout=WAIT)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_form_is_usable_by_everybody(chromium: Browser, staffed: RunningApp, theme: str) -> None:
    context = chromium.new_context(color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{staffed.origin}/kelola")
    expect(page.get_by_label("Kata sandi", exact=True)).to_be_visible(timeout=WAIT)
    asked = grave_findings(page)
    page.locator("input[autocomplete=username]").fill("sri")
    page.get_by_label("Kata sandi", exact=True).fill("bukan sandinya")
    page.get_by_label("Kata sandi", exact=True).press("Enter")
    expect(page.get_by_test_id("stAlert")).to_be_visible(timeout=WAIT)
    refused = grave_findings(page)
    context.close()
    assert (asked, refused) == ([], [])


def test_a_local_sign_in_ends_with_the_button_and_with_the_tab(page: Page, staffed: RunningApp) -> None:
    signed_in(page, staffed)
    expect(page.get_by_label("Kata sandi", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Ringkasan").click()
    page.get_by_role("link", name="Kelola Data").click()
    expect(page.get_by_role("button", name="Keluar")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_label("Kata sandi", exact=True)).to_be_visible(timeout=WAIT)
    signed_in(page, staffed)
    page.reload()
    expect(page.get_by_label("Kata sandi", exact=True)).to_be_visible(timeout=WAIT)
    assert SANDI not in staffed.log_text()


def test_the_provider_signs_in_whom_the_secrets_give_a_role(
    page: Page, federated: RunningApp, provider: IdentityProvider
) -> None:
    provider.claims = {"email": "Sri@kantor.go.id", "email_verified": True}
    page.goto(f"{federated.origin}/kelola")
    page.get_by_role("button", name="Masuk dengan akun kantor").click()
    page.wait_for_url(f"{federated.origin}/", timeout=WAIT)
    page.goto(f"{federated.origin}/kelola")
    expect(page.get_by_text("Masuk sebagai sri@kantor.go.id, pengelola provinsi.")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{federated.origin}/", timeout=WAIT)
    page.goto(f"{federated.origin}/kelola")
    expect(page.get_by_role("button", name="Masuk dengan akun kantor")).to_be_visible(timeout=WAIT)
    log = federated.log_text()
    assert [word for word in (COOKIE_SECRET, CLIENT_SECRET, "Sri@kantor.go.id", "sri@kantor.go.id") if word in log] == []


def test_the_provider_s_others_are_known_and_may_do_nothing(
    page: Page, federated: RunningApp, provider: IdentityProvider
) -> None:
    provider.claims = {"email": "tamu@kantor.go.id", "email_verified": True}
    page.goto(f"{federated.origin}/kelola")
    page.get_by_role("button", name="Masuk dengan akun kantor").click()
    page.wait_for_url(f"{federated.origin}/", timeout=WAIT)
    page.goto(f"{federated.origin}/kelola")
    expect(page.get_by_text("Akun tamu@kantor.go.id dikenal, tetapi belum diberi peran")).to_be_visible(timeout=WAIT)
    expect(page.get_by_label("Kata sandi", exact=True)).to_have_count(0)
