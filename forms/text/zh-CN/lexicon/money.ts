/** Words for money. */

/** Currency by ISO 4217 code; the first name is how it is shown after 万 or alone. */
export const currencies: Readonly<Record<string, readonly string[]>> = {
  CNY: ['元', '元人民币', '人民币元', '人民币', '元整', '圆整', '圆', '块钱', '块', 'RMB', 'CNY', '¥'],
  USD: ['美元', '美金', 'USD', 'US$', '$'],
  EUR: ['欧元', 'EUR', '€'],
  GBP: ['英镑', 'GBP', '£'],
  JPY: ['日元', '日圆', 'JPY'],
  HKD: ['港元', '港币', 'HKD', 'HK$'],
  KRW: ['韩元', 'KRW'],
  RUB: ['卢布', 'RUB'],
  SGD: ['新加坡元', '新元', 'SGD'],
  AUD: ['澳元', 'AUD'],
};

/** Scales before the currency, and their sizes. */
export const moneyScales: Readonly<Record<string, string>> = {
  亿: '100000000',
  百万: '1000000',
  万: '10000',
  千: '1000',
  '': '1',
};
