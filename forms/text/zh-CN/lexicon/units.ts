/**
 * Units people write, by dimension. The first name of an entry is its symbol; `factor` is its size in the first unit
 * of the dimension, exact. Only fixed factors stand here: nothing that depends on a substance, a price or a year.
 */
export interface UnitEntry {
  readonly names: readonly string[];
  readonly factor: string;
}

export const units: Readonly<Record<string, readonly UnitEntry[]>> = {
  mass: [
    { names: ['t', '吨', '公吨', 'T'], factor: '1' },
    { names: ['kg', '千克', '公斤', 'KG', 'Kg'], factor: '0.001' },
    { names: ['g', '克'], factor: '0.000001' },
    { names: ['mg', '毫克'], factor: '0.000000001' },
  ],
  coal: [
    { names: ['tce', '吨标准煤', '吨标煤', '吨标准煤当量'], factor: '1' },
    { names: ['kgce', '千克标准煤', '公斤标准煤', '千克标煤', '公斤标煤'], factor: '0.001' },
    { names: ['gce', '克标准煤', '克标煤'], factor: '0.000001' },
  ],
  carbon: [
    { names: ['tCO₂', 'tCO2', '吨CO2', '吨CO₂', '吨二氧化碳'], factor: '1' },
    { names: ['tCO₂e', 'tCO2e', '吨二氧化碳当量', '吨CO2当量'], factor: '1' },
    { names: ['kgCO₂', 'kgCO2', '千克二氧化碳', '公斤二氧化碳'], factor: '0.001' },
  ],
  energy: [
    { names: ['kWh', '千瓦时', '度', '度电', 'kW·h', 'kwh', 'KWH', 'KWh'], factor: '1' },
    { names: ['MWh', '兆瓦时', 'MW·h'], factor: '1000' },
    { names: ['GWh', '吉瓦时'], factor: '1000000' },
    { names: ['Wh', '瓦时'], factor: '0.001' },
  ],
  heat: [
    { names: ['J', '焦', '焦耳'], factor: '1' },
    { names: ['kJ', '千焦'], factor: '1000' },
    { names: ['MJ', '兆焦'], factor: '1000000' },
    { names: ['GJ', '吉焦'], factor: '1000000000' },
  ],
  power: [
    { names: ['kW', '千瓦', 'kw', 'KW'], factor: '1' },
    { names: ['MW', '兆瓦'], factor: '1000' },
    { names: ['GW', '吉瓦'], factor: '1000000' },
    { names: ['W', '瓦'], factor: '0.001' },
  ],
  volume: [
    { names: ['m³', '立方米', '立方', 'm3', 'm^3', '方'], factor: '1' },
    { names: ['L', '升', 'l'], factor: '0.001' },
    { names: ['mL', '毫升', 'ml'], factor: '0.000001' },
    { names: ['Nm³', '标准立方米', '标立方', '标方', 'Nm3'], factor: '1' },
  ],
  area: [
    { names: ['m²', '平方米', '平米', 'm2', 'm^2'], factor: '1' },
    { names: ['hm²', '公顷', 'ha', 'hm2'], factor: '10000' },
    { names: ['km²', '平方公里', '平方千米', 'km2'], factor: '1000000' },
  ],
  field: [{ names: ['亩'], factor: '1' }],
  length: [
    { names: ['m', '米'], factor: '1' },
    { names: ['km', '千米', '公里'], factor: '1000' },
    { names: ['cm', '厘米'], factor: '0.01' },
    { names: ['mm', '毫米'], factor: '0.001' },
    { names: ['μm', '微米', 'um', 'µm'], factor: '0.000001' },
  ],
  calendar: [
    { names: ['个月', '月'], factor: '1' },
    { names: ['年', '周年', '年整', 'a'], factor: '12' },
  ],
  duration: [
    { names: ['s', '秒', '秒钟'], factor: '1' },
    { names: ['min', '分钟'], factor: '60' },
    { names: ['h', '小时', '个小时', '钟头'], factor: '3600' },
    { names: ['d', '天', '日'], factor: '86400' },
  ],
  share: [
    { names: ['%', '％', '百分比'], factor: '1' },
    { names: ['‰'], factor: '0.1' },
  ],
  points: [{ names: ['个百分点', '百分点'], factor: '1' }],
  times: [{ names: ['倍'], factor: '1' }],
  temperature: [{ names: ['℃', '摄氏度', '°C', '度C'], factor: '1' }],
  pressure: [
    { names: ['Pa', '帕'], factor: '1' },
    { names: ['kPa', '千帕'], factor: '1000' },
    { names: ['MPa', '兆帕'], factor: '1000000' },
  ],
  concentration: [
    { names: ['mg/L', '毫克/升', 'mg/l'], factor: '1' },
    { names: ['g/L', '克/升', 'g/l'], factor: '1000' },
  ],
  level: [{ names: ['级'], factor: '1' }],
};

/** Counting words that stand for no unit: 3项 is 3. */
export const counters: readonly string[] = [
  '个',
  '项',
  '家',
  '台',
  '套',
  '座',
  '件',
  '条',
  '次',
  '人',
  '份',
  '篇',
  '张',
  '名',
  '处',
  '种',
];
