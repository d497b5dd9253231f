/** Starts the bot. */
process.exitCode = 0;
