"""How hard our pages are to read. Only tests use this."""

import re
from html.parser import HTMLParser

SKIPPED = {
    "script", "style", "svg", "table", "select", "textarea", "option", "nav", "header",
    "footer", "dd", "datalist", "code",
}  # fmt: skip
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link",
    "meta", "source", "track", "wbr",
}  # fmt: skip
SENTENCE_BREAKS = {
    "p", "li", "h1", "h2", "h3", "h4", "dt", "label", "legend",
    "button", "summary", "div", "caption", "figcaption",
}  # fmt: skip
HIATUS = re.compile(r"(?<![cgstx])i[aou](?!u)|[aeo]a$|ua(?!r)|[aeiou]ing|yi")  # two vowels that are said apart
SILENT_END = re.compile(r"[^l]e$|[aeiou]le$|[^tdaeiou]ed$|(?<![^aeiou]l)(?<![sxzcgh])es$")


class _MainWords(HTMLParser):
    """The words of <main>, without tables, pictures, what people typed, or anything marked data-reading="skip"."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside_main = False
        self.skipping: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.inside_main = True
        skip = tag in SKIPPED or dict(attrs).get("data-reading") == "skip"
        if tag not in VOID and (skip or self.skipping):
            self.skipping.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag in self.skipping:
            while self.skipping.pop() != tag:
                pass
        if tag == "main":
            self.inside_main = False
        if self.inside_main and not self.skipping and tag in SENTENCE_BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside_main and not self.skipping:
            self.words.append(data)


def page_words(html: str) -> str:
    """The words its writers chose: main content as sentences, without names, numbers or what people typed."""
    parser = _MainWords()
    parser.feed(html)
    lines = [" ".join(line.split()) for line in "".join(parser.words).split("\n")]
    lines = [without_names(line) for line in lines]
    sentences = [line if line[-1] in ".?!:" else f"{line}." for line in lines if len(line.split()) > 2]
    return "\n".join(sentences)


def without_names(line: str) -> str:
    """Drop amounts, dates, postcodes and capitalised words inside a sentence: nobody chose how long a name is."""
    words = [word for word in line.split() if not re.search(r"[0-9£@]", word)]
    kept = [word for place, word in enumerate(words) if place == 0 or not word[:1].isupper() or word == "I"]
    return " ".join(kept)


def syllables(word: str) -> int:
    """How many beats a word has, by rule of thumb: runs of vowels, less the ends that are not said."""
    word = re.sub(r"[^a-z]", "", word.lower())
    beats = len(re.findall(r"[aeiouy]+", word)) + len(HIATUS.findall(word))
    if SILENT_END.search(word):
        beats -= 1
    return max(1, beats)


def reading_age(text: str) -> float:
    """The age at which most people can read this: the Flesch-Kincaid grade (1975) plus 5.

    Our own sum, because textstat asks the internet for a list of words before it counts anything. Written notes are
    not measured by it, only the words on our pages, so the rule of thumb for syllables is near enough.
    """
    sentences = [sentence for sentence in re.split(r"[.!?:]+(?:\s|$)", text) if re.search(r"[A-Za-z]", sentence)]
    words = [word for word in text.split() if re.search(r"[A-Za-z]", word)]
    if not words:
        return 5.0
    beats = sum(syllables(word) for word in words)
    return round(0.39 * len(words) / len(sentences) + 11.8 * beats / len(words) - 15.59 + 5, 1)
