/**
 * Loaded before the Playground with `--import`: it listens on all interfaces and hands on what anybody says to a bot that
 * believes everybody. Here it listens on this machine only.
 */
import { Server } from 'node:net';

type Listen = (this: Server, ...given: unknown[]) => Server;

const prototype = Server.prototype as unknown as { listen: Listen };
const { listen } = prototype;

prototype.listen = function (first, ...rest) {
  const [host] = rest;
  const anywhere = /^\d+$/.test(String(first)) && (typeof host !== 'string' || host === '');
  const others = typeof host === 'string' ? rest.slice(1) : rest;
  return anywhere ? listen.call(this, first, '127.0.0.1', ...others) : listen.call(this, first, ...rest);
};
