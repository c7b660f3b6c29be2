from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from poetgui import settings
from poetgui.errors import UserError
from poetgui.settings import OPTIONS, Option, Settings, option_of

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def good_values(option: Option) -> st.SearchStrategy:
    if option.choices:
        return st.sampled_from(sorted(option.choices))
    if option.kind is bool:
        return st.booleans()
    if option.kind is int:
        return st.integers(int(option.low), int(option.high))
    if option.kind is float:
        return st.floats(option.low, option.high)
    words = st.text("春花秋月", min_size=1, max_size=4)
    return st.lists(words, max_size=3).map(tuple) if option.kind is tuple else words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "设 置" / "settings.json"


@given(st.fixed_dictionaries({o.name: good_values(o) for o in OPTIONS}))
@hypothesis_settings(deadline=None, max_examples=40)
def test_whatever_is_set_comes_back(values: dict) -> None:
    chosen = Settings().changed(**values)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.json")
        settings.save(chosen, path)
        assert settings.load(path) == chosen
        assert not settings.damaged_copy(path).exists()
    assert all(getattr(chosen, name) == value for name, value in values.items())


@given(st.dictionaries(st.sampled_from([o.name for o in OPTIONS]) | st.text(), json_values))
@hypothesis_settings(deadline=None)
def test_no_content_is_too_strange_to_load(content: dict) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "settings.json")
        path.write_text(json.dumps(content), encoding="utf-8")
        loaded = settings.load(path)
    assert all(o.accepts(getattr(loaded, o.name)) for o in OPTIONS)


def test_the_defaults_are_inside_their_own_ranges() -> None:
    assert all(o.accepts(getattr(Settings(), o.name)) for o in OPTIONS)
    assert len({o.name for o in OPTIONS}) == len(OPTIONS)
    assert all(o.zh and o.en for o in OPTIONS)


def test_a_missing_file_gives_the_defaults(path: Path) -> None:
    assert settings.load(path) == Settings()


def test_the_users_folder_is_used_by_default(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("POETGUI_HOME", str(tmp_path / "家"))
    settings.save(Settings(theme="dark"))
    assert settings.load().theme == "dark"
    assert (tmp_path / "家" / "settings.json").exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", "三".encode("gbk"), b"[1, 2]", b"null", b"[" * 100_000],
)
def test_a_damaged_file_is_kept_and_the_defaults_used(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert settings.load(path) == Settings()
    assert settings.damaged_copy(path).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"),
        ("count", 0),
        ("count", 21),
        ("count", "5"),
        ("count", True),
        ("count", 2.5),
        ("tone_marks", 1),
        ("daring", float("nan")),
        ("daring", 1.5),
        ("daring", True),
        ("seal", ""),
        ("seal", "一二三四五"),
        ("seal", " 一"),
        ("avoid", "不知"),
        ("avoid", ["不知", 3]),
        ("avoid", ["不知", " "]),
        ("model", None),
    ],
)
def test_a_bad_value_is_refused_here_and_replaced_there(tmp_path: Path, name, value) -> None:
    with pytest.raises(UserError, match=option_of(name).zh):
        Settings().changed(**{name: value})
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({name: value, "language": "en"}), encoding="utf-8")
    loaded = settings.load(path)
    assert loaded == Settings(language="en")
    assert settings.damaged_copy(path).exists()


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"from_the_future": {"a": [1]}, "count": 3}), encoding="utf-8")
    loaded = settings.load(path)
    settings.save(loaded.changed(count=4), path)
    assert json.loads(path.read_text(encoding="utf-8"))["from_the_future"] == {"a": [1]}
    assert settings.load(path).count == 4
    assert not settings.damaged_copy(path).exists()


def test_a_setting_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Settings().changed(nothing=1)


def test_a_folder_that_cannot_be_made_is_said_in_chinese_and_the_old_file_stays(path: Path) -> None:
    path.parent.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="那里有一个同名的文件"):
        settings.save(Settings(), path)
    path.parent.unlink()
    settings.save(Settings(), path)
    before = path.read_bytes()
    with pytest.raises(TypeError):
        settings.save(Settings(unknown={"a": object()}), path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["settings.json"]


def test_a_value_that_the_disk_changed_is_told_though_it_may_be(path: Path) -> None:
    settings.save(Settings(seal="一二三四", count=5), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("一二三四", "一二三七"), encoding="utf-8")
    found, whole = settings.read(path)
    assert not whole
    assert (found.seal, found.count) == ("一二三七", 5)
    assert "一二三七" in settings.damaged_copy(path).read_text(encoding="utf-8")
    settings.save(found, path)
    assert settings.read(path) == (found, True)


def test_a_file_written_by_hand_needs_no_checksum(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"count": 7}', encoding="utf-8")
    assert settings.read(path) == (Settings(count=7), True)
