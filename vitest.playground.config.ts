import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/playground/**/*.playground.ts'],
    reporters: ['default'],
    pool: 'forks',
    // npm may have to fetch the Playground first.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
