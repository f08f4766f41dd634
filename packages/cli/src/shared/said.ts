/** Only what was said; the registry has a default for the rest, or leaves it as it is. */
export const said = (fields: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
