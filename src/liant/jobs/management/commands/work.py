"""The worker: takes jobs from the queue, and runs the loops that listen."""

import threading
from typing import Any

from django.core.management.base import BaseCommand

from liant.jobs import loops
from liant.jobs.queue import worker_app


class Command(BaseCommand):
    help = "Do the background work until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--concurrency", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        stop = loops.Stop()
        threads = [
            threading.Thread(target=loop, args=(stop,), name=name, daemon=True)
            for name, loop in loops.registered().items()
        ]
        for thread in threads:
            thread.start()
        try:
            worker_app().run_worker(concurrency=options["concurrency"])
        finally:
            stop()
            for thread in threads:
                thread.join(timeout=3)
