// The one entry of `npm start`, `npm test` and `npm run etl`. It runs on a fresh clone, so this file and
// launch/*.mjs import nothing but node: modules; and an old Node must be able to read this file, to be told so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Cần Node 20.19 trở lên, đang có ${process.versions.node} · Node 20.19 or newer is needed, this is ${process.versions.node}.`,
  );
  process.exit(2);
}

import('./launch/main.mjs').then(({ main }) => main(process.argv.slice(2)));
