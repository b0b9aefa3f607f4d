// Preloaded into the programs that the launcher runs: ends them with it, even when it is killed outright. Their own
// children inherit this preload, and have a channel of their own that is not ours to touch.
if (process.env['LAUNCHER_PID'] === String(process.ppid)) {
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}
