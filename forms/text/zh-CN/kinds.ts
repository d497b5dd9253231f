import type { Sentences } from '../index.ts';

export const kinds: Sentences = {};
