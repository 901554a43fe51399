"""Children that cannot outlive their parent: the kernel signals them when it dies, even by kill -9."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` that asks for signal `number` at the parent's death.

    The kernel watches the *thread* that forked: start such children from one that lives as long as the process.
    """
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return ask_the_kernel
