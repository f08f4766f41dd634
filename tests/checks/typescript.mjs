// Lets this process require TypeScript files: the checks and tests/support are transpiled as they are loaded, and the packages that
// they import are built first. Types are checked by `npm run types`.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const require = createRequire(import.meta.url);

const options = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' }, keepClassNames: true },
};

/** The exports of a TypeScript file beside this one. */
export function load(file) {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../infra/build/build.mjs', import.meta.url)), '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  require.extensions['.ts'] = (module, path) => module._compile(transformFileSync(path, options).code, path);
  return require(file);
}
