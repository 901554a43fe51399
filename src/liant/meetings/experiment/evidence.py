"""What is known from elsewhere of ties and sharing: who found what, by which design, and to which way it speaks. Read in their abstracts
and figures, and told without their claims being made larger."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liant.web.pieces import Words


@dataclass(frozen=True)
class Study:
    who: str
    found: Words
    design: Words
    speaks_to: Words


STUDIES: Sequence[Study] = (
    Study("Burke & Kraut, 2014",
          _("3,649 people and 26,134 of their ties: closeness rises with comments, posts and messages, and with reading what a friend tells everyone; written words more than one click."),
          _("observed over time, logs and a survey"), _("sharing, then the tie")),
    Study("Aron et al., 1997",
          _("Forty-five minutes of telling each other more and more gave more closeness than small talk; matching attitudes, or expecting to like each other, changed nothing."),
          _("drawn by lot, in a laboratory"), _("exchange, then the tie")),
    Study("Leonardi, 2015",
          _("A network inside a firm, six months beside a matched group without it: a third more knew who knows what, almost twice as many who knows whom."),
          _("a firm beside another group, not drawn"), _("being seen, then knowing of each other; not the strength of the tie")),
    Study("Steinfield et al., 2009",
          _("Whoever used the firm’s network more felt closer to colleagues and did more for the firm."),
          _("observed once"), _("either")),
    Study("Eckles, Kizilcec & Bakshy, 2016",
          _("Peers nudged to respond made whoever received it respond and post more; what is merely observed was wrong both ways, too much and too little."),
          _("drawn by lot, among peers"), _("response, then sharing")),
    Study("Bakshy et al., 2012",
          _("253 million people: seeing what another shares makes one share it; a strong tie weighs more each time, and weak ones carry most of what is new."),
          _("drawn by lot"), _("the tie, then sharing")),
    Study("Crandall et al., 2008",
          _("People grow alike before their first contact, and go on growing alike, more slowly, after it."),
          _("observed over time"), _("both")),
    Study("Stadtfeld et al., 2019",
          _("226 students: studying together tended to grow out of friendship."),
          _("observed over time, with a model of the network"), _("the tie, then useful exchange")),
    Study("Cai & Szeidl, 2018",
          _("2,820 firms whose managers met each month in groups drawn by lot: sales 8.1% higher, and partners who stayed; meeting regularly gave more of them than meeting once."),
          _("drawn by lot, among firms"), _("meeting, then the tie")),
    Study("Bojinov, Choudhury & Lane",
          _("1,370 interns and water coolers from afar: gains only where they met senior managers like themselves, or regularly; other forms gave nothing."),
          _("drawn by lot, in a firm"), _("meeting, then results; weak, and not everywhere")),
)  # fmt: skip
