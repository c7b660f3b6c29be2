"""What a model's manifest says, as a person reads it. Manifests come from anywhere: nothing is
taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

MEBIBYTE = 1 << 20


def facts(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(label, value) for everything that is known: date, data, perplexity, size, weights."""
    weights, vocabulary = _number(manifest, "network", "weights"), _number(manifest, *_VOCABULARY)
    found = [
        (translate("ModelCard", "日期"), str(manifest.get("created") or "")[:10]),
        (translate("ModelCard", "语料"), _data(manifest)),
        (translate("ModelCard", "困惑度"), _perplexity(manifest)),
        (translate("ModelCard", "参数"), f"{weights:,}" if weights else ""),
        (translate("ModelCard", "字表"), f"{vocabulary:,}" if vocabulary else ""),
        (translate("ModelCard", "训练"), _training(manifest)),
        (translate("ModelCard", "大小"), _size(manifest)),
    ]
    return [(label, value) for label, value in found if value]


_VOCABULARY = ("data", "vocabulary")


def _part(manifest: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = manifest.get(name)
    return part if isinstance(part, Mapping) else {}


def _number(manifest: Mapping[str, Any], part: str, name: str) -> int | float | None:
    value = _part(manifest, part).get(name)
    return value if isinstance(value, int | float) else None


def _data(manifest: Mapping[str, Any]) -> str:
    kept = _part(_part(manifest, "data"), "kept")
    counts = {form: n for form, n in kept.items() if isinstance(n, int)}
    characters = _number(manifest, "data", "characters")
    said = []
    if characters:
        said.append(translate("ModelCard", "%1 字").replace("%1", f"{characters:,}"))
    if counts:
        poems = translate("ModelCard", "%1 首：%2").replace("%1", f"{sum(counts.values()):,}")
        largest = sorted(counts.items(), key=lambda item: -item[1])
        said.append(poems.replace("%2", "、".join(f"{form} {n:,}" for form, n in largest)))
    return translate("ModelCard", "，").join(said)


def _perplexity(manifest: Mapping[str, Any]) -> str:
    """Of the test part, per Han character: the smaller the better."""
    named = {
        "perplexity": translate("ModelCard", "%1"),
        "perplexity_form": translate("ModelCard", "示体裁 %1"),
        "perplexity_prosody": translate("ModelCard", "示格律 %1"),
        "perplexity_heads": translate("ModelCard", "示藏头 %1"),
        "perplexity_theme": translate("ModelCard", "示主题 %1"),
    }
    said = []
    for key, text in named.items():
        if (value := _number(manifest, "figures", key)) is not None:
            said.append(text.replace("%1", f"{value:.1f}"))
    return translate("ModelCard", "，").join(said)


def _training(manifest: Mapping[str, Any]) -> str:
    training = _part(manifest, "training")
    passes, seconds = (_number(manifest, "training", name) for name in ("passes", "seconds"))
    said = [str(training.get("preset") or "")]
    if passes:
        said.append(translate("ModelCard", "%1 遍").replace("%1", f"{passes:g}"))
    if seconds:
        said.append(translate("ModelCard", "%1 分钟").replace("%1", str(round(seconds / 60))))
    return translate("ModelCard", "，").join(part for part in said if part)


def _size(manifest: Mapping[str, Any]) -> str:
    sizes = [
        entry["bytes"]
        for entry in _part(manifest, "files").values()
        if isinstance(entry, Mapping) and isinstance(entry.get("bytes"), int)
    ]
    return f"{sum(sizes) / MEBIBYTE:.1f} MiB" if sizes else ""
