/** Sentences of the answer kinds: what is wrong with an answer, what to write, and words that documents print. */
import type { Params } from '../../issue.ts';
import type { Sentences } from '../index.ts';

export const kinds: Sentences = {
  'kind.yes': '是',
  'kind.no': '否',
  'kind.reason': '具体情况',
  'kind.cell': '{label}：{shown}',
  'kind.row': '{number}. {cells}',

  'limit.short_text': '不超过 {max} 个字。',
  'limit.long_text': '不超过 {max} 个字。',
  'limit.multi_choice': '最多选 {max} 项。',
  'limit.file': '最多 {max} 个文件。',

  'hint.short_text': '用一句话写就行。',
  'hint.long_text': '直接写或者粘贴过来都可以，分几段也没关系。',
  'hint.number': '请写数字，带上单位更好。',
  'hint.money': '请写金额，比如 1200万元。',
  'hint.date': '请写日期，比如 2025年3月8日。',
  'hint.date_range': '请写起止时间，比如 2021年3月至2024年12月，还没结束就写“至今”。',
  'hint.choice': '回复序号或名称都可以。',
  'hint.multi_choice': '可以选几项，回复序号或名称，用顿号隔开。',
  'hint.yes_no': '请回答是或否。',
  'hint.person': '请写姓名全名。',
  'hint.phone': '手机号或座机都可以，座机请带区号。',
  'hint.email': '请写电子邮箱。',
  'hint.organisation': '请写单位全称，和公章上的一致。',
  'hint.credit_code': '请写 18 位统一社会信用代码，营业执照或事业单位法人证书上有。',
  'hint.identifiers': '有几个就写几个，一行一个或用顿号隔开。',
  'hint.file': '请把文件发过来，图片和 PDF 都可以。',
  'hint.readiness_level': '回一个数字就行，比如 7。',
  'hint.readiness_item': '请回“做到了”“没做到”或“不适用”，后面可以接着写还差什么、为什么不适用。',
  'hint.readiness_evidence': '写一份材料的名称，日期、出具方、编号可以一起写，用逗号隔开。',
  'hint.readiness': '先问自评等级，再从低两级开始逐级问做到没有、用什么证明。',
  'hint.text_parts': '我会一部分一部分地问，最后拼起来给您看。',
  'hint.rows': '一条一条地填，填完一条我会问还有没有。',
  'hint.indicators': '一个指标一行，比如：减排率 35%，与 2020 年传统湿法工艺相比，来源：检测报告。',

  'issue.text.empty': '这条里没有看到内容，请再写一遍。',
  'issue.text.empty_talk': '“{text}”看不出是这一题的内容，表上会原样印出来。',
  'issue.text.too_long': '这里最多 {max} 个字，现在是 {count} 个字，多了 {over} 个，请删减一些。',
  'issue.text.long_strict':
    '按每个字符都算是 {strict} 个字，按 Word 的算法是 {words} 个字，限 {max} 个字。两种算法结果不同，稳妥的话再减一点。',
  'issue.text.unusually_long': '这里一般写得比较短，您写了 {count} 个字，是想填在这一项吗？',
  'issue.text.vague': '“{words}”说得比较笼统。最好写上数字、单位，和什么相比、多大规模，还有数据从哪里来。',

  'issue.number.not_a_number': '没能从“{text}”里读出一个数，请只写数字和单位。',
  'issue.number.uncounted': '“{word}”不够具体，请给一个数。',
  'issue.number.too_long': '这里要的是一个数，请只写数字和单位。',
  'issue.number.too_precise': '这个数太大或者位数太多，我没法一位不差地记下来，请核对一下。',
  'issue.number.one_only': '您写的是 {low} 到 {high} 的范围，这里只能填一个数，请定一个。',
  'issue.number.unit_missing': '“{text}”的单位是什么？请连单位一起写。',
  'issue.number.unit_wrong': '这里的单位应该是{accepted}，“{unit}”换算不过来，请换个单位再写一遍。',
  'issue.number.too_small': '这个数不能小于 {min}{unit}，请核对一下。',
  'issue.number.not_above': '这个数要大于 {above}{unit}，请核对一下。',
  'issue.number.too_large': '这个数不能大于 {max}{unit}，请核对一下。',
  'issue.number.not_integer': '这里要填整数，请核对一下。',
  'issue.number.bound_missing':
    '“{text}”是不低于、不高于，还是正好等于？请带上符号再写一遍，比如“≥85%”“≤3 毫秒”“=2 项”。',
  'issue.number.range_order': '范围的后一个数应该比前一个大，请核对一下。',

  'issue.money.not_money': '没能从“{text}”里读出一个金额，请写成“1200万元”这样。',
  'issue.money.foreign': '这里要填人民币，“{currency}”我不能替您换算，请折合成人民币再写。',
  'issue.money.per_wrong': '这里问的是每{asked}多少钱，您写的是每{said}，请换算一下。',
  'issue.money.per_missing': '这里要写单位费用，请说明是每什么多少钱，比如 36元/吨。',
  'issue.money.per_given': '您写的是每{per}的金额，表上会照这样写。如果这里要的是总额，请改一下。',

  'issue.date.not_a_date': ({ text, to }) => {
    const example = to === 'year' ? '2025年' : to === 'month' ? '2025年3月' : '2025年3月8日';
    return `没能从“${text}”里读出日期，请写成“${example}”这样。`;
  },
  'issue.date.impossible': '没有“{text}”这一天，请核对一下。',
  'issue.date.need_day': '“{text}”还不到具体的一天，请写清年、月、日。',
  'issue.date.need_month': '“{text}”还不到具体的月份，请写清年和月。',
  'issue.date.need_year': '请写清是哪一年。',
  'issue.date.too_early': '这个日期早于{min}，请核对一下。',
  'issue.date.too_late': '这个日期晚于{max}，请核对一下。',
  'issue.date_range.not_a_range': '没能从“{text}”里读出起止时间，请写成“2021年3月至2024年12月”这样。',
  'issue.date_range.order': '结束时间早于开始时间，请核对一下。',
  'issue.date_range.end_missing': '这里要写明结束时间，请补上。',

  'issue.choice.no_match': '“{text}”对不上这里的选项。可以选：{options}。',
  'issue.choice.no_match_other':
    '“{text}”对不上这里的选项。可以选：{options}。都不合适的话，请写“{other}：”加上具体内容。',
  'issue.choice.other_text': '选“{other}”的话，请写明具体是什么，比如“{other}：……”。',
  'issue.multi_choice.no_match': '“{text}”对不上这里的选项。可以选：{options}。',
  'issue.multi_choice.unclear': '“{text}”可能是这几项：{options}。请把要选的都写全名再发一次。',
  'issue.multi_choice.too_few': '这里至少选 {min} 项。',
  'issue.multi_choice.too_many': '这里最多选 {max} 项，您选了 {count} 项。',

  'issue.yes_no.unclear': '“{text}”我拿不准是“是”还是“否”，请直接回答是或否。',
  'issue.yes_no.condition': '您先说是，后面又有保留，我不敢直接记成“是”。请再想一下，只回答是或否。',
  'issue.yes_no.reason_missing': '记成“{answer}”的话，还要写明{label}，请写在一起，比如“{answer}，……”。',

  'issue.person.not_a_name': '“{text}”不像一个人的姓名，请只写姓名。',
  'issue.person.full_name': '“{text}”是称呼，表上要写全名，请写姓名。',
  'issue.person.unusual': '“{text}”作为姓名比较长，请看一眼有没有多写。',

  'issue.phone.format': '“{text}”不像完整的电话号码。手机是 11 位，座机请带区号，比如 010-00000000。',
  'issue.phone.mobile_digits': '手机号应该是 11 位，这里是 {count} 位，请核对一下。',
  'issue.phone.area_code': '座机 {text} 没有区号，外地打不通，最好补上。',
  'issue.phone.mobile_only': '这里要填手机号码。',
  'issue.phone.landline_only': '这里要填座机号码，请带区号。',
  'issue.email.format': '“{text}”不像一个完整的邮箱地址，请核对一下，比如 name@example.com。',

  'issue.organisation.not_a_name': '“{text}”不像单位名称，请写公章上的全称。',
  'issue.organisation.short_name': '“{text}”看着像简称。表上要和公章一致，公章上的全称是什么？',
  'issue.organisation.several': '这里只填一家单位，您写了 {count} 家，请只写一家的全称。',
  'issue.organisation.too_long': '单位名称不会这么长，请只写公章上的全称。',

  'issue.file.words': '这一项要文件，请把文件发过来。可以用的格式：{accepted}。',
  'issue.file.no_place': '请把文件发过来；不方便发，就写在哪里能看到它，比如“单位档案室”。都没有就回“无”。',
  'issue.file.empty': '“{name}”是空文件，请重新发一次。',
  'issue.file.type': '“{name}”的格式这里用不了，可以用的格式：{accepted}。',
  'issue.file.mismatch':
    '“{name}”的名字写着 {extension}，内容却不是，可能改过扩展名。请用原来的软件另存一份再发。',
  'issue.file.too_large': '“{name}”有 {size} MB，超过了 {max} MB，请压缩一下再发。',
  'issue.file.too_small': '“{name}”只有 {size} MB，通知要求每张不小于 {min} MB，请发高分辨率的原图。',
  'issue.file.quota': ({ name, max, left }) =>
    Number(left) > 0
      ? `“${name}”放不下了：这份材料的文件合起来最多 ${max} MB，还能放 ${left} MB。`
      : `“${name}”放不下了：这份材料的文件合起来最多 ${max} MB，已经满了。`,
  'issue.file.too_long': '“{name}”长 {length}，通知要求不超过 {max}，请剪短以后再发。',
  'issue.file.length_unknown': '“{name}”的时长没能读出来，请自己放一遍，看看有没有超过 {max}。',
  duration: ({ minutes, seconds }) => {
    if (Number(seconds) === 0) return `${minutes} 分钟`;
    return Number(minutes) === 0 ? `${seconds} 秒` : `${minutes} 分 ${seconds} 秒`;
  },
  'issue.file.too_few': '这里至少要 {min} 个文件，现在有 {count} 个。',
  'issue.file.too_many': '这里最多 {max} 个文件，现在有 {count} 个，请去掉多余的。',

  'issue.identifiers.too_long': '这一条太长了，请只发号码，一行一个。',
  'issue.identifiers.unknown': (p) => entry(p, '看不出是哪一种号码，请对照证书再写一遍'),
  'issue.identifiers.crowded': (p) => entry(p, '里好像不止一个号码，请用顿号隔开，或者一行一个'),
  'issue.identifiers.publication': (p) =>
    entry(p, '是公布号或公告号，表上要专利号（ZL 开头）或申请号，证书上有'),
  'issue.identifiers.patent_format': (p) => entry(p, '位数不对，专利号是 ZL 加 12 位数字，小数点后还有一位'),
  'issue.identifiers.patent_check_missing': (p) => entry(p, '少了小数点后面的一位，请看一下证书'),
  'issue.identifiers.patent_year': (p) => entry(p, '开头的年份不对，请看一下证书'),
  'issue.identifiers.patent_kind': (p) =>
    entry(p, '年份后面的一位不对，那一位表示专利类型，只能是 1、2、3、8、9'),
  'issue.identifiers.patent_digits': (p) =>
    entry(p, '各位数字对不上校验位，可能有一位写错了，请对照证书核对'),
  'issue.identifiers.pct_format': (p) =>
    entry(p, '不像完整的 PCT 号，一般写作 PCT/CN2020/000000 或 WO2020/000000'),
  'issue.identifiers.software_format': (p) =>
    entry(p, '不像完整的软著号，登记号如 2020SR0000000，证书号如 软著登字第0000000号'),
  'issue.identifiers.software_year': (p) => entry(p, '登记年份比今年还晚，请看一下证书'),
  'issue.identifiers.not_patent': (p) => entry(p, '是专利号，这一项不填专利'),
  'issue.identifiers.not_pct': (p) => entry(p, '是 PCT 号，这一项不填 PCT 申请'),
  'issue.identifiers.not_software': (p) => entry(p, '是软件著作权的号码，这一项不填软著'),
  'issue.identifiers.not_programme': (p) => entry(p, '是项目编号，这一项不填项目'),
  'issue.identifiers.programme_no_number': '“{entry}”没有看到项目编号，有的话最好写上。',
  'issue.identifiers.programme_form': '“{entry}”和常见的项目编号写法不一样，请对照任务书看一眼。',
  'issue.identifiers.too_few': '这里至少要写 {min} 个号码，现在有 {count} 个。',
  'issue.identifiers.too_many': '这里最多写 {max} 个号码，现在有 {count} 个。',

  'issue.credit_code.format': '“{text}”不像统一社会信用代码，应该是 18 位数字和大写字母。',
  'issue.credit_code.length': '统一社会信用代码是 18 位，这里是 {count} 位，请核对一下。',
  'issue.credit_code.letter': '统一社会信用代码里不会出现字母 {letter}，请看看是不是数字认错了。',
  'issue.credit_code.digits':
    '{text} 的校验位对不上。个别真实的代码也会这样，请对照证照看一眼，没错就照这样写。',

  'indicator.row': '指标',
  'indicator.relative': '相对值',
  'indicator.absolute': '绝对值',
  'indicator.name.label': '指标名称',
  'indicator.name.ask': '指标叫什么？',
  'indicator.name.example': '化学需氧量减排率',
  'indicator.nature.label': '数值类型',
  'indicator.nature.ask': '这个数是相对值（和别的比，变了多少）还是绝对值（实实在在的量）？',
  'indicator.nature.example': '相对值',
  'indicator.value.label': '数值',
  'indicator.value.ask': '数值是多少？请带上单位。',
  'indicator.value.example': '35%',
  'indicator.baseline.label': '比较的基准或对比技术',
  'indicator.baseline.ask': '是和什么相比？请写明基准或者对比的技术。',
  'indicator.baseline.example': '2020 年传统湿法工艺',
  'indicator.scale.label': '工程规模',
  'indicator.scale.ask': '这个数对应多大规模的工程？',
  'indicator.scale.example': '日处理污水 5 万立方米',
  'indicator.source.label': '数据来源',
  'indicator.source.ask': '数据从哪里来？比如检测报告、运行记录。',
  'indicator.source.example': '第三方检测报告',
  'indicator.shown': '{number}. {name}{rest}',
  'indicator.shown.baseline': '与{baseline}相比',
  'indicator.shown.scale': '工程规模：{scale}',
  'indicator.shown.source': '数据来源：{source}',
};

/** Which entry of a list failed, why, and how many more did. */
function entry(params: Params, why: string): string {
  const place = Number(params.count) > 1 ? `第 ${params.place} 个` : '';
  const more = Number(params.more) > 0 ? `另外还有 ${params.more} 个也有问题。` : '';
  return `${place}“${params.entry}”${why}。${more}`;
}
