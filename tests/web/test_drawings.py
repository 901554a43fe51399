from hypothesis import given
from hypothesis import strategies as st

from liant.web.drawings import label_last, plot_columns, scale_step
from liant.web.pieces import Column, columns_text, ring

COLUMNS = st.lists(
    st.one_of(st.none(), st.integers(0, 10_000)).map(lambda total: Column("d", total, total and total // 3)),
    max_size=60,
)


@given(highest=st.integers(1, 10**9))
def test_a_scale_has_few_round_lines(highest):
    step = scale_step(highest)
    assert highest <= step * 3
    assert int(str(step).rstrip("0")) in {1, 2, 5}


@given(columns=COLUMNS)
def test_everything_stands_inside(columns):
    for is_narrow in (False, True):
        plot = plot_columns(columns, is_narrow=is_narrow)
        for rect in [*plot.totals, *plot.parts, *plot.gaps]:
            assert plot.left - 0.2 <= rect.x <= rect.x + rect.width <= plot.right + 0.2
            assert 13.8 <= rect.y <= rect.y + rect.height <= plot.bottom + 0.2
        assert len(plot.under) <= 17
        assert len(plot.totals) == sum(bool(column.total) for column in columns)


def test_what_was_not_heard_is_hatched_and_never_zero():
    plot = plot_columns([Column("1", 4), Column("2", None), Column("3", None), Column("4", 0), Column("5", None)])
    assert len(plot.gaps) == 2
    assert plot.gaps[0].width > plot.gaps[1].width
    assert len(plot.totals) == 1


def test_labels_do_not_lie_on_each_other():
    columns = [Column("1", 10, 10)]
    plot = plot_columns(columns)
    label_last(plot, columns, "mentions", "praise")
    assert plot.part_label.y - plot.total_label.y >= 15


def test_a_chart_without_anything_is_still_a_chart():
    plot = plot_columns([])
    label_last(plot, [], "mentions", "praise")
    assert plot.totals == []
    assert columns_text([]) == (None, 0)


def test_the_ring_never_runs_over():
    assert ring(0, 300) == "0.0 60"
    assert ring(900, 300) == "50.3 60"
