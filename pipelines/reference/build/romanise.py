"""Romanise Chinese place names: pypinyin (0.55.0), with the readings that place names have of their own."""

from pypinyin import lazy_pinyin

# Characters that are read so in place names, whatever the dictionary of words says.
_CHARACTERS = {
    "都": "du", "勒": "le", "什": "shi", "佛": "fo", "圩": "xu", "峒": "dong", "单": "shan", "埔": "pu", "圳": "zhen",
    "莞": "guan", "厦": "xia", "濮": "pu", "桥": "qiao", "盛": "sheng", "柯": "ke",
    "乐": "le", "朝": "chao", "重": "chong",
}  # fmt: skip
# Whole stems with a reading of their own.
_STEMS = {
    "长治": "chang zhi", "朝阳": "chao yang", "洪洞": "hong tong", "闵行": "min hang", "六合": "lu he",
    "六安": "lu an", "漯河": "luo he", "涡阳": "guo yang", "浚县": "xun xian", "台州": "tai zhou", "丽水": "li shui",
    "乐清": "yue qing", "乐陵": "lao ling", "乐亭": "lao ting", "番禺": "pan yu", "蚌埠": "beng bu",
    "泊头": "bo tou", "繁峙": "fan shi", "珲春": "hun chun", "荥经": "ying jing", "荥阳": "xing yang",
    "筠连": "jun lian", "宕昌": "tan chang", "召陵": "shao ling", "覃塘": "qin tang", "尉氏": "wei shi",
    "莘县": "shen xian", "蔚县": "yu xian", "铅山": "yan shan", "歙县": "she xian", "黟县": "yi xian",
    "枞阳": "zong yang", "大埔": "da bu", "黄埔": "huang pu", "澄海": "cheng hai", "谷饶": "gu rao",
    "张槎": "zhang cha", "重庆": "chong qing", "渑池": "mian chi", "牟平": "mu ping", "中牟": "zhong mu",
    "栖霞": "qi xia", "瓯海": "ou hai", "解州": "xie zhou", "单县": "shan xian", "大唐": "da tang",
    "大朗": "da lang", "西樵": "xi qiao", "大涌": "da chong", "沙溪": "sha xi", "均安": "jun an", "新塘": "xin tang",
    "成都": "cheng du", "吉首": "ji shou", "阜新": "fu xin", "阜阳": "fu yang", "曲阜": "qu fu",
}  # fmt: skip
# What English texts call a place whose name is not its pinyin.
ENGLISH = {
    "陕西": "Shaanxi", "内蒙古": "Inner Mongolia", "西藏": "Tibet", "哈尔滨": "Harbin", "呼和浩特": "Hohhot",
    "乌鲁木齐": "Urumqi", "齐齐哈尔": "Qiqihar", "喀什": "Kashgar", "拉萨": "Lhasa", "鄂尔多斯": "Ordos",
    "石河子": "Shihezi", "库尔勒": "Korla", "阿克苏": "Aksu", "包头": "Baotou", "黑龙江": "Heilongjiang",
    "吐鲁番": "Turpan", "阿拉尔": "Aral", "和田": "Hotan", "香港": "Hong Kong", "澳门": "Macao", "台湾": "Taiwan",
    "锡林郭勒": "Xilingol", "呼伦贝尔": "Hulunbuir", "图木舒克": "Tumxuk", "克拉玛依": "Karamay", "伊犁": "Ili",
    "乌兰察布": "Ulanqab", "巴彦淖尔": "Bayannur", "阿勒泰": "Altay", "昌吉": "Changji", "和林格尔": "Horinger",
}  # fmt: skip


def syllables(stem: str) -> list[str]:
    """Return the syllables of a stem in small letters: 青山湖 gives qing, shan, hu."""
    if stem in _STEMS:
        return _STEMS[stem].split()
    read = [part.replace("ü", "v").lower() for part in lazy_pinyin(stem, errors="ignore")]
    if len(read) != len(stem):
        return read
    for place, char in enumerate(stem):
        if char in _CHARACTERS:
            read[place] = _CHARACTERS[char]
        elif char == "长" and place in (0, len(stem) - 1):
            read[place] = "chang"
    return read
