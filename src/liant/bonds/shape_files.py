"""Released shapes as files, for whoever wants to look for themselves: a table of all periods, and the last one as a graph."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from liant.bonds.models import Shape
from liant.bonds.outside import beside_of
from liant.bonds.seen import Seen
from liant.engines.suppression import BETWEEN, EVERYONE, WITHIN, Block
from liant.engines.ties.shape import Estimate

COLUMNS = ("period", "from", "to", "what", "one", "other", "people", "pairs", "in_contact", "value", "low", "high", "strength",
           "few_ties")  # fmt: skip
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
SUMS: dict[Block, str] = {WITHIN: "within", BETWEEN: "between", EVERYONE: "everyone"}
Row = dict[str, Any]
SHARING = (("sharing_known", "people"), ("sharing_known", "value"), ("sharing_others", "people"), ("sharing_others", "value"),
           ("sharing_more", "value"), ("sharing_more", "low"), ("sharing_more", "high"))  # fmt: skip


def rows_of(shapes: Sequence[Shape]) -> Iterator[Row]:
    """Blocks, teams, communities outside, and who shares more, of each period; what is hidden is empty. `value`: a share of pairs, or how
    often each shared in four weeks."""
    for shape in shapes:
        seen = Seen(shape.figures)
        when = {"period": shape.number, "from": shape.from_on.isoformat(), "to": shape.to_on.isoformat()}
        for block, cell in seen.cells.items():
            names = sorted(seen.names[code] for code in block) if len(block) == 2 else ["", ""]
            yield {
                **dict.fromkeys(COLUMNS), **when, "what": SUMS.get(block, "teams"), "one": names[0], "other": names[1],
                "pairs": cell.pairs, "in_contact": cell.ties, **told(cell.share),
                "strength": None if cell.strength is None else round(100 * cell.strength.value),
            }  # fmt: skip
        for team in seen.teams:
            yield {**dict.fromkeys(COLUMNS), **when, "what": "team", "one": team.name, "people": team.people,
                   "few_ties": seen.few_of.get(team.code)}  # fmt: skip
        yield {
            **dict.fromkeys(COLUMNS),
            **when,
            "what": "people",
            "people": seen.people,
            "few_ties": seen.few_of.get(""),
        }
        for one in shape.figures.get("communities", ()):
            yield {**dict.fromkeys(COLUMNS), **when, "what": "community", "one": one["name"], "people": one["known"]}
        for what, values in sharing(shape).items():
            yield {**dict.fromkeys(COLUMNS), **when, "what": what, **values}


def sharing(shape: Shape) -> dict[str, Row]:
    """Who shares more, as the page says it: means and their difference only where there is one, all to a tenth; empty where too few are
    on a side."""
    found = beside_of(shape.figures.get("shares"))
    if found is None:
        return {"sharing_known": {}, "sharing_others": {}, "sharing_more": {}}
    is_clear = found.low > 0 or found.high < 0
    means = (found.with_tie, found.without, found.more) if is_clear else (None, None, None)
    known, others, more = (None if one is None else round(one, 1) for one in means)
    return {
        "sharing_known": {"people": found.people, "value": known},
        "sharing_others": {"people": found.others, "value": others},
        "sharing_more": {"value": more, "low": round(found.low, 1), "high": round(found.high, 1)},
    }


def told(share: Estimate | None) -> Row:
    return (
        {}
        if share is None
        else {name: round(value, 4) for name, value in zip(("value", "low", "high"), share, strict=True)}
    )


def as_csv(shapes: Sequence[Shape]) -> str:
    written = io.StringIO()
    out = csv.DictWriter(written, COLUMNS)
    out.writeheader()
    for row in rows_of(shapes):
        out.writerow({name: safe(value) for name, value in row.items()})
    return written.getvalue()


def safe(value: Any) -> Any:
    """A name that a spreadsheet would take for a formula is kept a name."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def as_parquet(shapes: Sequence[Shape]) -> bytes:
    import pyarrow as pa  # late: only this file needs Arrow
    import pyarrow.parquet as pq

    whole, share, text = pa.int64(), pa.float64(), pa.string()
    kinds = {"period": whole, "people": whole, "pairs": whole, "in_contact": whole, "value": share, "low": share, "high": share,
             "strength": whole, "few_ties": whole}  # fmt: skip
    schema = pa.schema([(name, kinds.get(name, text)) for name in COLUMNS])
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows_of(shapes)), schema), written)
    return written.getvalue()


def as_graphml(shapes: Sequence[Shape]) -> bytes:
    """Teams, shown links, and communities outside where enough are known, a graph for each period; with it, who shares more."""
    root = ET.Element("graphml", xmlns=GRAPHML)
    ends = [(f"{what}_{name}", "int" if name == "people" else "double", "graph") for what, name in SHARING]
    for key, kind, of in (*ends, ("kind", "string", "node"), ("name", "string", "node"), ("people", "int", "node"), ("few_ties", "int", "node"), ("pairs", "int", "edge"),
                          ("in_contact", "int", "edge"), ("value", "double", "edge"), ("low", "double", "edge"),
                          ("high", "double", "edge"), ("strength", "int", "edge")):  # fmt: skip
        ET.SubElement(root, "key", {"id": f"{of}-{key}", "for": of, "attr.name": key, "attr.type": kind})
    for shape in shapes:
        graph = ET.SubElement(root, "graph", id=f"ties-{shape.to_on.isoformat()}", edgedefault="undirected")
        told_of = sharing(shape)
        data(graph, "graph", {f"{what}_{name}": told_of[what].get(name) for what, name in SHARING})
        draw(graph, Seen(shape.figures))
        for one in shape.figures.get("communities", ()):
            if one["known"] is not None:
                node = ET.SubElement(graph, "node", id=f"c{one['id']}")
                data(node, "node", {"kind": "community", "name": one["name"], "people": one["known"]})
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def draw(graph: ET.Element, seen: Seen) -> None:
    for team in seen.teams:
        node = ET.SubElement(graph, "node", id=f"t{team.code}")
        data(
            node,
            "node",
            {"kind": "team", "name": team.name, "people": team.people, "few_ties": seen.few_of.get(team.code)},
        )
    for block, cell in seen.cells.items():
        if len(block) == 2 and cell.share is not None:
            edge = ET.SubElement(graph, "edge", source=f"t{block[0]}", target=f"t{block[1]}")
            strength = None if cell.strength is None else round(100 * cell.strength.value)
            data(edge, "edge", {"pairs": cell.pairs, "in_contact": cell.ties, **told(cell.share), "strength": strength})


def data(parent: ET.Element, of: str, values: Row) -> None:
    for key, value in values.items():
        if value is not None:
            ET.SubElement(parent, "data", key=f"{of}-{key}").text = str(value)
