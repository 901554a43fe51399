"""The variables that every saved reply may hold; how they are found and filled is in `kit.variables`."""

from liant.kit.variables import NAME, Left, called, filled, left_in, unknown_in, variables_in

__all__ = ["BUILT_IN", "NAME", "Left", "called", "filled", "left_in", "unknown_in", "variables_in"]

BUILT_IN = ("first_name", "name", "organisation", "agent", "channel", "subject")
