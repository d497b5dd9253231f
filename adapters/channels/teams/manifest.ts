/**
 * The manifest of the Teams app and its English words.
 * https://learn.microsoft.com/microsoft-365/extensibility/schema/?view=m365-app-1.22
 */
import { teamsApp as english } from '../../../forms/text/en/teams-app.ts';
import { text } from '../../../forms/text/index.ts';
import { SEARCHES } from './searches.ts';

/** Newer ones exist; nothing of theirs is used, and older administration pages refuse what they do not know. */
const SCHEMA_VERSION = '1.22';

/** Who answers for the app towards those who use it. */
export interface AppDeveloper {
  /** The office, at most 32 characters. */
  readonly name: string;
  /** Three pages, https. */
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

export interface AppSettings {
  /** Application (client) id of the registration; the app's own id as well. */
  readonly id: string;
  /** Three numbers; Teams takes an update only with a higher one. */
  readonly version: string;
  /** Where the bot is reached from outside; https. */
  readonly publicUrl: string;
  readonly developer: AppDeveloper;
}

/** The message extension's commands: `composeExtension/query` names them, also when they are opened, without words. */
const COMMAND_IDS = Object.keys(SEARCHES) as (keyof typeof SEARCHES)[];
/** The parameter that holds what was typed. */
const SEARCH_WORDS = 'text';

export const COLOR_ICON = 'color.png';
export const OUTLINE_ICON = 'outline.png';
export const ENGLISH_FILE = 'en.json';

type Words = typeof english;
type Code = keyof Words;

/** What a person is offered in a personal chat, at most ten; each is a word that the interview understands. */
const PERSONAL = [
  'start',
  'resume',
  'progress',
  'preview',
  'back',
  'example',
  'check',
  'export',
  'status',
  'help',
] as const;

const COMMANDS: readonly {
  readonly scopes: readonly string[];
  readonly commands: readonly [Code, Code][];
}[] = [
  {
    scopes: ['personal'],
    commands: PERSONAL.map((each) => [`teams_app.command.${each}`, `teams_app.command.${each}.about`]),
  },
  // Among others the bot says only how to reach it alone.
  {
    scopes: ['team', 'groupChat'],
    commands: [['teams_app.command.help', 'teams_app.company.help.about']],
  },
];

/** `manifest.json`, with the Chinese words. */
export function appManifest({ id, version, publicUrl, developer }: AppSettings): object {
  const { host } = new URL(publicUrl);
  return {
    $schema: schemaOf('MicrosoftTeams'),
    manifestVersion: SCHEMA_VERSION,
    version,
    id,
    localizationInfo: {
      defaultLanguageTag: 'zh-cn',
      additionalLanguages: [{ languageTag: 'en', file: ENGLISH_FILE }],
    },
    developer: {
      name: developer.name,
      websiteUrl: developer.websiteUrl,
      privacyUrl: developer.privacyUrl,
      termsOfUseUrl: developer.termsUrl,
    },
    name: { short: text('teams_app.name.short'), full: text('teams_app.name.full') },
    description: { short: text('teams_app.description.short'), full: text('teams_app.description.full') },
    icons: { color: COLOR_ICON, outline: OUTLINE_ICON },
    accentColor: '#1F5A8A',
    defaultInstallScope: 'personal',
    bots: [
      {
        botId: id,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: COMMANDS.map(({ scopes, commands }) => ({
          scopes,
          commands: commands.map(([title, about]) => ({ title: text(title), description: text(about) })),
        })),
      },
    ],
    composeExtensions: [{ botId: id, commands: COMMAND_IDS.map(searchCommand) }],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [host],
  };
}

/** Runs as soon as it is opened, without a word typed: whoever has a role sees the first page. */
function searchCommand(id: keyof typeof SEARCHES): object {
  return {
    id,
    type: 'query',
    context: ['compose', 'commandBox'],
    initialRun: true,
    title: text(`teams_app.search.${id}`),
    description: text(`teams_app.search.${id}.about`),
    parameters: [
      {
        name: SEARCH_WORDS,
        inputType: 'text',
        title: text(`teams_app.search.${id}.words`),
        description: text('teams_app.search.hint'),
      },
    ],
  };
}

/** The English words, by the places in the manifest that they stand in. */
export function appEnglish(): Readonly<Record<string, string>> {
  const commands = COMMANDS.flatMap((list, at) =>
    list.commands.flatMap(([title, about], nth) => {
      const place = `bots[0].commandLists[${at}].commands[${nth}]`;
      return [
        [`${place}.title`, english[title]],
        [`${place}.description`, english[about]],
      ];
    }),
  );
  const searches = COMMAND_IDS.flatMap((id, nth) => {
    const place = `composeExtensions[0].commands[${nth}]`;
    return [
      [`${place}.title`, english[`teams_app.search.${id}`]],
      [`${place}.description`, english[`teams_app.search.${id}.about`]],
      [`${place}.parameters[0].title`, english[`teams_app.search.${id}.words`]],
      [`${place}.parameters[0].description`, english['teams_app.search.hint']],
    ];
  });
  return {
    $schema: schemaOf('MicrosoftTeams.Localization'),
    'name.short': english['teams_app.name.short'],
    'name.full': english['teams_app.name.full'],
    'description.short': english['teams_app.description.short'],
    'description.full': english['teams_app.description.full'],
    ...Object.fromEntries([...commands, ...searches]),
  };
}

function schemaOf(name: string): string {
  return `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA_VERSION}/${name}.schema.json`;
}
