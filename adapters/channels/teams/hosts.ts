/** Which addresses files may be fetched from and brought to: whoever names another is refused. */
import { AppError } from '../../../forms/error.ts';

/** The hosts, and every host of a domain among them, over https; http on this machine alone, outside production. */
export class Hosts {
  readonly #names: readonly string[];
  readonly #plain: boolean;

  constructor(names: readonly string[], { plain }: { plain: boolean }) {
    this.#names = names.map((name) => name.toLowerCase());
    this.#plain = plain;
  }

  /** The address, if it is allowed. Rejects with `AppError` `teams.host`. */
  check(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const known =
      url && this.#names.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`));
    const safe =
      url?.protocol === 'https:' || (url?.protocol === 'http:' && this.#plain && isHere(url.hostname));
    if (!url || !known || !safe || url.username !== '' || url.password !== '')
      throw new AppError('teams.host', 'a file at an address that is not allowed');
    return url;
  }
}

/** Whether a host's name is this machine's own. */
export function isHere(host: string): boolean {
  return host === '127.0.0.1' || host === 'localhost' || host === '[::1]';
}
