/** What is said about a broken call file: always what to write instead. */
import type { Params } from '../../issue.ts';
import type { Sentences } from '../index.ts';

const meant = (params: Params): string => (params.meant ? `，您是想写 ${params.meant} 吗` : '');
const known = (params: Params): string => (params.known && !params.meant ? `；现有：${params.known}` : '');

/** What each key of a call file is for, said where it is missing. */
const keys: Sentences = {
  'check.key.schema': '文件格式的版本，写 schema: 1',
  'check.key.id': '编号，小写英文，例如 tech_name',
  'check.key.version': '征集的版本号，从 1 开始',
  'check.key.title': '标题',
  'check.key.short': '按钮和列表里用的简称，12 个字以内',
  'check.key.issuer': '发布单位',
  'check.key.about': '选择这个征集时说的一两句话',
  'check.key.sections': '各节的列表',
  'check.key.questions': '这一节的问题列表',
  'check.key.documents': '要生成的文档列表',
  'check.key.blocks': '文档内容，一块一行',
  'check.key.name_question': '用哪个问题的回答作申报的名称，写它的编号',
  'check.key.label': '进度和汇总里用的短名称',
  'check.key.ask': '提问的那句话',
  'check.key.kind': '回答的类型，例如 kind: phone',
  'check.key.type': '类型的名称，例如 type: money',
  'check.key.number': '表格上印的序号，例如 三(一)',
  'check.key.name': '名称',
  'check.key.who': '由谁在这之前办好：applicant、recommender 或 coordinator',
  'check.key.official': '通知规定的写 true，单位自定的写 false',
  'check.key.date': '日期，不知道就写 null',
  'check.key.status': 'stated、inferred 或 to_confirm',
  'check.key.file_name': '生成文件的名称，不带扩展名',
  'check.key.formula': '算法，例如 { divide: [investment, benefit] }',
  'check.key.rule': '规则的名称',
  'check.key.columns': '各列的列表',
  'check.key.value': '内容，例如 "{{tech_name}}"',
  'check.key.width': '宽度，数字',
  'check.key.do': '要做的事：check、print、sign、seal、scan、upload、post、email 或 other',
  'check.key.max_mb_total': '全部文件合起来最多多少 MB',
  'check.key.text': '要说的话',
  'check.key.stop': '结束的条件',
  'check.key.when': '条件',
  'check.key.say': '结束时说的话',
  'check.key.level': '标题的级别，1 到 4',
  'check.key.organ': '发文单位的全称',
};

const types: Sentences = {
  'check.type.string': '文字',
  'check.type.number': '数字',
  'check.type.int': '整数',
  'check.type.boolean': 'true 或 false',
  'check.type.array': '列表（每项以 - 开头）',
  'check.type.tuple': '列表（每项以 - 开头）',
  'check.type.object': '若干“键: 值”',
  'check.type.record': '若干“键: 值”',
  'check.type.enum': '规定的几个词之一',
  'check.type.value': '一个值',
  'check.type.id': '编号',
  'check.type.literal': '规定的词',
};

const yaml: Sentences = {
  'check.yaml.DUPLICATE_KEY': '这个键在同一处写了两次，请合并或删去一个',
  'check.yaml.TAB_AS_INDENT': '这里用了制表符缩进，请改成空格',
  'check.yaml.BAD_INDENT': '缩进不对，请让它与同级的行对齐，只用空格',
  'check.yaml.MISSING_CHAR':
    '这里读不下去：检查缩进是否与同级的行对齐、引号和括号是否成对、冒号后面是否留了空格',
  'check.yaml.UNEXPECTED_TOKEN': '这里的符号放错了地方：文字里有冒号、引号、井号或括号时，请给整句加英文引号',
  'check.yaml.BAD_SCALAR_START': '文字不能以这个符号开头，请给整句加英文引号',
  'check.yaml.MULTILINE_IMPLICIT_KEY': '键要写在一行里；如果这是一句话，请检查上一行的冒号和引号',
  'check.yaml.BLOCK_AS_IMPLICIT_KEY': '一行里写了两个“键: 值”，请分成两行，或给整句加英文引号',
  'check.yaml.BLOCK_IN_FLOW': '花括号或方括号里不能换行写 - 列表，请改用逗号分隔',
  'check.yaml.NON_STRING_KEY': '键只能是文字；如果这里是 {{标记}}，请给整句加英文引号，例如 "{{tech_name}}"',
  'check.yaml.MULTIPLE_DOCS': '一个文件只写一个征集，请删去中间的 --- 或 ...',
  'check.yaml.TAG_RESOLVE_FAILED': '不支持以 ! 开头的标签，请删去；若是文字的一部分，请给整句加英文引号',
  'check.yaml.BAD_DQ_ESCAPE': '双引号里的反斜杠写法不对，请写成 \\\\，或改用单引号',
  'check.yaml.alias': '不支持 & 锚点和 * 引用，请把内容写全；若是文字的一部分，请给整句加英文引号',
  'check.yaml.other': ({ code }) => `这里不是正确的 YAML（${code}），请检查缩进、冒号后的空格和成对的引号`,
};

const shape: Sentences = {
  'check.too_long': '文件太长，一个征集不会超过一百万字，请检查是否放错了文件',
  'check.no_content': '文件是空的，请从 schema: 1 写起',
  'check.missing': ({ key, meaning, written }) =>
    `这里还少 ${key}${meaning ? `（${meaning}）` : ''}，${written ? `请把 ${written} 改成它` : '请补上'}`,
  'check.empty': ({ key }) => `${key} 后面是空的，请写上内容；不需要就删去这一行`,
  'check.quote': ({ key, got }) => `${key} 应当是文字，请加引号写成 "${got}"`,
  'check.wrong_type': ({ key, expected, got }) => `${key} 应当是${expected}，现在写的是 ${got}`,
  'check.unknown_key': (params) =>
    `这里不能写 ${params.key}${meant(params)}${params.known && !params.meant ? `；可以写：${params.known}` : ''}`,
  'check.one_of': (params) => `${params.key} 不能是 ${params.got}${meant(params)}；可以写：${params.values}`,
  'check.form': (params) =>
    `${params.key} 不能写成 ${params.got}${meant(params) || `；可以写：${params.forms}`}`,
  'check.too_short': '{key} 至少要 {limit} 个字',
  'check.too_few': '{key} 至少要有 {limit} 项，请补上',
  'check.too_low': '{key} 不能小于 {limit}，现在是 {got}',
  'check.not_above': '{key} 要大于 {limit}，现在是 {got}',
  'check.too_high': '{key} 不能大于 {limit}，现在是 {got}',
  'check.too_many': '{key} 最多 {limit} 项，请删减',
  'check.too_long_text': '{key} 最多 {limit} 个字，请删减',
  'check.format': '{key} 的写法不对，现在是 {got}，请对照说明改写',
  'check.format.id':
    '编号 {got} 的写法不对：小写英文字母开头，后面只用小写字母、数字和下划线，例如 tech_name',
  'check.rows_in_rows': '列里不能再分行（rows、indicators），请拆成另一个问题',
  'check.level_empty': '这一级没有要问的条目，请写 items，或者写 numbers',
  'check.band_order': '{key} 不能小于 from',
  'check.format.slug': '征集编号 {got} 的写法不对：只用小写字母、数字和连字符，例如 sustainable-tech-2025',
  'check.format.day': '日期 {got} 的写法不对，请写成 2025-04-18 这样',
  'check.format.time': '时间 {got} 的写法不对，请写成 16:00 这样',
  'check.wrong': ({ key, got, note }) => `${key} 不能是 ${got}${note ? `：${note}` : '，请对照说明改写'}`,
};

/** Said for what a kind's own schema refuses, by its message. */
const refined: Sentences = {
  'check.option values are unique; `other` is kept for the free choice':
    '选项的 value 不能重复；写了 other 时，other 也不能再作选项的 value，请改一下',
  'check.unit, units and any_unit exclude one another': 'unit、units、any_unit 只能写其中一个，请删去多余的',
  'check.YYYY-MM-DD, YYYY-MM or YYYY': '{key} 要写成 2025-04-18、2025-04 或 2025，请加引号，现在是 {got}',
};

const entries: Sentences = {
  'check.unknown_kind': (params) => `没有叫 ${params.name} 的回答类型${meant(params)}${known(params)}`,
  'check.unknown_rule': (params) => `没有叫 ${params.name} 的规则${meant(params)}${known(params)}`,
};

const references: Sentences = {
  'check.repeated_id': '编号 {id} 已经用过，请换一个；编号在全表里不能重复',
  'check.row_like_id': '编号 {id} 与行号的写法相同（r1、r2……），请换一个，例如 row_{id}',
  'check.unknown_id': (params) =>
    `没有编号为 ${params.id} 的问题或计算值${meant(params) || '，请改成已有的编号，或先加上这个问题'}`,
  'check.unknown_deadline': (params) => `没有编号为 ${params.id} 的期限${meant(params)}${known(params)}`,
  'check.unknown_document': (params) => `没有编号为 ${params.id} 的文档${meant(params)}${known(params)}`,
  'check.unknown_head': (params) => `汇总表上方没有“${params.label}”这一行${meant(params)}${known(params)}`,
  'check.table_not_here':
    'summary_table 只能写在 office 的文档里，而且这项征集要有 summary_table，请移过去或删去这一块',
  'check.unknown_column': (params) =>
    `${params.parent} 里没有 ${params.id} 这一列${meant(params)}${known(params)}`,
  'check.not_a_choice_column': (params) =>
    `by 要写这些行里一个选择题列的编号，${params.id} 不是${meant(params)}${known(params)}`,
  'check.unknown_filter': (params) =>
    `没有叫 ${params.filter} 的写法${meant(params)}；| 后面可以写：${params.known}`,
  'check.unknown_option': (params) =>
    `${params.id} 没有“${params.got}”这个选项${meant(params)}；选项有：${params.known}`,
  'check.office_or_blocks': '文档 {id} 的 blocks 和 template 要写一个，也只写一个',
  'check.office_unknown': '没有找到 {file}，请把这个 Word 文件放在征集文件旁边，文件名写得一样',
  'check.office_unreadable': '{file} 读不出来，请用 Word 打开它，另存为 .docx 再放进来',
  'check.office_mark': (params) =>
    `${params.file} 里的 {{${params.mark}}} 没有对应的问题或计算值${meant(params) || '，请改成已有的编号，或先加上这个问题'}`,
  'check.office_filter': (params) =>
    `${params.file} 里的 {{${params.mark}}}：没有叫 ${params.filter} 的写法${meant(params)}；| 后面可以写：${params.known}`,
  'check.office_rows':
    '{file} 里的 {{{mark}}} 要放在表格的一行里，点号前面要是能填多行的问题，现在写的是 {rows}',
  'check.office_braces': '{file} 里“{around}”这一段的花括号没有写对，请写成 {{编号}} 或 {{编号|写法}}',
  'check.office_missing':
    '{file} 里没有 {id}（{label}）的标记，别的文档也没有印它；请在 Word 文件里加上 {{{mark}}}，不用印的话写上 required: false',
  'check.format.docx': '{key} 写 Word 文件的名称，例如 form.docx，不带文件夹，现在是 {got}',
  'check.stray_braces': '花括号没有写对，请写成 {{编号}} 或 {{编号|写法}}',
  'check.no_summary_table': '这项征集没有 summary_table，请去掉 table，或先写上汇总表',
  'check.not_a_number': '{id} 的回答不是数字，这里要写数字、金额类问题或计算值的编号',
  'check.not_a_file': '{id} 不是上传文件的问题，这里要写文件类问题的编号',
  'check.media_total': '{id} 的一个文件就可以有 {most} MB，全部文件合起来不能只有 {total} MB，请改一下',
  'check.not_rows': '{id} 没有行，这里要写表格类（多行）问题的编号',
  'check.not_repeated': '{id} 是计算值，没有行可以逐行列出',
  'check.condition_on_composite': '{id} 由几部分组成，不能作条件，请改用其中一个部分或别的问题',
  'check.use_includes': '{id} 可以选多项，请把 is: {got} 改成 includes: {got}',
  'check.compare_number': '{id} 的回答是数字，这里不能写 {got}，请写数字',
  'check.compare_boolean': '{id} 的回答是“是”或“否”，这里不能写 {got}，请写 true 或 false',
  'check.compare_string': '{id} 的回答是文字，这里不能写 {got}，请写文字（可加引号）',
  'check.confidential_first': '{id} 答了以后可能什么都不能收，请把它移到 gates 的第一个',
  'check.same_as_itself': 'same_as 不能指向自己，请写另一个问题的编号',
  'check.same_as_kind': '{id} 的类型是 {kind}，与这里的 {own} 不同，“同上”无法照搬，请换成同类型的问题',
  'check.propose_where': '{id} 不是正文（long_text），不能写 propose；请把它写在正文类的问题下面',
  'check.propose_itself': 'propose 不能指向自己或自己所在的问题，请写另一个问题的编号',
  'check.propose_not_text':
    '{id} 不是一段文字，不能拿来作建议稿；请写正文、分部分的问题，或 trl_paragraph 这样的值',
  'check.name_not_leaf': '{id} 由几部分组成，不能作名称，请写一个只有一个回答的问题',
  'check.cycle': '条件或算法绕成了一圈：{way}，请去掉其中一处',
  'check.unused':
    '“{label}”（{id}）要填，但没有文档、汇总表或规则用到它，请在文档里加上 {{{id}}}，或改为 required: false',
};

const catalog: Sentences = {
  'check.calls_twice': '征集 {id} 的第 {version} 版有两份：{one} 和 {other}，请改版本号或删去一份',
  'check.calls_broken': '征集文件有问题，改好后再启动：',
  'check.calls_none': '没有找到征集文件，请检查目录：{folders}',
  'check.calls_unreadable': '读不到 {folder}，请检查 CALLS_DIR 和文件权限',
};

export const check: Sentences = {
  ...catalog,
  ...keys,
  ...types,
  ...yaml,
  ...shape,
  ...refined,
  ...entries,
  ...references,
};
