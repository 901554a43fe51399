"""The chart of what was heard: drawn under the strict policy, by day and by night; without a script its table stands alone."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SLUG = "trois-fournils"
HEARD = f"/o/{SLUG}/insights/heard/?days=91"
SHAPE = f"/o/{SLUG}/ties/shape/"
INK_IN_PICTURE = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const inks = new Set();
  for (let place = 0; place < data.length; place += 4) if (data[place + 3] > 200) inks.add(data.slice(place, place + 3).join());
  return [...inks];
}"""


def test_the_chart_is_drawn_and_nothing_is_refused(sign_in):
    page = sign_in()
    page.goto(HEARD)
    page.wait_for_selector(".drawn canvas")
    assert not page.locator(".chart .twin").evaluate("twin => twin.open")
    assert len(page.locator(".drawn canvas").evaluate(INK_IN_PICTURE)) > 3
    page.mouse.move(400, 500)
    assert page.locator(".drawn").get_attribute("aria-label").startswith("Mentions par jour.")
    assert page.complaints == []


def test_night_changes_the_inks(sign_in):
    page = sign_in()
    page.goto(HEARD)
    page.wait_for_selector(".drawn canvas")
    by_day = page.locator(".drawn canvas").evaluate(INK_IN_PICTURE)
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    page.wait_for_function(f"inks => JSON.stringify(({INK_IN_PICTURE})(document.querySelector('.drawn canvas'))) !== inks",
                           arg=page.evaluate("inks => JSON.stringify(inks)", by_day))  # fmt: skip
    assert page.complaints == []


def test_without_a_script_the_table_stands_alone(sign_in):
    page = sign_in(java_script_enabled=False)
    page.goto(HEARD)
    assert not page.locator(".drawn").is_visible()
    rows = page.locator(".chart .twin tbody tr")
    assert rows.count() == 91
    assert rows.first.is_visible()


def test_teams_and_their_ties_are_drawn_and_nothing_is_refused(sign_in):
    page = sign_in()
    page.goto(SHAPE)
    page.wait_for_selector(".drawn-graph canvas")
    assert not page.locator(".on-wide svg.ring").is_visible()
    assert page.locator(".drawn-graph").get_attribute("aria-label").startswith("6 équipes")
    page.set_viewport_size({"width": 390, "height": 800})
    page.wait_for_selector(".on-phone svg.ring")
    assert not page.locator(".drawn-graph").is_visible()
    assert page.complaints == []


def test_without_a_script_the_servers_picture_of_teams_stands(sign_in):
    page = sign_in(java_script_enabled=False)
    page.goto(SHAPE)
    assert page.locator(".on-wide svg.ring").is_visible()
    assert page.locator(".ring circle.team").count() == 12, "six teams, wide and for a phone"
