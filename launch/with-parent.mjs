// Preloaded into the programs that the launcher runs: ends them with it, even when it is killed outright.
process.on('disconnect', () => process.exit(1));
process.channel?.unref();
