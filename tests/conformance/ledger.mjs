/**
 * What a line of ledger.tsv may say of a requirement that no test proves:
 * later: it belongs to work that is still to come; not_applicable: it asks for something that this registry has not.
 */
export const LEDGER_STATES = ['later', 'not_applicable'];

const HEADINGS = 'id\tstate\treason';

/**
 * Reads ledger.tsv: three tab-separated columns, id, state and the reason in our own words, under one line of headings.
 * @returns {Map<string, { state: string, reason: string }>} by id
 * @throws when a line is not of that form, its state is unknown or an id stands twice
 */
export function parseLedger(text, name) {
  const [headings, ...lines] = text.split('\n');
  if (headings !== HEADINGS) throw new Error(`${name}:1 is not "id<tab>state<tab>reason"`);
  const entries = new Map();
  for (const [index, line] of lines.entries()) {
    if (line === '' && index === lines.length - 1) break;
    const where = `${name}:${index + 2}`;
    const [id, state, reason, ...rest] = line.split('\t');
    if (!id || !reason?.trim() || rest.length > 0) throw new Error(`${where} is not "id<tab>state<tab>reason"`);
    if (!LEDGER_STATES.includes(state)) throw new Error(`${where}: ${state} is none of ${LEDGER_STATES.join(', ')}`);
    if (entries.has(id)) throw new Error(`${where} lists ${id} again`);
    entries.set(id, { state, reason });
  }
  return entries;
}
