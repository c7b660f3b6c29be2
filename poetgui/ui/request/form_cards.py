"""Forms and tunes as the cards that are offered."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from poetgui.prosody.forms.verse_forms import FORMS, Form, tune_forms
from poetgui.ui.request.form_shape import Shape, shape_of
from poetgui.ui.style.messages import form_label
from poetgui.ui.style.translation import speaks_english

translate = QCoreApplication.translate


@dataclass(frozen=True)
class FormCard:
    """A form as a card. `value` is what the request carries; None: as the input asks."""

    value: str | None
    label: str
    note: str = ""
    """A second, quieter line: how many characters."""
    shape: Shape = field(default_factory=Shape)
    keys: tuple[str, ...] = ()
    """Further words that find it: full name, pinyin, other names."""
    tip: str = ""


def verse_cards() -> list[FormCard]:
    """As the input asks, then every verse form."""
    auto = FormCard(
        None, translate("FormCards", "随字数而定"), keys=(translate("FormCards", "自动"),)
    )
    return [auto, *(_card(form, _verse_note(form)) for form in FORMS.values())]


def tune_cards() -> list[FormCard]:
    """Every tune, in the order of the table."""
    return [_card(form, _tune_note(form)) for form in tune_forms().values()]


def _card(form: Form, note: str) -> FormCard:
    label = form_label(form) if form.tune is None else form.name
    keys = (form.name, form.label, form.pinyin)
    tip = form_label(form)
    if form.tune is not None:
        keys = (*keys, *form.tune.aliases)
        also = translate("FormCards", "又名 %1").replace("%1", "、".join(form.tune.aliases))
        tip = "\n".join(
            [tip, *([also] if form.tune.aliases else []), *(g.pattern for g in form.tune.patterns)]
        )
    return FormCard(form.name, label, note, shape_of(form), keys, tip)


def _verse_note(form: Form) -> str:
    if form.lines is None:
        return translate("FormCards", "句数不限")
    return _length(form)


def _tune_note(form: Form) -> str:
    return form.pinyin if speaks_english() else _length(form)


def _length(form: Form) -> str:
    return translate("FormCards", "%1 字").replace("%1", str(shape_of(form).characters))
