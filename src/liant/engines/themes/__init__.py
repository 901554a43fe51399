"""What comments are about: groups of comments that say the same things, each named by its telling words, in French and English.

Found in the words themselves, without a model, a list of subjects or chance: the same comments give the same themes.
"""

from liant.engines.themes.finding import Theme, Themes, find_themes

__all__ = ["Theme", "Themes", "find_themes"]
