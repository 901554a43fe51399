"""Who shares, in numbers: neither who few are nor who all are is told, since both tell of each."""

from liant.advocacy.breath.counting import who_shares
from liant.advocacy.breath.taken import House, Shared, Stretch, Taken

STRETCH = Stretch(1)


def told(shared, quiet=0, out=0):
    """A house of one team, of whom so many shared, take part and did not, take no part."""
    everyone = range(shared + quiet + out)
    house = House(dict.fromkeys(everyone, 0), dict.fromkeys(everyone, ("Boutique",)), (), (), ())
    taken = [Taken(one, 0, (Shared(3),) if one < shared else ()) for one in range(shared + quiet)]
    return who_shares(house, taken, STRETCH)


def test_where_everyone_shared_nobody_is_told_to_have():
    found = told(12)
    assert found["active"] is found["opted"] is None
    assert [one["active"] for one in found["teams"]] in ([], [None])


def test_where_everyone_takes_part_it_is_not_told_beside_who_shared():
    """Those who did not share would be known to take part, and those who take no part to be none."""
    found = told(9, quiet=8)
    assert found["active"] is None or found["opted"] is None


def test_where_each_is_many_it_is_told():
    found = told(9, quiet=8, out=7)
    assert (found["active"], found["opted"]) == (9, 17)
