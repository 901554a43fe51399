"""A rule is written, tried, switched on; it stops when a person says so, when it fails again and again, or when it is
changed: then it has to be tried anew."""

from liant.kit.lifecycle import Lifecycle

RULE = Lifecycle("off", {"off": {"on"}, "on": {"off", "stopped"}, "stopped": {"on", "off"}})
