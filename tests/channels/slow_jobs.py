"""A worker that also knows a slow job: `python -m tests.channels.slow_jobs`."""

import time

SECONDS = 6


def slow() -> None:
    time.sleep(SECONDS)


if __name__ == "__main__":
    import django

    django.setup()

    from django.core.management import call_command
    from procrastinate.contrib.django import app

    app.task(name="tests.slow")(slow)
    call_command("work")
