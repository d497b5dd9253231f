import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Environment, parseConfig, readConfig } from '../../bot/config.ts';
import { hasText } from '../../forms/text/index.ts';
import { testFolder } from '../adapters/store/folder.ts';

const four = {
  MICROSOFT_APP_ID: '00000000-0000-4000-8000-00000000b07a',
  MICROSOFT_APP_PASSWORD: 'app-password',
  MICROSOFT_APP_TYPE: 'SingleTenant',
  MICROSOFT_APP_TENANT_ID: '00000000-0000-4000-8000-0000000000aa',
};
const names = Object.keys(Environment.shape);
const MB = 1024 * 1024;

function refusalOf(variables: Record<string, string>, folder = testFolder()): string {
  try {
    parseConfig(variables, folder);
  } catch (error) {
    expect(error).toMatchObject({ name: 'AppError', code: 'settings.invalid' });
    return (error as Error).message;
  }
  throw new Error(`Accepted: ${JSON.stringify(variables)}`);
}

/** A complete set of the application's. */
const app = {
  WECOM_CORP_ID: 'ww8f2d0c5b1e6a4937',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'app-secret',
  WECOM_TOKEN: 'QDG6eK',
  WECOM_AES_KEY: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

describe('the settings', () => {
  it('need nothing', () => {
    const folder = testFolder();
    expect(parseConfig({}, folder)).toEqual({
      port: 3978,
      host: '127.0.0.1',
      dataDir: path.join(folder, 'data'),
      mode: 'development',
      maxUploadBytes: 20 * MB,
      maxDraftBytes: 4096 * MB,
      linkMinutes: 60,
      consoleHours: 8,
      administrators: [],
      web: { host: '127.0.0.1', maxUploadBytes: 20 * MB, tokenMinutes: 60, uploadHours: 24 },
      wecom: {},
      teamsApp: {},
    });
  });

  it('can all be set', () => {
    const folder = testFolder();
    mkdirSync(path.join(folder, 'calls'));
    const variables = {
      PORT: ' 0 ',
      HOST: '::1',
      DATA_DIR: '/srv/shenbao',
      CALLS_DIR: 'calls',
      NODE_ENV: 'production',
      MAX_UPLOAD_MB: '50',
      MAX_DRAFT_MB: '500',
      UPLOAD_KEEP_HOURS: '48',
      LINK_MINUTES: '15',
      CONSOLE_HOURS: '4',
      TOKEN_MINUTES: '5',
      PUBLIC_URL: 'https://shenbao.example.com/app/',
      ADMINISTRATORS: 'wecom:zhang.san，teams:00000000-0000-4000-8000-0000000000cc',
      ...app,
      WECOM_BOT_ID: 'aib-1',
      WECOM_BOT_SECRET: 'robot-secret',
      WECOM_GROUP_URL: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=group-key',
      WECOM_API_URL: 'https://wecom.example.com/',
      WECOM_ROBOT_URL: 'wss://robot.example.com',
      ...four,
      TEAMS_TENANTS: '00000000-0000-4000-8000-0000000000AA, 00000000-0000-4000-8000-0000000000bb',
      TEAMS_FILE_HOSTS: 'sharepoint.example.com',
      TEAMS_ANONYMOUS: 'no',
      TEAMS_METADATA_URL: '',
      TEAMS_TOKEN_ISSUER: '',
      TEAMS_DEVELOPER: '示例大学科研处',
      TEAMS_WEBSITE_URL: 'https://example.com/about',
      TEAMS_PRIVACY_URL: 'https://example.com/privacy',
      TEAMS_TERMS_URL: 'https://example.com/terms',
    };
    expect(Object.keys(variables).sort()).toEqual([...names].sort());
    expect(parseConfig(variables, folder)).toEqual({
      port: 0,
      host: '::1',
      dataDir: path.resolve('/srv/shenbao'),
      callsDir: path.join(folder, 'calls'),
      mode: 'production',
      maxUploadBytes: 50 * MB,
      maxDraftBytes: 500 * MB,
      linkMinutes: 15,
      consoleHours: 4,
      administrators: ['wecom:zhang.san', 'teams:00000000-0000-4000-8000-0000000000cc'],
      publicUrl: 'https://shenbao.example.com/app',
      web: {
        host: '::1',
        publicUrl: 'https://shenbao.example.com/app',
        maxUploadBytes: 50 * MB,
        tokenMinutes: 5,
        uploadHours: 48,
      },
      wecom: {
        app: {
          corpId: 'ww8f2d0c5b1e6a4937',
          agentId: 1_000_002,
          secret: 'app-secret',
          token: 'QDG6eK',
          aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
          apiUrl: 'https://wecom.example.com',
        },
        robot: { botId: 'aib-1', secret: 'robot-secret', url: 'wss://robot.example.com' },
        groupUrl: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=group-key',
      },
      teams: {
        mode: 'production',
        anonymous: false,
        app: {
          id: four.MICROSOFT_APP_ID,
          password: 'app-password',
          tenant: four.MICROSOFT_APP_TENANT_ID,
          type: 'SingleTenant',
        },
        tenants: ['00000000-0000-4000-8000-0000000000aa', '00000000-0000-4000-8000-0000000000bb'],
        fileHosts: ['sharepoint.example.com'],
      },
      teamsApp: {
        developer: '示例大学科研处',
        websiteUrl: 'https://example.com/about',
        privacyUrl: 'https://example.com/privacy',
        termsUrl: 'https://example.com/terms',
      },
    });
  });

  it.each([
    [
      { WECOM_CORP_ID: 'ww8f2d0c5b1e6a4937', WECOM_AGENT_ID: '1000002' },
      '企业微信自建应用的设置还不完整，缺 WECOM_SECRET、WECOM_TOKEN、WECOM_AES_KEY，请补齐；暂时不用的话，把 WECOM_CORP_ID、WECOM_AGENT_ID 也留空。',
    ],
    [app, /^企业微信自建应用的设置还不完整，缺 PUBLIC_URL，请补齐/],
    [
      { WECOM_BOT_SECRET: 'robot-secret' },
      '企业微信智能机器人的设置还不完整，缺 WECOM_BOT_ID，请补齐；暂时不用的话，把 WECOM_BOT_SECRET 也留空。',
    ],
  ] as [Record<string, string>, string | RegExp][])('refuse half a set: %o', (variables, sentence) => {
    const said = refusalOf(variables);
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });

  it.each([
    [{ MICROSOFT_APP_ID: four.MICROSOFT_APP_ID }, /^Teams 的设置还不完整，缺 MICROSOFT_APP_PASSWORD、/],
    [{ ...four, MICROSOFT_APP_TYPE: '' }, /缺 MICROSOFT_APP_TYPE，/],
    [{ ...four, NODE_ENV: 'production', MICROSOFT_APP_TENANT_ID: '' }, /缺 MICROSOFT_APP_TENANT_ID，/],
    [{ NODE_ENV: 'production', TEAMS_ANONYMOUS: 'yes' }, /^正式运行时/],
    [{ ...four, NODE_ENV: 'production', TEAMS_METADATA_URL: 'http://127.0.0.1/' }, /^正式运行时/],
    [{ ...four, NODE_ENV: 'production', TEAMS_TOKEN_ISSUER: 'http://127.0.0.1/' }, /^正式运行时/],
    [{ ...four, TEAMS_ANONYMOUS: 'yes' }, /只能用一样/],
    [{ ...four, TEAMS_METADATA_URL: 'http://127.0.0.1/' }, /要么都填，要么都空着/],
    [{ ...four, MICROSOFT_APP_TYPE: 'MultiTenant' }, /请填 SingleTenant/],
    [{ ...four, MICROSOFT_APP_PASSWORD: 'a b' }, /（不显示）/],
    [{ TEAMS_ANONYMOUS: 'yes', HOST: '0.0.0.0' }, /^设置 HOST/],
  ] as [Record<string, string>, RegExp][])('refuse Teams half open: %o', (variables, sentence) => {
    expect(refusalOf(variables)).toMatch(sentence);
  });

  it('leave Teams off where nothing is said of it, and believe anybody only where that is asked for', () => {
    const folder = testFolder();
    expect(parseConfig({ NODE_ENV: 'production' }, folder).teams).toBeUndefined();
    expect(parseConfig({ TEAMS_ANONYMOUS: 'yes' }, folder).teams).toMatchObject({
      anonymous: true,
      tenants: [],
    });
    expect(parseConfig(four, folder).teams).toMatchObject({
      anonymous: false,
      tenants: [four.MICROSOFT_APP_TENANT_ID],
    });
  });

  it.each(['WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY', 'WECOM_BOT_SECRET', 'WECOM_GROUP_URL'])(
    'do not repeat what %s says where it is wrong',
    (name) => {
      const said = refusalOf({ [name]: 'not quite a secret !' });
      expect(said).toMatch(new RegExp(`^设置 ${name} 的值“（不显示）”不能用：请填`));
    },
  );

  it.each([
    [
      'PORT',
      '65536',
      '设置 PORT 的值“65536”不能用：请填 0 到 65535 之间的整数（0 表示由系统挑选），不填就是 3978。',
    ],
    ['PORT', '三千', /^设置 PORT 的值“三千”不能用：/],
    ['PORT', '-1', /^设置 PORT /],
    ['PORT', '80.5', /^设置 PORT /],
    ['PORT', '0x50', /^设置 PORT /],
    [
      'NODE_ENV',
      'prod',
      '设置 NODE_ENV 的值“prod”不能用：请填 development、production 或 test，不填就是 development。',
    ],
    [
      'MAX_UPLOAD_MB',
      '0',
      '设置 MAX_UPLOAD_MB 的值“0”不能用：请填 1 到 1024 之间的整数，单位是 MB，不填就是 20。',
    ],
    ['MAX_UPLOAD_MB', '1025', /^设置 MAX_UPLOAD_MB /],
    ['TOKEN_MINUTES', '1e3', /^设置 TOKEN_MINUTES 的值“1e3”不能用：请填 1 到 1440 之间的整数/],
    ['PUBLIC_URL', 'shenbao.example.com', /^设置 PUBLIC_URL .*请填 http:\/\/ 或 https:\/\/ 开头的网址/],
    ['PUBLIC_URL', 'javascript:alert(1)', /^设置 PUBLIC_URL /],
    ['PUBLIC_URL', 'https://me:secret@example.com/', /^设置 PUBLIC_URL /],
    ['PUBLIC_URL', 'https://example.com/?', /^设置 PUBLIC_URL /],
    ['CALLS_DIR', 'nowhere', '设置 CALLS_DIR 指的文件夹“nowhere”不存在，请先建好，或改成已有的文件夹。'],
  ] as [string, string, string | RegExp][])('refuse %s=%s in one sentence', (name, value, sentence) => {
    const said = refusalOf({ [name]: value });
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
    expect(said.match(/。/g)).toHaveLength(1);
  });

  it('refuse a file where a folder is meant', () => {
    const folder = testFolder();
    writeFileSync(path.join(folder, 'file'), '');
    expect(refusalOf({ DATA_DIR: 'file' }, folder)).toBe(
      '设置 DATA_DIR 的值“file”不是文件夹，请改成文件夹的路径。',
    );
  });

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.10',
    'example.com',
    '128.0.0.1',
    '127.evil.example',
    '127.0.0.1.example.com',
  ])('keep the page on this machine while there is no sign-in: HOST=%s is refused', (host) => {
    expect(refusalOf({ HOST: host })).toBe(
      `设置 HOST 的值“${host}”会让其他机器也能打开网页，而登录还没有配置，所以目前只能填 127.0.0.1、::1 或 localhost。`,
    );
  });

  it.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('take HOST=%s', (host) => {
    expect(parseConfig({ HOST: host }, testFolder()).host).toBe(host);
  });

  it('have a sentence each for what is allowed', () => {
    expect(names.filter((name) => !hasText(`settings.allowed.${name}`))).toEqual([]);
  });
});

describe('.env', () => {
  const withFile = (content: string) => {
    const folder = testFolder();
    writeFileSync(path.join(folder, '.env'), content);
    return folder;
  };

  it('is read, and the environment outranks it', () => {
    const folder = withFile('PORT=4000\nTOKEN_MINUTES="10" # short\n');
    expect(readConfig(folder, { PORT: '5000', PATH: '/bin' })).toMatchObject({
      port: 5000,
      web: { tokenMinutes: 10 },
    });
  });

  it('may be missing', () => {
    expect(readConfig(testFolder(), {}).port).toBe(3978);
  });

  it('is refused with a name nobody knows', () => {
    const folder = withFile('PROT=4000\n');
    expect(() => readConfig(folder, {})).toThrow(
      '.env 里的 PROT 不是已知的设置，请对照 .env.example 改正名称，或删去这一行。',
    );
  });

  it('is refused when it cannot be read', () => {
    const folder = testFolder();
    mkdirSync(path.join(folder, '.env'));
    expect(() => readConfig(folder, {})).toThrow(
      '读不了设置文件 .env，请检查它是不是普通文件、当前用户能不能读。',
    );
  });

  it('has an example that lists every setting once with one comment and holds what is used without it', () => {
    const example = readFileSync(path.join(import.meta.dirname, '../../.env.example'), 'utf8');
    const lines = example.trimEnd().split('\n');
    expect(lines.filter((_, index) => index % 2 === 0).every((line) => /^# \S/.test(line))).toBe(true);
    expect(lines.filter((_, index) => index % 2 === 1).map((line) => line.split('=', 1)[0])).toEqual(names);
    const folder = testFolder();
    expect(parseConfig(parseEnv(example), folder)).toEqual(parseConfig({}, folder));
  });
});
