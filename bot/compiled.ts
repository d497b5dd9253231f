/**
 * Keeps compiled code between starts, beside the packages it was made from: imported first, so that all that is
 * loaded after it comes from there. Where the folder cannot be written, everything is compiled anew.
 * https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
 */
import { enableCompileCache } from 'node:module';
import path from 'node:path';

enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/node'));
