/**
 * Microsoft 365 Agents Playground beside a bot: fetched by npm when it is first wanted, at one version, and kept in npm's
 * own cache. It is no dependency of ours: pre-release software under terms of its own, which only whoever tries it takes.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = '@microsoft/m365agentsplayground';
const VERSION = '0.2.28';

/** Its command, on this machine; rejects where npm cannot get it. */
export async function fetchPlayground(): Promise<string> {
  // Node prints the folders of commands, the one that npm made for the package among them.
  const print = ['node', '-p', 'process.env.PATH'];
  const args = ['exec', '--yes', `--package=${PACKAGE}@${VERSION}`, '--', ...print];
  const { stdout } = await promisify(execFile)('npm', args, { shell: process.platform === 'win32' });
  const command = stdout
    .trim()
    .split(path.delimiter)
    .map((folder) => path.join(folder, '..', PACKAGE, 'cli.js'))
    .find((file) => existsSync(file));
  if (command === undefined) throw new Error(`${PACKAGE}@${VERSION} could not be found after npm fetched it`);
  return command;
}

/** The wanted port where nobody listens at it, any other free one otherwise. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const free = await new Promise<number | undefined>((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(wanted, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  if (free === undefined) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return free;
}

export interface PlaygroundOptions {
  /** The bot's messaging endpoint. */
  readonly endpoint: string;
  readonly port: number;
  /** Where it may write its logs. */
  readonly folder: string;
}

export class Playground {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Starts one that speaks as Teams; resolves when its page answers. */
  static async open({ endpoint, port, folder }: PlaygroundOptions): Promise<Playground> {
    const command = await fetchPlayground();
    const url = `http://127.0.0.1:${port}`;
    const loopback = path.join(import.meta.dirname, 'loopback.ts');
    const options = [
      '-e',
      endpoint,
      '-c',
      'msteams',
      '-p',
      String(port),
      '--su',
      `${url}/_connector`,
      '--dt',
    ];
    const child = spawn(process.execPath, ['--import', loopback, command, ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const playground = new Playground(`${url}/`, child);
    await playground.#answering();
    return playground;
  }

  async #answering(): Promise<void> {
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error('the Playground ended before it was ready');
      const answer = await fetch(this.url).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  async close(): Promise<void> {
    this.#child.kill();
    await this.ended();
  }
}
