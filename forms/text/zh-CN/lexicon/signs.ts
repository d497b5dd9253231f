/** Words and signs of quantities that checks recognise in free text. */

/** One unit with its ways of writing; `factor` leads to the first unit of its dimension. */
export interface UnitWord {
  readonly words: readonly string[];
  readonly dimension: string;
  readonly factor: number;
}

/** Units of running text that the unit table (`units.ts`) has no entry for; dimensions and bases as there. */
export const proseUnits: readonly UnitWord[] = [
  { dimension: 'mass', factor: 0.0005, words: ['斤'] },
  { dimension: 'coal', factor: 1, words: ['吨煤'] },
  { dimension: 'money', factor: 1, words: ['元', '元人民币', '人民币'] },
  { dimension: 'dollar', factor: 1, words: ['美元'] },
  { dimension: 'euro', factor: 1, words: ['欧元'] },
  { dimension: 'concentration', factor: 1, words: ['mg/m³', 'mg/m3', 'ppm', '毫克/立方米'] },
];

/** Counting words of running text beyond those of the unit table. */
export const proseCounters: readonly string[] = [
  ...['头', '只', '辆', '户', '组', '株', '例', '批', '村', '县', '省', '国', '级', '层'],
  ...['片', '块', '根', '车', '床', '人次'],
];

/** Words of change: with a share or a multiple they need something to compare with. */
export const changes =
  /提高|提升|增加|增长|上升|降低|下降|减少|减排|减量|节约|节省|节能|节水|节电|缩短|延长|削减|改善|优于|高出|低于|省[电水煤油]|少排|翻[一两]?番|减半/u;

/** Words that name what something is compared with. */
export const baselines =
  /相比|相较|比较|对比|对照|基准|基线|参照|相对于|较之|同比|环比|比[^例如率重值]{1,20}(?:提高|提升|增加|增长|降低|下降|减少|节约|节省|节能|缩短|延长|高|低|少|多|省)|较[^好高低大小多少为]{1,20}(?:提高|提升|增加|增长|降低|下降|减少|节约|节省|节能|缩短|延长|高|低|少|多|省)|由[^，。；]{1,20}(?:提高|降低|下降|延长|缩短|减少|增加)[至到]|从[^，。；]{1,20}(?:提高|降低|下降|延长|缩短|减少|增加)[至到]/u;

/** Words that say how large the works are to which an absolute value belongs, or a value per unit. */
export const scales =
  /规模|工程|项目|生产线|装置|机组|电站|处理[量厂站]|年处理|日处理|年产|日产|装机|产能|示范[区点]|面积|每(?:吨|立方米|千瓦|亩|公顷|平方米|头|台|套|座|辆|公里|户|人|度|件|只|个|升|千克|公斤)|单位产品|\/(?:t|吨|m³|m3|kWh|亩|台|套|座|头|L|kg)/u;

/** Signs written wrongly, and how they are written. Order matters: the first that fits is told. */
export const wrongSigns: readonly { readonly pattern: RegExp; readonly write: string }[] = [
  { pattern: /(?<=\d\s*[百千万亿]*)公斤/gu, write: '千克（kg）' },
  { pattern: /(?<=\d\s*[百千万亿]*)市?斤/gu, write: '千克（kg）' },
  { pattern: /(?<=\d\s*[百千万亿]*)度(?=电)/gu, write: '千瓦时（kWh）' },
  { pattern: /(?<=\d\s*[百千万亿]*)吨(?:标)?煤(?!炭|矸|气|泥|灰)/gu, write: '吨标准煤（tce）' },
  { pattern: /(?<![A-Za-z])(?:kwh|KWh|KWH|Kwh|KwH|kWH|Kw·h|KW·h|kw·h|KW\.h)(?![A-Za-z])/gu, write: 'kWh' },
  { pattern: /(?<![A-Za-z])(?:KW|Kw|kw)(?![A-Za-z·.])/gu, write: 'kW' },
  { pattern: /(?<=\d\s*)(?:KG|Kg|kG)(?![A-Za-z])/gu, write: 'kg' },
  { pattern: /(?<=\d\s*)(?:KM|Km)(?![A-Za-z])/gu, write: 'km' },
  { pattern: /(?<=\d\s*)(?:MM|Mm)(?![A-Za-z])/gu, write: 'mm' },
  { pattern: /(?<=\d\s*)(?:MPA|Mpa|mpa)(?![A-Za-z])/gu, write: 'MPa' },
  { pattern: /(?<=\d\s*)(?:KPA|Kpa|KPa|kpa)(?![A-Za-z])/gu, write: 'kPa' },
  { pattern: /(?<=\d\s*[百千万亿]*)(?:TCE|Tce)(?![A-Za-z])/gu, write: 'tce' },
  { pattern: /(?<=\d\s*[百千万亿]*)T(?![A-Za-z0-9])/gu, write: 't' },
  { pattern: /(?<![A-Za-z])[mM]3(?!\d)/gu, write: 'm³' },
  { pattern: /(?<![A-Za-z])[mM]2(?!\d)/gu, write: 'm²' },
  { pattern: /(?<![A-Za-z])(?:PH|Ph|ph)(?=\s*值|\s*[\d为在<>≥≤])/gu, write: 'pH' },
  { pattern: /°c|℃℃|(?<=\d\s*)oC/gu, write: '℃' },
  { pattern: /(?<=\d\s*)(?:HZ|hz|hZ)(?![A-Za-z])/gu, write: 'Hz' },
  { pattern: /(?<=\d\s*)(?:DB|Db|db)(?![A-Za-z])/gu, write: 'dB' },
];

/** Ways of writing one unit that should not stand side by side in one form. */
export const mixes: readonly (readonly RegExp[])[] = [
  [/\d\s*[百千万亿]*吨(?![标煤二])/u, /\d\s*[百千万亿]*t(?![A-Za-z])/u],
  [/千瓦时/u, /kWh/iu, /\d\s*[百千万亿]*度电/u],
  [/立方米/u, /m³|m3/u],
  [/平方米/u, /m²|m2/u],
  [/千克/u, /\d\s*[百千万亿]*kg(?!ce)/iu, /公斤/u],
  [/吨标准煤|吨标煤/u, /tce/iu],
  [/摄氏度/u, /℃|°C/u],
];

/** Signs of units and formulas in capitals that are no abbreviations: never asked for their full name. */
export const notAbbreviations: ReadonlySet<string> = new Set([
  ...[
    'MW',
    'GW',
    'TW',
    'KW',
    'MWH',
    'GWH',
    'KWH',
    'MJ',
    'GJ',
    'TJ',
    'KJ',
    'MPA',
    'KPA',
    'PA',
    'HZ',
    'KHZ',
    'MHZ',
    'GHZ',
  ],
  ...[
    'DB',
    'KV',
    'MV',
    'KVA',
    'MVA',
    'MA',
    'KG',
    'KM',
    'MM',
    'CM',
    'ML',
    'TCE',
    'PH',
    'RMB',
    'USD',
    'EUR',
    'CNY',
  ],
  ...['CO', 'NO', 'CN', 'HF', 'HCL', 'KOH', 'NAOH', 'HCN', 'NACL', 'OH', 'NOX', 'SOX'],
  ...['II', 'III', 'IV', 'VI', 'VII', 'VIII', 'IX', 'XI', 'XII', 'OK', 'NOT', 'AND', 'OR'],
]);

/** Chemical formulas: element signs with or without numbers. */
export const formula =
  /^(?:(?:H|He|Li|B|C|N|O|F|Na|Mg|Al|Si|P|S|Cl|K|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Br|Sr|Mo|Ag|Cd|Sn|I|Ba|La|Ce|W|Pt|Au|Hg|Pb)(?:\d|[₀-₉]|x)*)+$/u;
