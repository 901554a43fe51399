"""In a browser, in French, without script: a candidate waits longer than was promised; the owner learns of it, sees it and
answers. A real web server and a real worker; only the day on which she wrote is set."""

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HOUSE = "/o/fournils"


@pytest.fixture
def forgotten(installation):
    """Karima applied two weeks ago, on a channel that listens since a month."""
    house = installation.call("make_house")
    installation.call("candidate_wrote", organisation=house["organisation"], days_ago=14,
                      folder=str(installation.folder))  # fmt: skip
    installation.web()
    installation.worker()
    return house


def test_a_candidate_who_waits_too_long_is_seen_and_answered(installation, forgotten, chromium):
    raised = "select escalated_at is not null from waiting_wait"
    wait_until(lambda: installation.one(raised), 90, "those in charge are told")
    context = chromium.new_context(locale="fr-FR", base_url=installation.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(forgotten["link"])
    page.click("main button[type=submit]")
    page.goto(f"{HOUSE}/waits/")
    expect(page.locator("h2", has_text="Plus longtemps que promis")).to_be_visible()
    expect(page.locator("article", has_text="Karima Benali")).to_contain_text("candidat")
    assert "SLA" not in page.content()
    page.get_by_role("link", name="Répondre Karima Benali").click()
    expect(page.locator(".note")).to_contain_text("plus longtemps que promis")
    page.fill("form.composer textarea", "Bonjour Karima, voulez-vous passer jeudi à neuf heures ?")
    page.click("form.composer [data-submits]")
    ending = "select ending from waiting_wait"
    wait_until(lambda: installation.one(ending) == "answered", 60, "the answer left, and the wait ended")
    page.goto(f"{HOUSE}/waits/")
    expect(page.locator("main")).to_contain_text("Tout le monde a sa réponse")
    context.close()
