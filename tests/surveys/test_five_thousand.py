"""Five thousand people open one link, and each gives their answer once within the same minute: none is lost, none counts twice."""

import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

pytestmark = [pytest.mark.counterpart]
AT_ONCE = 24


def hurry(installation, count: int) -> tuple[list[float], list[float], float]:
    """Seconds of each answer given, of each empty page in between, and of the whole."""
    house = installation.call("make_house")
    link = installation.call("open_questionnaire", organisation=house["organisation"])
    installation.web()
    installation.worker()
    address = f"{installation.address}/answers/{link}/"
    with httpx.Client(limits=httpx.Limits(max_connections=AT_ONCE), timeout=60) as client:
        page = client.get(address)
        assert page.status_code == 200

        def give(n: int) -> tuple[float, float]:
            form = {"page": "one", "seen": "mood", "q.mood": str(3 + n % 3), "move": "give", "slip": uuid.uuid4().hex}
            before = time.perf_counter()
            answer = client.post(address, data=form)
            given = time.perf_counter() - before
            assert answer.status_code == 302, answer.status_code
            if n % 10 == 0:
                assert client.post(address, data=form).status_code == 302, "sent again, it is the same answer"
            before = time.perf_counter()
            client.get(f"{installation.address}/healthz")
            return given, time.perf_counter() - before

        began = time.perf_counter()
        with ThreadPoolExecutor(AT_ONCE) as hall:
            times = list(hall.map(give, range(count)))
        whole = time.perf_counter() - began
    assert installation.call("close_questionnaire", organisation=house["organisation"]) == count
    return [one for one, _ in times], [other for _, other in times], whole


def p95(seconds: list[float]) -> float:
    return 1000 * statistics.quantiles(seconds, n=20)[-1]


def test_three_hundred_at_once(installation):
    hurry(installation, 300)


@pytest.mark.full
def test_five_thousand_at_once(installation):
    given, empty, whole = hurry(installation, 5000)
    print(f"5,000 answers in {whole:.0f} s; p95 {p95(given):.0f} ms, an empty view beside them {p95(empty):.0f} ms")
