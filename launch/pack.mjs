import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { isPacked, ownPlatform, packedName } from './packed.mjs';
import { LaunchError, progressOn } from './report.mjs';
import { inRoot, root } from './root.mjs';

/** What runs on the target: the sources of programs that tsx runs, and what the launcher reads. */
const sources = [
  'README.md',
  'build',
  'etl',
  'launch',
  'launch.mjs',
  'package-lock.json',
  'package.json',
  'src',
  'static',
  'warehouse',
];
/** Only for those who write or debug code. */
const leftOut = /\.(map|d\.[cm]?ts)$|\/\.(launch|package-lock)\.json$|\/\.DS_Store$/;
const sumsName = 'SHA256SUMS';
const noteName = 'INSTALL.txt';
const usage = 'Cách dùng · usage: npm run pack -- [--out DIR] [--json]';

/**
 * `npm run pack`: everything that a machine without network needs besides Node, in one archive. Made twice
 * from the same build and packages at the same commit it has the same bytes.
 * @param {string[]} args
 */
export async function pack(args) {
  const { out, json } = readArguments(args);
  const report = progressOn(process.stderr);
  if (isPacked())
    throw new LaunchError('Đã là gói · this is an archive already: pack where the sources are.');
  await ensureInstalled(report);
  await ensureBuilt(report);
  const made = await report.task('Đóng gói · packing', () => packInto(out));
  const size = `${(made.bytes / 1024 / 1024).toFixed(1)} MiB`;
  process.stdout.write(
    json
      ? `${JSON.stringify(made)}\n`
      : `${made.file}: ${size}, ${made.files} files, SHA-256 ${made.sha256}\n`,
  );
}

/** @param {string[]} args */
function readArguments(args) {
  try {
    const { values } = parseArgs({ args, options: { out: { type: 'string' }, json: { type: 'boolean' } } });
    return { out: resolve(process.env['INIT_CWD'] ?? process.cwd(), values.out ?? '.'), json: values.json };
  } catch (error) {
    throw new LaunchError(`${error instanceof Error ? error.message : error}\n${usage}`, 2, { cause: error });
  }
}

/** @param {string} out */
async function packInto(out) {
  const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const target = ownPlatform(version);
  const title = `${name}-${version}-${target.platform}`;
  const beside = inRoot('.launch', 'pack');
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(beside, packedName), `${JSON.stringify(target)}\n`);
  writeFileSync(join(beside, noteName), note(title));
  const files = [...filesOf(sources), ...filesOf(packages(target.libc))].sort();
  const sums = await Promise.all([
    ...files.map((file) => sumOf(root, file)),
    ...[noteName, packedName].map((file) => sumOf(beside, file)),
  ]);
  writeFileSync(join(beside, sumsName), sums.join(''));
  const file = join(out, `${title}.tar.gz`);
  await archive({ file, title, files, beside });
  return { file, bytes: statSync(file).size, sha256: await sha256(file), files: files.length + 3 };
}

/**
 * @param {string} folder
 * @param {string} file
 */
async function sumOf(folder, file) {
  return `${await sha256(join(folder, file))}  ${file}\n`;
}

/** @param {string} path */
async function sha256(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Folders of the packages that are needed to run, as the lock file and this installation have them.
 * @param {string | null} libc
 */
function packages(libc) {
  /** @type {Record<string, { dev?: boolean, libc?: string[] }>} */
  const locked = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  return Object.entries(locked)
    .filter(
      ([path, { dev }]) => path !== '' && !dev && !path.includes('/@types/') && existsSync(inRoot(path)),
    )
    .filter(([path, entry]) => !entry.libc || (entry.libc.includes(libc ?? '') && path !== ''))
    .map(([path]) => path);
}

/**
 * Files below folders, as paths below the root. A package inside a package is a folder of its own.
 * @param {string[]} paths
 * @returns {string[]}
 */
function filesOf(paths) {
  return paths
    .flatMap((path) => below(path, path.startsWith('node_modules')))
    .filter((path) => !leftOut.test(`/${path}`));
}

/**
 * @param {string} path
 * @param {boolean} isPackage
 * @returns {string[]}
 */
function below(path, isPackage) {
  const status = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status?.isFile() ? [path] : [];
  return readdirSync(inRoot(path))
    .filter((name) => !(isPackage && name === 'node_modules'))
    .flatMap((name) => below(`${path}/${name}`, isPackage));
}

/**
 * @param {{ file: string, title: string, files: string[], beside: string }} content
 */
async function archive({ file, title, files, beside }) {
  const list = join(beside, 'files');
  writeFileSync(list, files.map((name) => `${name}\0`).join(''));
  const owner = [
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=u+rwX,go+rX,go-w',
    '--hard-dereference',
  ];
  const from = [
    '-C',
    root,
    '--null',
    '--verbatim-files-from',
    '-T',
    list,
    '-C',
    beside,
    sumsName,
    noteName,
    packedName,
  ];
  const tar = spawn(
    'tar',
    ['--create', '--format=gnu', `--mtime=@${madeAt()}`, ...owner, `--transform=s,^,${title}/,`, ...from],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(tar, 'close');
  const making = `${file}.making`;
  await pipeline(tar.stdout, createGzip({ level: 9 }), createWriteStream(making));
  const [exitCode] = await ended;
  if (exitCode !== 0) {
    rmSync(making, { force: true });
    throw new LaunchError(`tar (GNU) không thành công · failed with exit code ${exitCode}.`, 4);
  }
  renameSync(making, file);
}

/** Seconds since 1970 that all files of an archive carry: of the commit, where there is one. */
function madeAt() {
  const said = process.env['SOURCE_DATE_EPOCH'];
  if (said && /^\d+$/.test(said)) return said;
  try {
    const options = {
      cwd: root,
      stdio: /** @type {['ignore', 'pipe', 'ignore']} */ (['ignore', 'pipe', 'ignore']),
    };
    return execFileSync('git', ['log', '-1', '--format=%ct'], options).toString().trim();
  } catch {
    return String(Math.floor(Date.now() / 1000));
  }
}

/** @param {string} title */
function note(title) {
  return `${title}

Cần / needed: Node 20.19 (x64) hoặc mới hơn / or newer. Không cần mạng / no network.

  tar -xzf ${title}.tar.gz
  cd ${title}
  sha256sum --check --quiet ${sumsName}
  DATA_DIR=/var/lib/lang-kinh npm start

Không có npm / without npm: node launch.mjs start
Nạp dữ liệu / load data:   DATA_DIR=... npm run etl -- load DIR
Chạy như dịch vụ, TLS, nâng cấp / as a service, TLS, upgrades: README.md, launch/deploy/
`;
}
