"""Forms and tunes as cards with their shape drawn, found by typing."""

# ruff: noqa: N802 - Qt names its virtual methods in camel case

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from poetgui.ui.request.form_cards import FormCard
from poetgui.ui.request.form_shape import draw_shape
from poetgui.ui.style.theme import Theme
from poetgui.ui.widgets.picker import ModelIndex
from poetgui.ui.widgets.pinyin_initials import matches

CARD = QSize(84, 82)
"""A card at 100%."""
COLUMNS, ROWS = 4, 4.6
CARD_ROLE = int(Qt.ItemDataRole.UserRole)


class FormChooser(QFrame):
    """A list of cards over the window; type to search, arrows and Enter to choose, Esc to leave."""

    chosen = Signal(object)
    """The Offer."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("chooser")
        self._theme = theme
        self._cards: tuple[FormCard, ...] = ()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._refresh())
        self.search.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(CardDelegate(theme, self))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self.nothing_label = QLabel()
        self.nothing_label.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.nothing_label)
        column.addWidget(self.view, 1)

    def open(self, cards: Sequence[FormCard], value: str | None, below: QWidget) -> None:
        """Show these, with one of them chosen, below a widget."""
        self._cards = tuple(cards)
        self.search.setPlaceholderText(self.tr("打字或拼音首字母来找"))
        self.search.setAccessibleName(self.tr("找体裁、词牌"))
        self.view.setAccessibleName(self.tr("体裁与词牌"))
        self.nothing_label.setText(self.tr("没有找到。"))
        self.search.clear()
        self._refresh(value)
        scaled = self._theme.scaled
        bar = self.view.verticalScrollBar().sizeHint().width()
        width = COLUMNS * scaled(CARD.width()) + bar + 24
        window = below.window()
        rows = -(-len(self._cards) // COLUMNS)
        height = round(min(ROWS, rows) * scaled(CARD.height())) + scaled(32) + 40
        self.resize(min(width, window.width() - 24), min(height, window.height() - 24))
        corner = below.mapToGlobal(QPoint(0, below.height() + 2))
        inside = window.mapToGlobal(QPoint(window.width(), window.height())) - QPoint(12, 12)
        corner.setX(min(corner.x(), inside.x() - self.width()))
        corner.setY(min(corner.y(), inside.y() - self.height()))
        self.move(corner)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[FormCard]:
        """The cards that the search left."""
        return [self._model.item(i).data(CARD_ROLE) for i in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search line belong to the cards."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.view.currentIndex())
                return True
            if event.key() in keys:
                self.view.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _refresh(self, value: str | None = None) -> None:
        typed = self.search.text()
        self._model.clear()
        # Of those that are found the shortest names first: 浣溪沙 before 摊破浣溪沙.
        for card in sorted(self._cards, key=lambda o: len(o.label)) if typed else self._cards:
            if not typed.strip() or matches(typed, card.label, *card.keys):
                item = QStandardItem(card.label)
                item.setData(card, CARD_ROLE)
                item.setToolTip(card.tip)
                item.setData(f"{card.label} {card.note}", Qt.ItemDataRole.AccessibleTextRole)
                item.setEditable(False)
                self._model.appendRow(item)
        found = self.shown()
        self.nothing_label.setVisible(not found)
        at = next((i for i, o in enumerate(found) if o.value == value and not typed), 0)
        self.view.setCurrentIndex(self._model.index(at, 0))

    def _choose(self, index: ModelIndex) -> None:
        if index.isValid():
            self.hide()
            self.chosen.emit(index.data(CARD_ROLE))


class CardDelegate(QStyledItemDelegate):
    """Paints a card: the shape, the name, how long it is."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(self._theme.scaled(CARD.width()), self._theme.scaled(CARD.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        card: FormCard = index.data(CARD_ROLE)
        tokens, px = self._theme.tokens, self._theme.scaled
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(QColor(tokens.green if chosen else tokens.line), 1))
            painter.setBrush(QColor(tokens.green_wash if chosen else tokens.field))
            painter.drawRoundedRect(rect, px(6), px(6))
        top = QRectF(rect).adjusted(px(6), px(6), -px(6), -px(40))
        draw_shape(painter, top, card.shape, QColor(tokens.muted), self._theme.scale)
        for size, colour, bottom, text in (
            (14, tokens.ink, 21, card.label),
            (11, tokens.muted, 4, card.note),
        ):
            font = QFont(option.font)  # type: ignore[attr-defined]
            font.setPixelSize(px(size))
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = rect.adjusted(2, rect.height() - px(bottom + 18), -2, -px(bottom))
            middle = Qt.AlignmentFlag.AlignCenter
            elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, middle, elided)
        painter.restore()
