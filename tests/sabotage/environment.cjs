// Runs every test whose title names a rule as it is, and once more for each such rule without it. LNP_SABOTAGE holds the
// rules, a JSON list of { rule, code }; tests that name none of them are left out.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const { namedIn, titleWithout } = require('./titles.cjs');

class SabotageEnvironment extends TestEnvironment {
  rules = JSON.parse(process.env.LNP_SABOTAGE ?? '[]');

  async setup() {
    await super.setup();
    /**
     * What without-rule.cjs and without-switch.cjs read and write: the rule that is off, the command that is being decided, how
     * many events have changed nothing, the violations that rules found, and for which commands.
     */
    this.global.sabotage = { off: null, command: null, ignored: 0, seen: new Set(), uses: new Set() };
  }

  async handleTestEvent({ name, test }, state) {
    if (name === 'run_start') this.repeat(state.rootDescribeBlock, []);
    if (name === 'test_fn_start')
      Object.assign(this.global.sabotage, { off: test.without ?? null, command: null, ignored: 0 });
    if (name === 'test_fn_success' || name === 'test_fn_failure') this.global.sabotage.off = null;
  }

  repeat(block, titles) {
    block.children = block.children.flatMap((child) => {
      const path = [...titles, child.name];
      if (child.type === 'describeBlock') {
        this.repeat(child, path);
        return [child];
      }
      const named = child.mode === 'skip' || child.mode === 'todo' ? [] : namedIn(path.join(' '), this.rules);
      if (named.length === 0) return [{ ...child, mode: 'skip' }];
      return [child, ...named.map((rule) => without(child, rule))];
    });
  }

  async teardown() {
    keep(process.env.LNP_SABOTAGE_SEEN, this.global.sabotage.seen);
    keep(process.env.LNP_SABOTAGE_USES, this.global.sabotage.uses);
    await super.teardown();
  }
}

function keep(folder, texts) {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${process.pid}-${process.hrtime.bigint()}.json`), JSON.stringify([...texts]));
}

/** Another test of the same function: what a run notes in it must not be shared. */
const without = (test, rule) => ({
  ...test,
  name: titleWithout(test.name, rule),
  without: rule,
  errors: [],
  retryReasons: [],
  unhandledRejectionErrorByPromise: new Map(),
});

module.exports = SabotageEnvironment;
