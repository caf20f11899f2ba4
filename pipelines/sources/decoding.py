"""Bytes to text: which encoding, by evidence in the bytes, and the repair of text that was decoded wrongly before.

A byte order mark decides, then the pattern of zero bytes, then strict UTF-8, then the encoding that the page declares;
else the candidate whose text is made of common characters. Nothing is decoded with errors ignored or replaced.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup
from collections.abc import Iterable

import ftfy
from ftfy.badness import is_bad

from pipelines.sources.records import Limits, Refusal

_MARKS = (  # the longer before the shorter that begins it
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF8, "utf-8"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
# What a text in each encoding is mostly made of, beside ASCII. A wrong encoding gives rare characters instead.
_COMMON_HANZI = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事"
    "作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正"
    "名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场"
    "师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风"
    "战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治"
    "决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像"
    "找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏够企增额亿纺织服装产业集群镇县省销售出口"
    "這個來國說們為時過會對裡後麼開經頭動兩長樣現將與進點種聲話問機給幾業間電門東氣關並內軍產萬體別處總場師書員華報馬張難數應車親務記邊戰幹許覺"
    "題統請愛讓認論義術結遠資隊帶條變聯權領傳紅決達辦運強區轉眾輕語滿寫識極黃臉錢黨設雙歷議單據導網專視濟離雖壞夠增額億紡織鎮縣銷幣針廣億較"
)
_CJK_MARKS = "，。、；：？！“”‘’（）《》「」『』【】—…·％　０１２３４５６７８９"
_KANA = "".join(map(chr, [*range(0x3041, 0x3094), *range(0x30A1, 0x30FB), 0x30FC]))
_HANGUL = "이다는의에을를가고하한기로지도사자대해서은정시과인부어"
_LATIN = "’‘“”–—…•€£°·«»éèêàâáäãåçñóòôöõúùûüíìîïßæøÉÖÜÄÇ½×²³®©™§"
_TURKISH = "şŞğĞıİçÇöÖüÜ’‘“”–—…•€âîû"
_CANDIDATES = tuple(
    (codec, frozenset(common))
    for codec, common in (
        ("gb18030", _COMMON_HANZI + _CJK_MARKS),
        ("big5hkscs", _COMMON_HANZI + _CJK_MARKS),
        ("cp932", _KANA + _COMMON_HANZI + _CJK_MARKS),
        ("euc_jp", _KANA + _COMMON_HANZI + _CJK_MARKS),
        ("cp949", _HANGUL + _CJK_MARKS),
        ("cp1252", _LATIN),
        ("cp1254", _TURKISH),
    )
)
# Names that pages use for a smaller encoding than the one they are written in.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "iso8859-1": "cp1252",
          "ascii": "cp1252", "iso8859-9": "cp1254", "euc_kr": "cp949"}  # fmt: skip
_SAMPLE = 200_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0) if code != 0x85}
_OVERRIDES = re.compile("[\u202d\u202e]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
# Mojibake begins with the misread first byte of a UTF-8 character; text without one needs no closer look.
_SUSPECT = re.compile("[\u00c2\u00c3\u00e0-\u00ef][^\x00-\x7f]|[\u0391-\u03ff][^\x00-\u036f]")


def decode(data: bytes, limits: Limits, *, declared: str | None = None) -> tuple[str, str]:
    """Return the text of `data` and the encoding used, with the repair where one was made."""
    codec = detect(data, declared=declared)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise Refusal("unknown_encoding") from None
    return checked(text, codec, limits)


def detect(data: bytes, *, declared: str | None = None) -> str:
    """Return the codec that `data` is written in."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec if codec != "utf-8" else "utf-8-sig"
    if b"\0" in data[:_SAMPLE]:
        return _wide(data)
    if _decodes(data, "utf-8"):
        return "utf-8"
    if declared and (codec := _known(declared)) and codec != "utf-8" and _decodes(data, codec):
        return codec
    return _likeliest(data)


def checked(text: str, codec: str, limits: Limits) -> tuple[str, str]:
    """Repair mojibake, unify line ends, and refuse what is no honest text."""
    if len(text) > limits.text_chars:
        raise Refusal("too_long", limit=limits.text_chars)
    codec = codec.removesuffix("-sig")
    text = text.removeprefix("\ufeff")
    if not text.isascii():
        refuse_halves(text)
        text, codec = _repaired(text, codec)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_disguise(text)
    if len(text) > limits.line_chars and max(map(len, text.split("\n"))) > limits.line_chars:
        raise Refusal("line_too_long", limit=limits.line_chars)
    return text, codec


def refuse_halves(text: str) -> None:
    """Refuse half characters, which no file could store."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refusal("lone_surrogate") from None


def refuse_disguise(text: str) -> None:
    """Refuse what no article holds: control characters, and characters that disguise the rest."""
    if found := _CONTROLS.search(text):
        raise Refusal("not_text", detail=f"U+{ord(found[0]):04X} at character {found.start()}")
    if text.isascii():
        return
    if found := _OVERRIDES.search(text):
        raise Refusal("disguised_text", detail=f"a direction override at character {found.start()}")
    invisible = sum(1 for _ in _INVISIBLE.finditer(text))
    if invisible > 20 and invisible * 10 > len(text):
        raise Refusal("disguised_text", detail=f"{invisible} invisible characters")


def _repaired(text: str, codec: str) -> tuple[str, str]:
    repairs: list[str] = []
    if _SUSPECT.search(text) and is_bad(text):
        fixed, steps = ftfy.fix_encoding_and_explain(text)
        if fixed != text:
            text = fixed
            repairs = [" ".join(map(str, step)) for step in steps or ()]
    if _C1.search(text):
        text = text.translate(_WINDOWS)
        repairs.append("C1 controls as windows-1252")
    return text, ", ".join([codec, *(f"repaired: {repair}" for repair in repairs)])


def _wide(data: bytes) -> str:
    """Return the UTF-16 or UTF-32 codec that zero bytes point to, with no byte order mark."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        if len(data) % (4 if "32" in codec else 2):
            continue
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        plain = sum(map(text.count, (" ", "\n", "的", "，", ",", "e")))
        if "\0" not in text and plain * 50 >= len(text):
            return codec
    raise Refusal("not_text", detail=f"a zero byte at {data.index(0)}")


def _known(name: str) -> str | None:
    try:
        codec = lookup(name.strip().strip("\"'").lower())
    except (LookupError, ValueError):
        return None
    return _WIDER.get(codec.name, codec.name) if codec._is_text_encoding else None


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(data: bytes) -> str:
    scored = list(_scores(data))
    if not scored:
        raise Refusal("unknown_encoding")
    score, _, codec = max(scored)
    if score < 0.15:
        raise Refusal("unknown_encoding")
    return codec


def _scores(data: bytes) -> Iterable[tuple[float, int, str]]:
    """Yield for each codec that decodes all of `data` the share of common characters, first candidates first."""
    for order, (codec, common) in enumerate(_CANDIDATES):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        rare = [character for character in text[:_SAMPLE] if character > "\x7f"]
        if rare:
            yield sum(character in common for character in rare) / len(rare), -order, codec
