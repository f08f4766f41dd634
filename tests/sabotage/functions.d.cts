/** By what is off, in words. */
export const FUNCTIONS: Readonly<
  Record<
    string,
    { readonly module: string; readonly name: string; readonly off: unknown; readonly ids: readonly string[] }
  >
>;
