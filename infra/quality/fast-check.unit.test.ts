const wrapper = (LNP_SEED: string | undefined) => {
  const { LNP_SEED: before } = process.env;
  try {
    if (LNP_SEED === undefined) delete process.env.LNP_SEED;
    else process.env.LNP_SEED = LNP_SEED;
    jest.resetModules();
    return jest.requireActual<typeof import('fast-check')>('./fast-check.cjs');
  } finally {
    if (before === undefined) delete process.env.LNP_SEED;
    else process.env.LNP_SEED = before;
  }
};

const valuesOf = ({ assert, property, integer }: typeof import('fast-check')): number[] => {
  const seen: number[] = [];
  assert(
    property(integer(), (value) => {
      seen.push(value);
    }),
  );
  return seen;
};

describe('the seed of properties', () => {
  it('is one, so that a commit passes or fails each time', () => {
    expect(valuesOf(wrapper(undefined))).toEqual(valuesOf(wrapper(undefined)));
    expect(wrapper(undefined).readConfigureGlobal()).toEqual({ seed: 20_261_130 });
    expect(wrapper('').readConfigureGlobal()).toEqual({ seed: 20_261_130 });
  });

  it('is that of LNP_SEED, to see a failure again', () => {
    expect(valuesOf(wrapper('7'))).toEqual(valuesOf(wrapper('7')));
    expect(valuesOf(wrapper('7'))).not.toEqual(valuesOf(wrapper('8')));
    expect(() => wrapper('seven')).toThrow('LNP_SEED is a whole number or random, not seven');
  });

  it('is a new one each time when LNP_SEED says so', () => {
    expect(valuesOf(wrapper('random'))).not.toEqual(valuesOf(wrapper('random')));
  });
});
