/** The real server of a test: a process of its own with a data folder of its own, which outlives the process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = path.resolve(import.meta.dirname, '../../bot/main.ts');

export class Host {
  /** Where the page is; stays the same over restarts. */
  url = '';
  /** What it wrote since it was ready. */
  logged = '';
  readonly #folder: string;
  readonly #settings: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;

  private constructor(folder: string, settings: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** Starts one; `settings` are environment variables besides its port and folder. */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Host> {
    const host = new Host(await mkdtemp(path.join(tmpdir(), 'host-')), settings);
    await host.start();
    return host;
  }

  get data(): string {
    return path.join(this.#folder, 'data');
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts the server, on the port it had before if there was one; resolves once it says where it listens. */
  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const child = spawn(process.execPath, [MAIN], {
      cwd: this.#folder,
      env: { ...this.#settings, PORT: port, DATA_DIR: this.data, NODE_ENV: 'test' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    // Read on after it is ready, so that what it logs later never fills the pipe, and no line of it is lost.
    const lines = createInterface({ input: child.stdout });
    await new Promise<void>((resolve, reject) => {
      let ready = false;
      lines.on('line', (line) => {
        const found = ready ? undefined : /http:\/\/\S+/.exec(line)?.[0];
        if (ready) this.logged += `${line}\n`;
        if (found === undefined) return;
        ready = true;
        this.url = found;
        resolve();
      });
      lines.on('close', () => reject(new Error('the server ended before it was ready')));
    });
  }

  /** Ends the process as a power cut would; nothing is said to it first. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
