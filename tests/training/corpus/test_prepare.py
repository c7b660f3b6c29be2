"""From the corpus to arrays."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from poetgui.engine.model.features import FORMS, UNK
from poetgui.errors import UserError
from tests.training import poems
from training.corpus import poem_sources as corpus_module
from training.corpus import prepare as module
from training.corpus.dataset import Corpus
from training.corpus.poem_sources import COMMIT, sources
from training.corpus.prepare import MARKERS, MAX_LINES, prepare, split_of
from training.corpus.splits import Split

ARRAYS = ("titles", "characters", "tones", "words", "lines", "rhymes", "poems", "couplets")


def distinct_lines(corpus: Corpus, row: int) -> tuple[str, ...]:
    """A poem as it can be read back from the arrays."""
    poem = corpus.poems[row]
    at, result = int(poem["start"]), []
    for width in corpus.widths[int(poem["line"]) : int(poem["line"]) + int(poem["lines"])]:
        ids = corpus.text[at : at + int(width)]
        result.append("".join(corpus.vocabulary["characters"][i] for i in ids))
        at += int(width)
    assert at == int(poem["start"]) + int(poem["length"])
    return tuple(result)


def texts_of(corpus: Corpus) -> list[tuple[str, ...]]:
    return [distinct_lines(corpus, row) for row in range(len(corpus.poems))]


def prepared(folder: Path, texts: dict[str, str]) -> Corpus:
    prepare(poems.write_folder(texts, folder / "corpus"), folder / "data")
    return Corpus(folder / "data")


def known(lines: tuple[str, ...], corpus: Corpus) -> tuple[str, ...]:
    """The lines as the vocabulary of the corpus can say them."""
    vocabulary = set(corpus.vocabulary["characters"])
    return tuple("".join(c if c in vocabulary else MARKERS[UNK] for c in line) for line in lines)


def plain(made: list[tuple[str, ...]]) -> dict[str, str]:
    return {"诗.txt": "\n\n".join("\n".join(lines) for lines in made)}


def test_the_arrays_hold_every_poem_in_simplified_script(
    corpus: Corpus, made: list[poems.Made], tunes: list[poems.Made]
) -> None:
    pieces = [
        piece
        for poem in made + tunes
        for i in range(0, len(poem.lines), MAX_LINES)
        if len(piece := poem.lines[i : i + MAX_LINES]) > 1
    ]
    expected = [known(piece, corpus) for piece in pieces]
    assert sorted(texts_of(corpus)) == sorted(expected)


def test_the_arrays_agree_with_each_other(corpus: Corpus) -> None:
    table = corpus.poems
    assert len(corpus.text) == len(corpus.tones) == len(corpus.words) == corpus.widths.sum()
    assert (np.cumsum(table["length"]) - table["length"] == table["start"]).all()
    lines = table["lines"].astype(int)
    assert (np.cumsum(lines) - lines == table["line"]).all()
    assert table["length"].sum() == len(corpus.text)
    assert lines.sum() == len(corpus.widths)
    assert lines.max() == MAX_LINES
    assert table["style"].max() < 1 + len(corpus.manifest["styles"])
    assert table["title"].max() < len(corpus.lexicon["words"])
    assert corpus.manifest["characters"] == len(corpus.text)
    assert corpus.manifest["vocabulary"] == len(corpus.vocabulary["characters"])
    assert sum(corpus.manifest["poems"].values()) == len(table)


def test_form_poet_and_dynasty_are_given(corpus: Corpus) -> None:
    styles = ["", *corpus.manifest["styles"]]
    assert styles == ["", "唐", "宋", *styles[3:]]
    assert {"甲山人", "乙野老"} <= set(styles)
    assert "丙词客" not in styles  # 8 poems are too few to learn a hand from
    for poem, lines in zip(corpus.poems, texts_of(corpus), strict=True):
        poet, dynasty = styles[poem["style"]], styles[poem["dynasty"]]
        assert (poet, dynasty) in {("甲山人", "唐"), ("乙野老", "宋"), ("", "宋")}
        form = FORMS[poem["form"]]
        assert form == "词" if len(lines[0]) == 6 else form.startswith("五七"[len(lines[0]) == 7])


def test_the_vocabulary_comes_from_the_training_part(tmp_path: Path) -> None:
    chance = random.Random(5)
    made = [poems.regulated("五绝", chance) for _ in range(60)]
    held = poems.held_out("鼐", 0, chance)
    corpus = prepared(tmp_path, plain([*made, held]))
    assert "鼐" not in corpus.vocabulary["characters"]
    assert texts_of(corpus)[-1] == known(held, corpus)
    assert texts_of(corpus)[-1][0].startswith(MARKERS[UNK])
    trained = corpus.text[np.repeat(corpus.poems["part"], corpus.poems["length"]) == 0]
    counts = np.bincount(trained, minlength=len(corpus.vocabulary["counts"]))
    assert corpus.vocabulary["counts"] == counts.tolist()
    assert corpus.vocabulary["characters"][: len(MARKERS)] == list(MARKERS)


def test_rare_characters_of_a_large_corpus_become_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = module.Kept(lines=("清雪事消霞",) * 2, form="五古", split=Split.TRAIN)
    rare = module.Kept(lines=("休阴麻似花",) * 2, form="五古", split=Split.TRAIN)
    tmp_path.joinpath("data").mkdir()
    monkeypatch.setattr(module, "LARGE", 10_000)
    many = [kept] * 1_000
    manifest = module.write([*many, rare], tmp_path / "data")
    vocabulary = json.loads((tmp_path / "data/vocabulary.json").read_text(encoding="utf-8"))
    assert sorted(vocabulary["characters"][3:]) == sorted("清雪事消霞")
    assert vocabulary["counts"][UNK] == 10
    assert manifest["unseen_types"] == 5
    assert np.load(tmp_path / "data/characters.npy")[-10:].tolist() == [UNK] * 10


def test_the_split_depends_on_the_text_alone(tmp_path: Path) -> None:
    chance = random.Random(2)
    made = [poems.regulated("七绝", chance) for _ in range(250)]
    few = prepared(tmp_path / "few", plain(made[:200]))
    chance.shuffle(made)
    many = prepared(tmp_path / "many", plain(made))
    part = dict(zip(texts_of(many), many.poems["part"].tolist(), strict=True))
    assert {0, 1, 2} == set(part.values())
    for lines, number in zip(texts_of(few), few.poems["part"].tolist(), strict=True):
        if MARKERS[UNK] not in "".join(lines):
            assert part[lines] == number


def test_the_parts_are_of_the_size_that_is_said() -> None:
    shares = np.bincount([split_of(str(i)) for i in range(20_000)]) / 20_000
    assert shares == pytest.approx([0.975, 0.01, 0.015], abs=0.004)


def digest(folder: Path) -> dict[str, str]:
    files = {f.name: f.read_bytes() for f in folder.iterdir() if f.name != "manifest.json"}
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def manifest(folder: Path) -> dict[str, Any]:
    data = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {key: value for key, value in data.items() if key not in ("seconds", "checksum")}


def test_a_second_run_writes_the_same(archive: Path, data: Path, tmp_path: Path) -> None:
    prepare(archive, tmp_path)
    assert digest(tmp_path) == digest(data)
    assert manifest(tmp_path) == manifest(data)
    assert sorted(digest(data)) == sorted(
        [*(f"{name}.npy" for name in ARRAYS), "lexicon.json", "vocabulary.json"]
    )


def test_several_processes_read_the_same_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = poems.write_texts(poems.make(90), tmp_path / "诗", each=10)
    assert len(list(sources(folder))) > module.FEW_FILES
    prepare(folder, tmp_path / "several")
    monkeypatch.setattr(module, "FEW_FILES", 100)
    prepare(folder, tmp_path / "one")
    assert digest(tmp_path / "several") == digest(tmp_path / "one")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = poems.write_texts(poems.make(90), tmp_path / "诗", each=10)
    (folder / "坏.txt").write_bytes("清雪事消霞，休阴麻似花。".encode("gb18030"))
    with pytest.raises(UserError, match=r"坏\.txt 不是 UTF-8"):
        prepare(folder, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_the_manifest_names_every_source_and_the_split(archive: Path, data: Path) -> None:
    found = manifest(data)
    assert found["sources"] == {
        s.name: hashlib.sha256(s.data).hexdigest() for s in sources(archive)
    }
    corpus = Corpus(data)
    split = corpus.poems["part"].tobytes() + corpus.text.tobytes()
    assert found["split_sha256"] == hashlib.sha256(split).hexdigest()
    assert found["read"] == 302 + 6 + 8
    assert sum(found["kept"].values()) + sum(found["dropped"].values()) == found["read"]
    assert found["kept"]["词"] == 8


def test_only_the_pinned_corpus_is_called_by_its_commit(
    archive: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "commit" not in manifest(data)
    hashes = manifest(data)["sources"]
    monkeypatch.setattr(module, "CONTENT", corpus_module.content_hash(hashes))
    prepare(archive, tmp_path)
    assert manifest(tmp_path)["commit"] == COMMIT


@pytest.mark.parametrize("seed", range(12))
def test_three_poems_are_enough(seed: int, tmp_path: Path) -> None:
    """Whatever parts their hashes fall into: seeds make all cases, with other forms among them."""
    chance = random.Random(seed)
    made = [poems.regulated("五绝", chance), poems.regulated("七律", chance),
            poems.old_style(5, 6, chance)]  # fmt: skip
    corpus = prepared(tmp_path, plain(made))
    assert sorted(corpus.poems["part"]) == [0, 1, 2]
    forms = {int(p["part"]): FORMS[p["form"]] for p in corpus.poems}
    assert forms[0] == "五古" or split_of("".join(made[2]))


def test_every_part_is_filled_from_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(0)
    train, valid, test = Split
    for present in ([train], [valid], [test], [train, test], [valid, test]):
        made = (poems.regulated("五绝", chance) for _ in range(9))
        kept = [module.Kept(lines=lines, form="五绝", split=Split.TRAIN) for lines in made]
        for i, poem in enumerate(kept):
            poem.split = present[i % len(present)]
        module.fill_splits(kept)
        assert {p.split for p in kept} == {0, 1, 2}
        assert sum(p.split in present for p in kept) == 9 - (3 - len(present))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_are_refused_with_the_table(count: int, tmp_path: Path) -> None:
    made = [p.lines for p in poems.make(count)]
    with pytest.raises(UserError, match=rf"只有 {count} 首.*至少要 3 首[\s\S]*有阙字"):
        prepared(tmp_path, plain([*made, ("清雪□消霞", "休阴麻似花")]))


def test_duplicates_and_variants_are_dropped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [p.lines for p in poems.make(4, forms=("七绝",))]
    first = made[0]
    variant = (*first[:2], *poems.regulated("七绝", random.Random(9))[2:])
    apart = (first[0], *poems.regulated("七绝", random.Random(10))[1:])
    corpus = prepared(tmp_path, plain([*made, first, variant, apart]))
    assert texts_of(corpus) == [known(lines, corpus) for lines in (*made, apart)]
    assert corpus.manifest["dropped"] == {"重复": 1, "与他篇过半相同": 1}
    table = capsys.readouterr().out
    assert "读入 7 首" in table
    assert "重复" in table


def test_long_pieces_are_cut_where_the_program_stops(tmp_path: Path) -> None:
    chance = random.Random(0)
    long = poems.old_style(5, 2 * MAX_LINES + 1, chance)
    corpus = prepared(tmp_path, plain([long, *(p.lines for p in poems.make(3))]))
    assert corpus.poems["lines"][:2].tolist() == [MAX_LINES] * 2  # one line alone is no poem
    assert corpus.poems["form"][:2].tolist() == [FORMS.index("五古")] * 2
    assert len(set(corpus.poems["part"][:2].tolist())) == 1
    assert len(corpus.poems) == 5


def test_an_interrupted_run_is_not_taken_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = poems.write_texts(poems.make(20), tmp_path / "诗")
    prepare(folder, tmp_path / "data")
    save, calls = np.save, []

    def stop(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 3:
            raise KeyboardInterrupt
        save(*arguments)

    monkeypatch.setattr(np, "save", stop)
    with pytest.raises(KeyboardInterrupt):
        prepare(folder, tmp_path / "data")
    with pytest.raises(UserError, match=r"manifest\.json.*prepare"):
        Corpus(tmp_path / "data")
    assert not [f for f in (tmp_path / "data").iterdir() if f.suffix == ".part"]


@pytest.mark.parametrize("name", ["characters.npy", "poems.npy", "lexicon.json", "manifest.json"])
def test_a_bit_that_a_disk_changed_is_noticed(data: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(data, tmp_path / "data")
    path = tmp_path / "data" / name
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) * 2 // 3] ^= 1
    path.write_bytes(spoilt)
    with pytest.raises(UserError, match=r"坏了或被改过.*prepare"):
        Corpus(tmp_path / "data")


def test_a_folder_from_before_there_were_hashes_is_read(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    path = tmp_path / "data" / "manifest.json"
    older = json.loads(path.read_text(encoding="utf-8"))
    del older["files"], older["checksum"]
    path.write_text(json.dumps(older), encoding="utf-8")
    assert Corpus(tmp_path / "data").manifest == older
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(UserError, match=r"manifest\.json"):
        Corpus(tmp_path / "data")
