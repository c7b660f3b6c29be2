from __future__ import annotations

import os

import pytest

from poetgui.grid import Place, Poem, Tone

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _application(qapp):
    """Fonts need a QGuiApplication."""
    return qapp


@pytest.fixture
def spring() -> Poem:
    return Poem(
        lines=("春风何处好", "花发已成阴", "秋色无多日", "月明一夜心"),
        form="五绝",
        title="春花秋月",
        pins=frozenset(Place(i, 0) for i in range(4)),
    )


@pytest.fixture
def tones(spring: Poem) -> dict[Place, Tone]:
    return {
        Place(i, j): Tone.LEVEL if (i + j) % 2 else Tone.OBLIQUE
        for i, line in enumerate(spring.lines)
        for j in range(len(line))
    }
