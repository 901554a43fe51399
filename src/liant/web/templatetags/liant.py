"""The components, as tags: `{% load liant %}`. Their markup is in templates/components/, their list in docs/components.md.

Tags that end with `{% end… %}` take what they surround; the others take values only.
"""

from django import template

from liant.web.components import charts, forms, messages, people, places, words

register = template.Library()
for module in (words, people, messages, forms, places, charts):
    register.tags.update(module.register.tags)
    register.filters.update(module.register.filters)
