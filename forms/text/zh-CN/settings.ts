import type { Sentences } from '../index.ts';

/** What is said when a setting stops the start: one sentence that names it and what is allowed. */
export const settings: Sentences = {
  'settings.wrong': '设置 {name} 的值“{value}”不能用：{allowed}。',
  'settings.unknown': '.env 里的 {name} 不是已知的设置，请对照 .env.example 改正名称，或删去这一行。',
  'settings.unreadable': '读不了设置文件 {name}，请检查它是不是普通文件、当前用户能不能读。',
  'settings.folder_missing': '设置 {name} 指的文件夹“{value}”不存在，请先建好，或改成已有的文件夹。',
  'settings.not_a_folder': '设置 {name} 的值“{value}”不是文件夹，请改成文件夹的路径。',
  'settings.host_open':
    '设置 HOST 的值“{value}”会让其他机器也能打开网页，而登录还没有配置，所以目前只能填 127.0.0.1、::1 或 localhost。',
  'settings.allowed.PORT': '请填 0 到 65535 之间的整数（0 表示由系统挑选），不填就是 3978',
  'settings.allowed.HOST': '请填 127.0.0.1、::1 或 localhost，不填就是 127.0.0.1',
  'settings.allowed.DATA_DIR': '请填存放数据的文件夹，不填就是 ./data',
  'settings.allowed.CALLS_DIR': '请填另外存放征集的文件夹，不需要就留空',
  'settings.allowed.NODE_ENV': '请填 development、production 或 test，不填就是 development',
  'settings.allowed.MAX_UPLOAD_MB': '请填 1 到 1024 之间的整数，单位是 MB，不填就是 20',
  'settings.allowed.MAX_DRAFT_MB': '请填 1 到 1000000 之间的整数，单位是 MB，不填就是 4096',
  'settings.allowed.UPLOAD_KEEP_HOURS': '请填 1 到 720 之间的整数，单位是小时，不填就是 24',
  'settings.allowed.CONSOLE_HOURS': '请填 1 到 72 之间的整数，单位是小时，不填就是 8',
  'settings.allowed.LINK_MINUTES': '请填 1 到 10080 之间的整数，单位是分钟，不填就是 60',
  'settings.allowed.TOKEN_MINUTES': '请填 1 到 1440 之间的整数，单位是分钟，不填就是 60',
  'settings.allowed.PUBLIC_URL': '请填 http:// 或 https:// 开头的网址，不带用户名、问号和井号，不需要就留空',
  'settings.allowed.ADMINISTRATORS':
    '请填账号，用逗号隔开，每个写成 wecom:成员账号 或者 teams:对象 ID（最多 20 个），不需要就留空',
  'settings.teams_half': 'Teams 的设置还不完整，缺 {missing}，请补齐；暂时不用的话，把 {given} 也留空。',
  'settings.teams_open': 'Teams 的四项 MICROSOFT_ 设置没有填齐，来的消息就没法核对是谁签发的，所以不启动。',
  'settings.teams_development':
    '正式运行时（NODE_ENV=production）不能用 TEAMS_ANONYMOUS、TEAMS_METADATA_URL 和 TEAMS_TOKEN_ISSUER，请留空。',
  'settings.teams_both': 'TEAMS_ANONYMOUS 和 MICROSOFT_ 开头的设置只能用一样，请留空其中一样。',
  'settings.teams_metadata': 'TEAMS_METADATA_URL 和 TEAMS_TOKEN_ISSUER 要么都填，要么都空着。',
  'settings.allowed.MICROSOFT_APP_ID': '请填 Azure 应用注册里的应用程序(客户端) ID，不用 Teams 就留空',
  'settings.allowed.MICROSOFT_APP_PASSWORD':
    '请填 Azure 应用注册里的客户端密码（值），中间没有空格，不用 Teams 就留空',
  'settings.allowed.MICROSOFT_APP_TYPE': '请填 SingleTenant，不用 Teams 就留空',
  'settings.allowed.MICROSOFT_APP_TENANT_ID': '请填 Azure 应用注册里的目录(租户) ID，不用 Teams 就留空',
  'settings.allowed.TEAMS_TENANTS': '请填租户 ID，多个用英文逗号隔开，不填就只服务应用注册所在的租户',
  'settings.allowed.TEAMS_FILE_HOSTS': '请填域名，多个用英文逗号隔开，不填就是 sharepoint.com,sharepoint.cn',
  'settings.allowed.TEAMS_ANONYMOUS': '请填 yes 或 no，不填就是 no',
  'settings.allowed.TEAMS_METADATA_URL': '请填 http:// 或 https:// 开头的网址，只在开发时用，平时留空',
  'settings.allowed.TEAMS_TOKEN_ISSUER': '请填 http:// 或 https:// 开头的网址，只在开发时用，平时留空',
  'settings.allowed.TEAMS_DEVELOPER': '请填单位名称，不超过 32 个字，不做 Teams 应用包就留空',
  'settings.allowed.TEAMS_WEBSITE_URL': '请填 https:// 开头的网址，是介绍或支持页面，不做 Teams 应用包就留空',
  'settings.allowed.TEAMS_PRIVACY_URL': '请填 https:// 开头的网址，是隐私说明页面，不做 Teams 应用包就留空',
  'settings.allowed.TEAMS_TERMS_URL': '请填 https:// 开头的网址，是使用条款页面，不做 Teams 应用包就留空',
  'settings.hidden': '（不显示）',
  'settings.wecom_half':
    '企业微信{which}的设置还不完整，缺 {missing}，请补齐；暂时不用的话，把 {given} 也留空。',
  'settings.wecom.app': '自建应用',
  'settings.wecom.robot': '智能机器人',
  'settings.allowed.WECOM_CORP_ID': '请填“我的企业”页面最下面的企业 ID，不用自建应用就留空',
  'settings.allowed.WECOM_AGENT_ID': '请填应用详情页的 AgentId，是一串数字，不用自建应用就留空',
  'settings.allowed.WECOM_SECRET': '请填应用详情页的 Secret，中间没有空格，不用自建应用就留空',
  'settings.allowed.WECOM_TOKEN':
    '请填“接收消息服务器配置”里的 Token，最多 32 个字母和数字，不用自建应用就留空',
  'settings.allowed.WECOM_AES_KEY':
    '请填“接收消息服务器配置”里的 EncodingAESKey，一共 43 个字母和数字，不用自建应用就留空',
  'settings.allowed.WECOM_BOT_ID': '请填智能机器人 API 模式页面的 Bot ID，不用智能机器人就留空',
  'settings.allowed.WECOM_BOT_SECRET': '请填智能机器人 API 模式页面的 Secret，不用智能机器人就留空',
  'settings.allowed.WECOM_GROUP_URL': '请填群里消息推送的 Webhook 地址，要带 key，不用就留空',
  'settings.allowed.WECOM_API_URL':
    '请填 http:// 或 https:// 开头的接口地址，不填就是 https://qyapi.weixin.qq.com',
  'settings.allowed.WECOM_ROBOT_URL':
    '请填 ws:// 或 wss:// 开头的长连接地址，不填就是 wss://openws.work.weixin.qq.com',
};
