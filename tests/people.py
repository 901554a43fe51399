"""The people whom tests speak of: Alice owns Les Trois Fournils, Bob cares for its customers, Rose recruits, Hugo is the
press officer, Chloe works there, Dan belongs to another organisation."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def organisation(db) -> Any:
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import User

    alice = User.objects.create_user(email="alice@fournils.test", name="Alice")
    return found_organisation(actor=alice, name="Les Trois Fournils", kind="shop", slug="fournils", rooms=["inbox"])


@pytest.fixture
def other_organisation(db) -> Any:
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import User

    dan = User.objects.create_user(email="dan@mairie.test", name="Dan")
    return found_organisation(actor=dan, name="Mairie de Val-Clair", kind="town_hall", slug="mairie")


@pytest.fixture
def house(organisation) -> Any:
    """Inside the organisation, for the time of the test."""
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        yield organisation


def member_of(organisation: Any, name: str, *roles: str, language: str = "fr") -> Any:
    from liant.accounts.models import Member, User
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        found = Member.objects.filter(name=name).first()
        if found:
            return found
        user = User.objects.create_user(email=f"{name.lower()}@{organisation.slug}.test", name=name, language=language)
        return Member.objects.create(user=user, name=name, roles=list(roles))


@pytest.fixture
def alice(organisation) -> Any:
    return member_of(organisation, "Alice", "owner")


@pytest.fixture
def bob(organisation) -> Any:
    return member_of(organisation, "Bob", "care_agent")


@pytest.fixture
def rose(organisation) -> Any:
    return member_of(organisation, "Rose", "recruiter")


@pytest.fixture
def hugo(organisation) -> Any:
    return member_of(organisation, "Hugo", "press_officer")


@pytest.fixture
def chloe(organisation) -> Any:
    return member_of(organisation, "Chloe", "employee")


@pytest.fixture
def dan(other_organisation) -> Any:
    return member_of(other_organisation, "Dan", "owner")


@pytest.fixture
def make_member(organisation) -> Callable[..., Any]:
    """`make_member("Gina", "guardian")` in the organisation."""

    def make(name: str, *roles: str, **values: Any) -> Any:
        return member_of(organisation, name, *roles, **values)

    return make


@pytest.fixture
def client_of(db) -> Callable[..., Any]:
    """A browser without JavaScript, signed in as this member."""
    from django.test import Client

    from liant.accounts.models import User

    def sign_in(member: Any, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(User.objects.get(id=member.user_id))
        return client

    return sign_in


@pytest.fixture
def work_off(db) -> Callable[[], int]:
    """Do the jobs that wait, in order, here and now, as the worker would; how many were done."""
    return do_jobs


def do_jobs(most: int = 1000) -> int:
    import asyncio
    import inspect

    from django.db import connection
    from procrastinate.contrib.django import app

    done = 0
    while done < most:
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'succeeded', queueing_lock = null where id = (select id from "
                "procrastinate_jobs where status = 'todo' and (scheduled_at is null or scheduled_at <= now()) "
                "order by priority desc, id limit 1) returning task_name, args"
            )
            row = cursor.fetchone()
        if row is None:
            return done
        import json

        name, args = row[0], row[1] if isinstance(row[1], dict) else json.loads(row[1])
        result = app.tasks[name].func(**args)
        if inspect.isawaitable(result):
            asyncio.run(result)  # type: ignore[arg-type]
        done += 1
    raise AssertionError("The jobs never end.")
