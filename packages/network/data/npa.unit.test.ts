import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Npa {
  readonly npa: number;
  readonly state: string;
  readonly letters: string;
  readonly zone: string;
}

const npas = JSON.parse(readFileSync(join(__dirname, 'npa.json'), 'utf8')) as Npa[];

/** Minutes between local time and UTC, in winter. */
function winterOffset(timeZone: string): number {
  const at = new Date('2026-01-15T12:00:00Z');
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const match = /GMT([+-]\d\d):(\d\d)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '');
  return Number(match?.[1]) * 60 + Number(match?.[2]);
}

const hours: Record<string, number> = { E: -5, C: -6, M: -7, P: -8, A: -4 };
const hoursOf = (letter: string) => hours[letter] ?? Number(letter.replace('UTC', ''));

describe('the extract of area codes', () => {
  test('holds each geographic US area code once, in order', () => {
    const codes = npas.map(({ npa }) => npa);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    expect(codes).toHaveLength(328);
    for (const code of codes) expect(String(code)).toMatch(/^[2-9]\d\d$/);
    // 800 is toll-free, 710 the government's, 416 Canadian, 283 only planned.
    for (const code of [800, 710, 416, 283]) expect(codes).not.toContain(code);
  });

  test('names two-letter states and a zone that agrees with one of the report’s letters', () => {
    for (const { npa, state, letters, zone } of npas) {
      expect(state).toMatch(/^[A-Z]{2}$/);
      const possible = (letters.startsWith('UTC') ? [letters] : [...letters]).map((letter) => hoursOf(letter) * 60);
      // The report puts 986 in Pacific time, but it serves the same area as 208 (ATTRIBUTION.md).
      if (npa === 986) expect(zone).toBe('America/Denver');
      else expect([npa, possible]).toEqual([npa, expect.arrayContaining([winterOffset(zone)])]);
    }
  });

  test('knows that Arizona has no daylight saving time', () => {
    const arizona = npas.filter(({ state }) => state === 'AZ');
    expect(arizona.length).toBeGreaterThan(0);
    expect(new Set(arizona.map(({ zone }) => zone))).toEqual(new Set(['America/Phoenix']));
  });
});
