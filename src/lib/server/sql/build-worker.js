import { fileURLToPath } from 'node:url';

/**
 * Builds the program that runs analysts' SQL, which is no part of the server that starts it, as `sql-worker.js`.
 * @param {string} folder somewhere below the root, where its packages are found
 */
export async function buildWorker(folder) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: fileURLToPath(new URL('worker/main.ts', import.meta.url)),
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'sql-worker.js' } },
    },
  });
}
