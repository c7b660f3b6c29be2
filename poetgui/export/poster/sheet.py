"""Where everything stands on a poster: what a layout gives and what is painted. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from poetgui.grid import Place

INK, FAINT = "ink", "faint"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, its em box centred on a point."""

    character: str
    x: float
    y: float
    em: float
    role: str = INK
    place: Place | None = None
    """The cell of the poem; None in an inscription."""
    angle: float = 0.0
    """Degrees clockwise."""


@dataclass(frozen=True, slots=True)
class Square:
    """A seal, by its upper left corner."""

    x: float
    y: float
    side: float
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Sector:
    """A fan's leaf: between two radii around a centre, from -span to span degrees of upright."""

    x: float
    y: float
    inner: float
    outer: float
    span: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid out poster, in logical units."""

    width: float
    height: float
    leaves: tuple[Area | Sector, ...]
    """The pieces of paper; the mounting shows around them."""
    glyphs: tuple[Glyph, ...]
    seals: tuple[Square, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()
    mounted: bool = False
    """Whether silk shows around the leaves; else they are the whole sheet."""
    rods: tuple[Area, ...] = ()
    """Ends of a scroll."""
