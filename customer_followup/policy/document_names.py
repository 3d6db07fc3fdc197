"""Which paper a file is, by its name, and which files are pages of one paper.

Pure functions: facts in, a decision out.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words that tell a kind of paper.

    :param words: its names, code and keywords, in all languages
    """

    type_id: int
    words: tuple[str, ...]


def split_keywords(text: str | None) -> list[str]:
    """Return the words of a comma separated list, whatever the comma.

    >>> split_keywords("licence, 营业执照、执照;; ")
    ['licence', '营业执照', '执照']
    """
    words = re.split(r"[,、;\n]", unicodedata.normalize("NFKC", text or ""))
    return [word.strip() for word in words if word.strip()]


def propose_type(file_name: str, papers: Iterable[PaperWords]) -> int | None:
    """Return which paper a file is by its name; nothing when that cannot be told.

    The longest word that is in the name decides. Case, width and punctuation do not
    matter. Two papers that fit equally well are a question for people.

    >>> papers = [PaperWords(1, ("licence", "执照")), PaperWords(2, ("land use",))]
    >>> propose_type("Blue Mill - LAND_USE 2026.pdf", papers)
    2
    >>> propose_type("蓝厂营业执照.jpg", papers)
    1
    >>> propose_type("IMG_0001.jpg", papers) is None
    True
    """
    stem, dot, _extension = file_name.rpartition(".")
    text = _simplify(_split_camel_case(stem if dot else file_name))
    best = {}
    for paper in papers:
        lengths = [length for word in paper.words if (length := _find(word, text))]
        if lengths:
            best[paper.type_id] = max(lengths)
    longest = [id_ for id_, length in best.items() if length == max(best.values())]
    return longest[0] if len(longest) == 1 else None


def _split_camel_case(text: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)


def _simplify(text: str) -> str:
    """Return the text in small letters, with one blank for whatever is no letter.

    Chinese characters stand together, as people put blanks between them at will.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\W_]+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


def _find(word: str, text: str) -> int:
    """Return how many characters of a word are found in a text; 0 without it."""
    pattern, length = _compile(word)
    return length if pattern and pattern.search(text) else 0


@lru_cache(maxsize=4096)
def _compile(word: str) -> tuple[re.Pattern | None, int]:
    """Return the pattern of a word, and its length.

    A word of letters has to stand alone, as there is *land* in every *Island*; Chinese
    has no blanks between words.
    """
    parts = _simplify(word).split()
    if not parts:
        return None, 0
    body = " ?".join(map(re.escape, parts))
    # a digit or a Chinese character beside a word of letters ends it as well
    before = r"(?<![a-z])" if parts[0][0].isascii() else ""
    after = r"s?(?![a-z])" if parts[-1][-1].isascii() else ""
    return re.compile(before + body + after), sum(map(len, parts))


def group_pages(pages: Iterable[tuple[Hashable, int, str]]) -> list[list[Hashable]]:
    """Return which files are pages of one paper.

    Files of one type belong together, unless their numbers say that they are different
    papers. One without a number joins the first of its type.

    :param pages: file, type and number in their order

    >>> group_pages([("a", 1, ""), ("b", 2, ""), ("c", 1, "")])
    [['a', 'c'], ['b']]
    >>> group_pages([("a", 1, "C-1"), ("b", 1, "C-2"), ("c", 1, "")])
    [['a', 'c'], ['b']]
    """
    groups: dict[tuple[int, str], list] = {}
    unnumbered: dict[int, list] = {}
    order = []
    for page, type_id, number in pages:
        number = (number or "").strip()
        order.append(page)
        if number:
            groups.setdefault((type_id, number), []).append(page)
        else:
            unnumbered.setdefault(type_id, []).append(page)
    for type_id, loose in unnumbered.items():
        first = next((key for key in groups if key[0] == type_id), (type_id, ""))
        groups.setdefault(first, []).extend(loose)
    place = {page: index for index, page in enumerate(order)}
    results = [sorted(group, key=place.get) for group in groups.values()]
    return sorted(results, key=lambda group: place[group[0]])
