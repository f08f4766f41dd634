// Every unit test of the packages that are mutated, as one test file: a mutant then costs one loading of their modules, not one
// for each of the forty files. Properties with thousands of runs would make each mutant slow; the examples must be enough.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');
const { configureGlobal, readConfigureGlobal } = require('fast-check');

// That a property fails is enough: nobody reads of which input.
configureGlobal({ ...readConfigureGlobal(), endOnFailure: true });

for (const name of process.env.LNP_MUTATE.split(',')) {
  const folder = join(__dirname, '../../packages', name, 'src');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.unit.test.ts') && !file.includes('.properties.')) require(join(folder, file));
  }
}
