"""What is handed on among an expert's own; the steps for whoever counts them. They are kept for being counted, and go with that."""

from liant.advocacy import between
from liant.advocacy.models import Consent
from liant.advocacy.travel.models import Step
from liant.advocacy.travel.queries import steps_of

between.register_steps(steps_of)
between.register_own(Step)
between.register_kept_for(Consent.Purpose.COUNT, Step)
