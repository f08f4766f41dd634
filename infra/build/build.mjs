// Transpiles packages/*/src and services/*/src to dist beside them, file by file, with swc.
// Types are checked by `npm run types` (tsc), not here: a start must not wait for the type checker.
// A file is written again only when its source is newer, so an unchanged tree costs milliseconds.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const quiet = process.argv.includes('--quiet');
const started = process.hrtime.bigint();

const swcOptions = {
  swcrc: false,
  configFile: false,
  sourceMaps: true,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
};

// What only tests use is not built, but for the child processes that some tests start from testing/ folders.
const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/\.test\.ts$/.test(name);

async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
}

const mtime = (file) =>
  stat(file).then(
    (s) => s.mtimeMs,
    () => 0,
  );

/** Written beside and renamed: a process that starts meanwhile loads the old file or the new one, never half of one. */
async function replace(file, text) {
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, text);
  await rename(beside, file);
}

async function buildPackage(folder) {
  const src = join(folder, 'src');
  const dist = join(folder, 'dist');
  const sources = (await filesBelow(src)).filter((f) => isSource(f));
  const outputOf = (file) => join(dist, relative(src, file).replace(/\.ts$/, '.js'));
  const wanted = new Set(sources.flatMap((f) => [outputOf(f), `${outputOf(f)}.map`]));
  for (const file of await filesBelow(dist))
    if (/\.js(\.map)?$/.test(file) && !wanted.has(file)) await rm(file, { force: true });
  let written = 0;
  await Promise.all(
    sources.map(async (file) => {
      const output = outputOf(file);
      if ((await mtime(output)) > (await mtime(file))) return;
      const { code, map } = await transformFile(file, { ...swcOptions, filename: file });
      await mkdir(dirname(output), { recursive: true });
      const name = output.split('/').pop();
      await replace(`${output}.map`, map ?? '');
      await replace(output, `${code}\n//# sourceMappingURL=${name}.map\n`);
      written += 1;
    }),
  );
  return written;
}

const workspaces = [];
for (const parent of ['packages', 'services']) {
  for (const name of await readdir(join(root, parent))) workspaces.push(join(root, parent, name));
}
const counts = await Promise.all(workspaces.map(buildPackage));
const total = counts.reduce((sum, n) => sum + n, 0);
const ms = Number((process.hrtime.bigint() - started) / 1_000_000n);
if (!quiet) console.error(`built ${total} changed file(s) of ${workspaces.length} packages in ${ms} ms`);
