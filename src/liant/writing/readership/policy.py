"""Who reads how often pieces are read: whoever reads pieces. Nothing of it is told by author."""

from liant.accounts.permissions import register
from liant.writing.policy import READERS

register("readership.read", READERS)
