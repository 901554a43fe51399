"""A life cycle: its states and allowed moves, declared once and checked when the module is imported."""

from collections.abc import Mapping


class LifecycleError(Exception):
    """A move that the life cycle does not allow, or a declaration that makes no sense."""


class Lifecycle:
    """`Lifecycle("draft", {"draft": {"approved"}, "approved": set()})`: start, then state → states that may follow."""

    def __init__(self, start: str, moves: Mapping[str, set[str]]):
        self.start = start
        self.moves = {state: frozenset(following) for state, following in moves.items()}
        self._check()

    def _check(self) -> None:
        named = {state for following in self.moves.values() for state in following}
        if unknown := named - set(self.moves):
            raise LifecycleError(f"States are reached but not declared: {', '.join(sorted(unknown))}.")
        reached, waiting = {self.start}, [self.start]
        while waiting:
            for following in self.moves[waiting.pop()] - reached:
                reached.add(following)
                waiting.append(following)
        if lost := set(self.moves) - reached:
            raise LifecycleError(f"States that nothing reaches: {', '.join(sorted(lost))}.")

    @property
    def states(self) -> list[str]:
        return list(self.moves)

    @property
    def final(self) -> set[str]:
        """States from which nothing follows."""
        return {state for state, following in self.moves.items() if not following}

    def allows(self, before: str, after: str) -> bool:
        return after in self.moves.get(before, frozenset())

    def check(self, before: str, after: str) -> None:
        """Raise LifecycleError unless the move is allowed."""
        if not self.allows(before, after):
            raise LifecycleError(f"{before} can't become {after}.")
