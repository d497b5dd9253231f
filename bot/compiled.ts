/**
 * Keeps compiled code between starts, beside the packages it was made from: named with `--import` in the package's
 * scripts, so that all code comes from there, our own with its types taken off as well. Imported as a module it comes
 * after the code that imports it and serves the packages only. Where the folder cannot be written, everything is compiled anew.
 * https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
 */
import { enableCompileCache } from 'node:module';
import path from 'node:path';

enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/node'));
