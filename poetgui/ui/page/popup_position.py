"""The position of a popup next to the cell that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 10.0


def popup_position(
    bounds: QRectF, size: QSizeF, cell: QRectF, line: QRectF, others: Sequence[QRectF]
) -> QPointF:
    """The upper left corner for a box of `size` that belongs to `cell`, inside `bounds`.

    It covers as little as can be, first of the cell, then of its line, then of the others; of
    places that are equal in that the one nearest to the cell is taken.
    """
    whole = line
    for other in others:
        whole = whole.united(other)
    middle = cell.center() - QPointF(size.width() / 2, size.height() / 2)
    xs, ys = [middle.x()], [middle.y()]
    for rect in (cell, line, whole):
        xs += [rect.left() - GAP - size.width(), rect.right() + GAP]
        ys += [rect.top() - GAP - size.height(), rect.bottom() + GAP]
    xs = [min(max(x, bounds.left()), bounds.right() - size.width()) for x in xs]
    ys = [min(max(y, bounds.top()), bounds.bottom() - size.height()) for y in ys]

    def cost(corner: QPointF) -> tuple[float, float, int, float]:
        box = QRectF(corner, size)
        away = box.center() - cell.center()
        hidden = sum(box.intersects(other) for other in others)
        return (
            round(_area(box & cell)),
            round(_area(box & line)),
            hidden,
            abs(away.x()) + abs(away.y()),
        )

    return min((QPointF(x, y) for x in xs for y in ys), key=cost)


def _area(rect: QRectF) -> float:
    return max(0.0, rect.width()) * max(0.0, rect.height())
