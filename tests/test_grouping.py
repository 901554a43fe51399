"""Tests that share a server run in one process: each process that ran some of them would start the server again."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="the tests are not spread")
@pytest.mark.xdist_group("grouping")
def test_a_group_is_known_to_whoever_spreads_the_tests(request):
    assert request.node.nodeid.endswith("@grouping"), "pytest and pytest-xdist no longer understand each other"


@pytest.fixture(scope="module")
def made_once() -> int:
    return 1


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="the tests are not spread")
def test_what_a_file_makes_once_is_used_in_one_process(request, made_once):
    assert request.node.nodeid.endswith("@tests/test_grouping.py")
