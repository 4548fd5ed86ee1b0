"""The scene: one JSON object for the canvas, built with pyvis's Network.

pyvis keeps nodes, edges and options; the vis-network file inside its package draws them. What the picture adds are the
drawing steps of its marks (`marks`, by the `kind` on each node), what lies behind the network (`back`) and what can be
selected (`targets`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboards.drawing.card import Card
    from dashboards.drawing.drawing import Drawing, Target

Scene = dict[str, Any]
# Names of the facts on a card; a scene refers to them by position.
FACTS = ("Agreement", "Last contact", "Agreed rhythm", "People on the link", "Planned by", "Support", "Owner")

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "dragView": False,
        "zoomView": False,
        "hover": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "tooltipDelay": 200,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "custom", "physics": False, "chosen": False},
    "edges": {"smooth": False, "chosen": False, "selectionWidth": 0, "hoverWidth": 0, "physics": False},
}


def build_network(drawing: Drawing) -> Any:  # noqa: ANN401 - pyvis carries no types
    """The drawing as a pyvis Network: fixed positions, straight edges, no physics.

    Args:
        drawing: A finished drawing.
    """
    from pyvis.network import Network

    # Undirected networks of pyvis silently drop a second edge between the same two nodes.
    network = Network(directed=True, height=f"{drawing.height:g}px", width=f"{drawing.width:g}px")
    network.set_options(json.dumps(_OPTIONS))
    for node in drawing.nodes.values():
        network.add_node(
            node.key,
            label=" ",
            shape="custom",
            x=node.x,
            y=node.y,
            size=round(node.mark.size, 1),
            kind=node.mark.kind,
            target=node.target,
            title=node.title,
        )
    for edge in drawing.edges:
        stroke = edge.stroke
        network.add_edge(
            edge.start, edge.end, arrows="", role=stroke.role, width=stroke.width, dashes=list(stroke.dash) or False
        )
    return network


def build_scene(drawing: Drawing) -> Scene:
    """The scene of a drawing, small enough to be sent on every step.

    Args:
        drawing: A finished drawing.
    """
    network = build_network(drawing)
    return {
        "id": drawing.name,
        "w": drawing.width,
        "h": drawing.height,
        "unit": drawing.unit,
        "nodes": [_lean_node(node) for node in network.nodes],
        "edges": [_lean(edge, {"arrows"}) for edge in network.edges],
        "options": network.options,
        "marks": {node.mark.kind: list(node.mark.steps) for node in drawing.nodes.values()},
        "back": drawing.back,
        "targets": [_target(target) for target in drawing.targets.values()],
    }


def _lean_node(node: dict[str, Any]) -> dict[str, Any]:
    """A node without defaults that the script knows: the tooltip is its target's, the target usually itself."""
    lean = _lean(node, {"label", "color", "font", "shape", "title"})
    if lean.get("target") == lean["id"]:
        del lean["target"]
    if lean.get("size") == 1:
        del lean["size"]
    return lean


def _lean(item: dict[str, Any], without: set[str]) -> dict[str, Any]:
    """The fields of a node or edge for the script, without defaults and empty values."""
    return {key: value for key, value in item.items() if key not in without and value not in ("", False)}


def _target(target: Target) -> dict[str, Any]:
    """The fields of a target for the script."""
    out: dict[str, Any] = {"key": target.key, "x": target.x, "y": target.y, "r": target.r, "says": target.says}
    if target.parent:
        out["parent"] = target.parent
    if target.gap:
        out["gap"] = target.gap
    if target.area:
        out["area"] = list(target.area)
    if target.fold:
        out["fold"] = target.fold
    if target.card:
        out["card"] = card_data(target.card)
    return out


def card_data(card: Card) -> dict[str, Any]:
    """A card for the script; empty parts are left out."""
    out: dict[str, Any] = {"title": card.title, "text": card.text}
    if card.number:
        out["number"] = card.number
    if card.facts:
        out["facts"] = [[FACTS.index(name), value] for name, value in card.facts]
    if card.do:
        out["do"] = card.do
    if card.at is not None:
        out["at"] = list(card.at)
    if card.head:
        out["head"] = card.head
    if card.key:
        out["key"] = card.key
    if card.record:
        out["record"] = card.record
    return out
