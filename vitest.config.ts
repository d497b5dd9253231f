import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    reporters: ['default'],
    // Processes, not threads: a test may change folder or signal handlers, and SQLite stays out of shared memory.
    pool: 'forks',
    maxWorkers: 2,
    // Only a test that hangs is stopped: how fast things are is measured by the bench, not by a clock here.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
