"""Seasons, hours and weather within a poem."""

from __future__ import annotations

import pytest

from poetgui.composer.writing.scene import contradictions, labels


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("北风吹起江南岸", "明月满船人不会"), {"冬", "夜", "晴"}),
        (("红叶纷纷春雨后",), {"秋", "春", "雨"}),
        (("独坐蒲团看落霞",), {"昏"}),
        (("人生乐事少年华",), set()),
    ],
)
def test_labels(lines: tuple[str, ...], found: set[str]) -> None:
    assert labels(lines) == found


@pytest.mark.parametrize(
    ("lines", "weight"),
    [
        (("床前明月光", "疑是地上霜", "举头望明月", "低头思故乡"), 0.0),
        (("红叶纷纷春雨后", "绿杨深巷晓风中"), 1.0),
        (("日出江花红胜火", "一灯残月下西楼"), 0.0),  # the moon still stands at dawn
        (("斜阳照墟落", "朝日下长川"), 1.0),
        (("秋风吹不尽", "雪满弓刀"), 0.5),
        (("夜雨声烦", "白日当空"), 2.0),  # by night and day, in rain and sun
    ],
)
def test_contradictions(lines: tuple[str, ...], weight: float) -> None:
    assert contradictions(lines) == weight
