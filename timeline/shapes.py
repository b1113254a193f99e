"""The shapes that tell the kinds of event apart without colour, each drawn around (0, 0) in a square of 14 pixels."""

from __future__ import annotations

SHAPES = {
    "circle": "M0-6A6 6 0 1 1 0 6A6 6 0 1 1 0-6Z",
    "square": "M-5.5-5.5H5.5V5.5H-5.5Z",
    "hexagon": "M-3.6-6.3H3.6L7.2 0L3.6 6.3H-3.6L-7.2 0Z",
    "pentagon": "M0-6.8L6.6-2L4.1 5.8H-4.1L-6.6-2Z",
    "star": "M0-7.4L2-2.6L7.1-2.3L3.2 1L4.4 6L0 3.3L-4.4 6L-3.2 1L-7.1-2.3L-2-2.6Z",
    "triangle-up": "M0-6.6L6.8 5.4H-6.8Z",
    "triangle-down": "M0 6.6L6.8-5.4H-6.8Z",
    "bowtie": "M-7-5.8L0-1.6L7-5.8V5.8L0 1.6L-7 5.8Z",
    "hourglass": "M-5.8-7H5.8L1.6 0L5.8 7H-5.8L-1.6 0Z",
    "cross": "M-2.3-6.6H2.3V-2.3H6.6V2.3H2.3V6.6H-2.3V2.3H-6.6V-2.3H-2.3Z",
    "x": "M-6.3-3.6L-3.6-6.3L0-2.7L3.6-6.3L6.3-3.6L2.7 0L6.3 3.6L3.6 6.3L0 2.7L-3.6 6.3L-6.3 3.6L-2.7 0Z",
}
CURVE_SHAPES = ("circle", "square", "triangle-up", "hexagon", "cross", "x", "triangle-down", "star", "bowtie")
"""What tells the lines of calm and conflict apart, in the order of the organisations."""
DIAMOND_PATH = "M0-11L11 0L0 11L-11 0Z"
"""A turning point; no kind has this shape."""


def path(shape: str) -> str:
    """The outline of a shape; a circle when the name isn't known, so that an event is never left out."""
    return SHAPES.get(shape, SHAPES["circle"])
