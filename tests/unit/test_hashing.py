"""Posts as numbers: the same everywhere, of length 1, and quick to make of any text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.triage.features import LIMIT, read
from tickets.triage.hashing import BUCKETS, features, hashed

WORDS = st.lists(
    st.sampled_from(["Amt", "Straße", "ihr", "wann", "🎉", "?", "Бонн"]), min_size=1, max_size=20
)


def buckets(text: str) -> set[int]:
    return set(features(text)[0].tolist())


@given(st.text())
def test_any_text_is_a_vector_of_length_one(text: str) -> None:
    found, values = features(text)
    assert found.dtype == np.int32
    assert found.shape == values.shape
    assert found.min() >= 0
    assert found.max() < BUCKETS
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-4)


def test_the_numbers_are_the_same_on_every_machine() -> None:
    assert sorted(buckets("Wann?"))[:4] == [17024, 20141, 29299, 30564]


@given(WORDS)
def test_a_word_is_cut_alike_wherever_it_stands(words: list[str]) -> None:
    alone = {number for word in words for number in hashed(read(word)).pieces[0].tolist()}
    assert alone <= buckets(" ".join(words))


def test_handles_and_links_count_for_nothing_but_that_they_are_there() -> None:
    assert buckets("@amt@social.example wann kommt der Bus") == buckets("wann kommt der Bus")
    assert buckets("wann https://a.example/x kommt") == buckets("wann https://b.example/y?z=1 kommt")


@pytest.mark.parametrize("same", ["GEBUEHR", "Gebühr", "ge\u00adbühr", "gebu\u0308hr", "g\u200bebühr"])
def test_the_ways_to_write_a_word_are_one(same: str) -> None:
    assert hashed(read(same)).pieces[0].tolist() == hashed(read("gebühr")).pieces[0].tolist()


def test_words_that_are_akin_share_pieces() -> None:
    first, second = (set(hashed(read(word)).pieces[0].tolist()) for word in ("Zertifikat", "Zertifikate"))
    assert len(first & second) > len(first) / 2


def test_order_matters_between_neighbours_only() -> None:
    assert buckets("der Bus kommt") != buckets("kommt der Bus")
    assert buckets("der Bus") & buckets("kommt der Bus") >= buckets("der") & buckets("der Bus")


def test_a_huge_text_is_read_in_part() -> None:
    assert buckets("wort " * 20_000) == buckets(("wort " * 20_000)[:LIMIT])
