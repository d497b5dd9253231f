import type { Sentences } from '../index.ts';

export const interview: Sentences = {};
