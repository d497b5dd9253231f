import type { Sentences } from '../index.ts';

export const rules: Sentences = {};
