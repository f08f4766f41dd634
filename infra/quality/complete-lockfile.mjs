// Adds to package-lock.json the binaries for platforms that the registry in use does not serve.
//
// npm leaves an optional dependency that it cannot look up out of the lock file, and `npm ci` then refuses that very
// lock file as out of date; elsewhere the binary would be missing. Run after `npm install` changed the lock file:
//   node infra/quality/complete-lockfile.mjs
// Only exact versions are added, without integrity, since nothing was fetched. Changes nothing when nothing is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PLATFORMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** The os and cpu that a binary's name ends in: core-linux-arm-gnueabihf is for linux on arm. */
function platformOf(name) {
  const parts = name.split('/').at(-1).split('-');
  const os = parts.find((part) => PLATFORMS.includes(part));
  const cpu = parts.find((part) => PROCESSORS.includes(part));
  return os === undefined || cpu === undefined ? undefined : { cpu: [cpu], os: [os] };
}

/** The entries that the lock file's optional dependencies lack, by path. */
function missingEntries(packages) {
  const missing = {};
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`]) continue;
      const platform = platformOf(name);
      if (!/^\d+\.\d+\.\d+$/.test(version) || platform === undefined) {
        console.error(`${name}@${version} (wanted by ${path}) is not locked, and what to lock is not known`);
        process.exitCode = 1;
        continue;
      }
      const { dev } = entry;
      missing[`node_modules/${name}`] = {
        version,
        cpu: platform.cpu,
        ...(dev && { dev }),
        optional: true,
        os: platform.os,
      };
    }
  }
  return missing;
}

const file = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../package-lock.json'));
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingEntries(lock.packages);
if (Object.keys(missing).length > 0) {
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.error(`${Object.keys(missing).length} platform package(s) added to ${file}`);
