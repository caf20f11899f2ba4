"""Chinese venues that no list knows: markets, parks and trade cities behind their place, or before what is told.

"叠石桥市场", "高阳纺织商贸城"; "羽绒产业园,总投资26亿元".
"""

import re
from collections.abc import Iterator, Mapping

from pipelines.recognise.mentions import Organisation
from pipelines.text.spans import Span

_HEAD = (
    r"(?:市场(?!采购|主体|份额|需求|价格|行情|占有)|皮革城|纺织城|轻纺城|服装城|珠宝城|商贸城|小商品城|国际商城|面料城|家纺城|时装城|家具城|羽绒城|泳装城|灯饰城|眼镜城|五金城|鞋城|(?:商贸|批发|交易|展贸|采购)中心|袜业城|毛衫城|"
    r"(?:工业|产业|科技|创意|物流|轻工|电商|创业|智造|袜业|鞋业|时尚|电气|汽配|五金|机电|服装|纺织|羽绒|家居|玩具|皮具)园区?|[一-鿿]{2,5}小镇|产业(?:发展|创业|示范)?基地|发展基地|工业区|集聚区|开发区)"
)
# A venue behind its place.
_OF_PLACE = re.compile(rf"[一-鿿]{{0,8}}?{_HEAD}")
# A venue at the head of its clause, or that somebody built, if what follows tells of it.
_TOLD_OF = re.compile(
    r"(?:\A|(?<=[,。;、:\s的])|(?<=建设|建成|打造|兴建|建起|新建|规划|创建))"
    r"(?P<name>(?:[一-鿿]{2,4}·)?(?:(?!建设|建成|打造|兴建|建起|新建|规划|创建|加上)[一-鿿]){1,13}(?:市场|城|园区|产业园|工业园|示范园|创业园|科技园|产业基地|交易中心|商贸区|小镇))"
    r"(?=[,]?(?:全年|年交易|年成交|有商|有经营|投资|总投资|占地|交易额|成交额|销售额|营业|拥有|去年|今年|现有|已有|总面积|建筑面积|日均|(?:正式)?(?:开园|开业|启用|揭牌|奠基)|(?<!场)是(?:由|集(?=[^中])|一[个座]|目前|全国|国内|世界|亚洲)|"
    r"规划占地|规划面积|入驻|一期|二期|累计|签约|集聚|聚集|汇聚|\d[\d,.万]*[多余]?[家户]))"
)
# A venue that is built or moved into, whatever follows: 建设轻工产业基地, 迁入制革工业区.
_BUILT = re.compile(
    r"(?:建设|建成|兴建|建起|新建|规划|创建|迁入|迁进|搬进|搬入|进驻|落户|入驻)(?:了|在|于)?"
    r"(?P<name>(?:(?!建设|打造|规划|入驻)[一-鿿]){2,9}?(?:(?:产业|工业|创业|物流|电商|孵化|科创|科技|示范|轻工|循环经济)园区?|"
    r"产业基地|轻工基地|工业区|集聚区|商贸城|产业城))(?=[,。;、]|\Z)"
)
_ANY = re.compile(
    r"国家|省级|市级|特色|重要|一流|现代|先进|生产|出口|制造|全国|世界|全球|国际|示范|第[一二三]|最大|新型|专业|高端|大型|亿|配套|传统|优势|本地|当地|我国|中国|重点|标准"
)
# Words that make no name: verbs and joints inside, and markets of no place.
_NO_NAME = re.compile(
    r"\A(?:[这那此本该各某其]|两个|多个|[去今前当上全]?年)|流[向往]|走向|[发卖]往|全球|全世界|[的在和与有是为将把通过经达占及到从以]|[个季]月|季度|半年|建设|规划|建成|打造|投资|引资|兴建|建起|依托|围绕|面向|"
    r"(?:批发|专业|国内|国际|海外|国外|线上|该|各|消费|交易|内销|外销|欧美|美国|日本|俄罗斯|东南亚|欧洲|非洲|中东|出口|整个|外|"
    r"新兴|老|新|内地|大陆|区域|海内外|全国|全球|终端|高端|电商|建材|人才|劳动力|(?:家具|服装|皮革|布料|面料|辅料|材料|鞋|玩具)(?:批发|专业|交易)?)市场\Z|"
    r"\A[一-鿿]{0,3}(?:特色|江南|边陲|山区|沿海|北方|南方|西部|一个|这个|这座|该)小镇\Z|\A(?:县|小|老|全|省|京|新|古|座|鞋|皮|瓷|水)城\Z"
)


def chinese_venues(
    text: str, folded: str, span: Span, ends: Mapping[int, tuple[int, str | None]]
) -> Iterator[Organisation]:
    """Yield the venues of a sentence; `ends` gives, where a known place ends, its start and level."""
    for match in _TOLD_OF.finditer(folded, span.start, span.end):
        if not _NO_NAME.search(match["name"]):
            named = Span(*match.span("name"))
            yield Organisation(named, named.of(text), "project", "<name> <head of a venue>")
    for match in _BUILT.finditer(folded, span.start, span.end):
        if not _NO_NAME.search(match["name"]) and not _ANY.search(match["name"]):
            named = Span(*match.span("name"))
            yield Organisation(named, named.of(text), "project", "<name> <head of a venue>")
    for end, (start, level) in ends.items():
        if not span.start <= end < span.end or (found := _OF_PLACE.match(folded, end, span.end)) is None:
            continue
        abroad = level == "country" and found.group().endswith("市场")  # 俄罗斯市场 is a country's demand
        if not abroad and not _NO_NAME.search(found.group()):
            named = Span(start, found.end())
            yield Organisation(named, named.of(text), "project", "<place> <head of a venue>")
