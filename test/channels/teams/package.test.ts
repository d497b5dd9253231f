/** The app package, opened and held against the schemas that Microsoft publishes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import wordsSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.22/MicrosoftTeams.Localization.schema.json' with {
  type: 'json',
};
import manifestSchema from '@microsoft/app-manifest/build/json-schemas/teams/v1.22/MicrosoftTeams.schema.json' with {
  type: 'json',
};
import Ajv from 'ajv-draft-04';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppSettings } from '../../../adapters/channels/teams/manifest.ts';
import { appPackage } from '../../../adapters/channels/teams/package.ts';
import { commandIn } from '../../../dialogs/engine/understand/talk.ts';

const ID = '00000000-0000-4000-8000-0000000000aa';
const settings: AppSettings = {
  id: ID,
  version: '1.2.3',
  publicUrl: 'https://shenbao.example.com',
  developer: {
    name: '示例大学科研处',
    websiteUrl: 'https://example.com/about',
    privacyUrl: 'https://example.com/privacy',
    termsUrl: 'https://example.com/terms',
  },
};

type Commands = readonly { title: string; description: string }[];
interface Manifest {
  readonly [name: string]: unknown;
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly supportsFiles: boolean;
    readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: Commands }[];
  }[];
}

/** What is wrong with a value, by the published schema. */
function faults(schema: object, value: unknown): unknown[] {
  // The schema is written for patterns of the old kind, and with formats that the validator knows nothing of.
  const check = new Ajv.default({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    validateFormats: false,
  }).compile(schema);
  return check(value) ? [] : (check.errors ?? []);
}

async function opened(over: Partial<AppSettings> = {}) {
  const zip = await appPackage({ ...settings, ...over });
  const parts = unzipSync(zip);
  const read = (name: string): unknown => JSON.parse(Buffer.from(parts[name] ?? []).toString('utf8'));
  return {
    zip,
    parts,
    manifest: read('manifest.json') as Manifest,
    english: read('en.json') as Record<string, string>,
  };
}

/** The value at a place such as `bots[0].commandLists[1].commands[0].title`. */
function at(value: unknown, place: string): unknown {
  return place
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((inside, name) => (inside as Record<string, unknown> | undefined)?.[name], value);
}

describe('the manifest', () => {
  test('holds by the published schema, and so do the English words', async () => {
    const { manifest, english } = await opened();
    expect(faults(manifestSchema, manifest)).toEqual([]);
    expect(faults(wordsSchema, english)).toEqual([]);
    expect(manifest.manifestVersion).toBe('1.22');
  });

  test('the schema does refuse what is wrong', async () => {
    const { manifest, english } = await opened();
    expect(faults(manifestSchema, { ...manifest, id: 'no guid' })).not.toEqual([]);
    expect(faults(manifestSchema, { ...manifest, shortName: 'x' })).not.toEqual([]);
    expect(faults(wordsSchema, { ...english, 'name.short': 'x'.repeat(31) })).not.toEqual([]);
  });

  test('one id for app, bot and message extension; the settings stand where Teams looks for them', async () => {
    const { manifest } = await opened();
    expect(manifest).toMatchObject({
      id: ID,
      version: '1.2.3',
      developer: {
        name: '示例大学科研处',
        websiteUrl: 'https://example.com/about',
        privacyUrl: 'https://example.com/privacy',
        termsOfUseUrl: 'https://example.com/terms',
      },
      bots: [{ botId: ID, scopes: ['personal', 'team', 'groupChat'], supportsFiles: true }],
      composeExtensions: [{ botId: ID }],
      validDomains: ['shenbao.example.com'],
    });
  });

  test('each search can be run without a word, and takes what is typed as one text', async () => {
    const { manifest } = await opened();
    const searches = at(manifest, 'composeExtensions[0].commands') as readonly Record<string, unknown>[];
    expect(searches.map(({ id }) => id)).toEqual(['standing', 'standing_unit', 'standing_call']);
    for (const { type, initialRun, parameters } of searches)
      expect([type, initialRun, parameters]).toEqual([
        'query',
        true,
        [expect.objectContaining({ name: 'text', inputType: 'text' })],
      ]);
  });

  test('each scope has its list, and every word in it is one that the interview understands', async () => {
    const { manifest, english } = await opened();
    const lists = manifest.bots[0]?.commandLists ?? [];
    expect(lists.flatMap(({ scopes }) => scopes).sort()).toEqual(['groupChat', 'personal', 'team']);
    for (const [list, { commands }] of lists.entries()) {
      expect(commands.length).toBeGreaterThan(0);
      expect(commands.length).toBeLessThanOrEqual(10);
      for (const [nth, { title, description }] of commands.entries()) {
        const other = english[`bots[0].commandLists[${list}].commands[${nth}].title`] ?? '';
        // The menu of commands cuts what is longer.
        expect([title, title.length <= 32, description.length <= 128]).toEqual([title, true, true]);
        expect([title, commandIn(title)]).not.toEqual([title, undefined]);
        expect([other, commandIn(other)]).toEqual([other, commandIn(title)]);
      }
    }
  });
});

describe('languages', () => {
  test('Chinese is the first and English the second, in a file that is there', async () => {
    const { manifest, parts } = await opened();
    expect(manifest.localizationInfo).toEqual({
      defaultLanguageTag: 'zh-cn',
      additionalLanguages: [{ languageTag: 'en', file: 'en.json' }],
    });
    expect(Object.keys(parts).sort()).toEqual(['color.png', 'en.json', 'manifest.json', 'outline.png']);
  });

  test('every Chinese word has an English one, and every English one stands for something', async () => {
    const { manifest, english } = await opened();
    const places = Object.keys(english).filter((place) => place !== '$schema');
    expect(places.filter((place) => typeof at(manifest, place) !== 'string')).toEqual([]);
    expect(places.filter((place) => /\p{Script=Han}/u.test(english[place] ?? ''))).toEqual([]);
    const chinese = (value: unknown, place: string): string[] =>
      typeof value === 'string'
        ? /\p{Script=Han}/u.test(value)
          ? [place]
          : []
        : Object.entries((value ?? {}) as object).flatMap(([name, inside]) =>
            chinese(
              inside,
              Array.isArray(value) ? `${place}[${name}]` : `${place}${place ? '.' : ''}${name}`,
            ),
          );
    const { developer: _, ...rest } = manifest;
    expect(chinese(rest, '').filter((place) => !(place in english))).toEqual([]);
  });
});

describe('icons', () => {
  const pixels = async (bytes: Uint8Array | undefined) => {
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const each = Array.from({ length: data.length / 4 }, (__, n) => [...data.subarray(4 * n, 4 * n + 4)]);
    return { each, size: [info.width, info.height] };
  };

  test('the coloured one is 192 px, filled to its edges', async () => {
    const { parts } = await opened();
    expect((await sharp(parts['color.png']).metadata()).format).toBe('png');
    const { each, size } = await pixels(parts['color.png']);
    expect(size).toEqual([192, 192]);
    expect(each.filter(([, , , alpha]) => alpha !== 255)).toEqual([]);
    const ground = each[0];
    const marked = each.flatMap((pixel, n) => (String(pixel) === String(ground) ? [] : [n]));
    const across = marked.flatMap((n) => [n % 192, Math.floor(n / 192)]);
    // Teams cuts the corners off: the mark keeps to the middle 120 px.
    expect([Math.min(...across) >= 36, Math.max(...across) < 156]).toEqual([true, true]);
    expect(marked.length).toBeGreaterThan(3000);
  });

  test('the outline is 32 px, white and nothing else on a transparent ground', async () => {
    const { parts } = await opened();
    expect(await sharp(parts['outline.png']).metadata()).toMatchObject({ format: 'png', hasAlpha: true });
    const { each, size } = await pixels(parts['outline.png']);
    expect(size).toEqual([32, 32]);
    const seen = each.filter(([, , , alpha]) => alpha !== 0);
    expect(seen.filter(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
    expect(each.length - seen.length).toBeGreaterThan(400);
  });
});

test('the same settings give the same bytes, other settings others', async () => {
  const { zip } = await opened();
  expect(Buffer.from(zip).equals(Buffer.from(await appPackage(settings)))).toBe(true);
  expect(Buffer.from(zip).equals(Buffer.from(await appPackage({ ...settings, version: '1.2.4' })))).toBe(
    false,
  );
});

describe('teams:package', () => {
  const whole = {
    MICROSOFT_APP_ID: ID.toUpperCase(),
    MICROSOFT_APP_PASSWORD: 'no-real-secret',
    MICROSOFT_APP_TYPE: 'SingleTenant',
    MICROSOFT_APP_TENANT_ID: '00000000-0000-4000-8000-0000000000bb',
    PUBLIC_URL: 'https://shenbao.example.com/',
    TEAMS_DEVELOPER: '示例大学科研处',
    TEAMS_WEBSITE_URL: 'https://example.com/about',
    TEAMS_PRIVACY_URL: 'https://example.com/privacy',
    TEAMS_TERMS_URL: 'https://example.com/terms',
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(env: Readonly<Record<string, string>>, ...args: string[]) {
    const cli = path.resolve(import.meta.dirname, '../../../bot/cli/teams-package.ts');
    writeFileSync(
      path.join(folder, '.env'),
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const options = { cwd: folder, encoding: 'utf8', env: {} } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
    return { status, stdout, stderr };
  }

  test('makes the file and says what it is; neither the words nor the file hold the secret', () => {
    expect(run(whole, '--out', 'a.zip', '--version', '2.0.1')).toEqual({
      status: 0,
      stdout: `已做好 Teams 应用包：a.zip（申报助手 2.0.1，应用 ID ${ID}）\n`,
      stderr: '',
    });
    const parts = unzipSync(readFileSync(path.join(folder, 'a.zip')));
    const all = Object.values(parts).map((bytes) => Buffer.from(bytes).toString('latin1'));
    expect(all.join('')).not.toContain('no-real-secret');
    const manifest = JSON.parse(Buffer.from(parts['manifest.json'] ?? []).toString()) as Manifest;
    expect(faults(manifestSchema, manifest)).toEqual([]);
    expect(manifest).toMatchObject({ id: ID, version: '2.0.1', validDomains: ['shenbao.example.com'] });
  });

  test('names all settings that are missing', () => {
    const { TEAMS_TERMS_URL: _, PUBLIC_URL: __, ...some } = whole;
    const { status, stderr } = run(some);
    expect([status, stderr.trim()]).toEqual([
      1,
      '还不能打包，.env 里缺 PUBLIC_URL、TEAMS_TERMS_URL。每一项填什么，见 adapters/channels/teams/README.md。',
    ]);
    expect(run({}).stderr).toContain('MICROSOFT_APP_ID、');
  });

  test.each([
    [{ PUBLIC_URL: 'http://shenbao.example.com' }, [], /Teams 只认 https/],
    [{ TEAMS_PRIVACY_URL: 'http://example.com/privacy' }, [], /TEAMS_PRIVACY_URL.*https/],
    [{ TEAMS_DEVELOPER: '名'.repeat(33) }, [], /TEAMS_DEVELOPER.*32/],
    [{ MICROSOFT_APP_TENANT_ID: '' }, [], /缺 MICROSOFT_APP_TENANT_ID/],
    [{}, ['--out', 'no/such/folder/a.zip'], /写不了 no\/such\/folder\/a\.zip（ENOENT）/],
  ] as const)('refuses %j %j', (over, args, words) => {
    const { status, stdout, stderr } = run({ ...whole, ...over }, ...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(words);
  });

  test.each([
    [['--version', '1.0']],
    [['--version', '1.0.0-beta']],
    [['--version', '01.0.0']],
    [['--into', 'a.zip']],
  ])('says how it is used: %j', (args) => {
    const { status, stderr } = run(whole, ...args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^用法：/)]);
  });
});
