import type { BoardView } from './board';
import { screen } from './screen';

const VIEW: BoardView = {
  title: 'OpenLNP demo: 200 numbers',
  elapsedMs: 12_345,
  numbers: 200,
  ports: { waiting: 80, created: 3, agreed: 2, sending: 10, active: 100, partial_failure: 5, failed: 0 },
  downloads: 120,
  requests: 420,
  rate: 38.4,
  lsms: [
    { spid: 'X101', number: 120, acknowledged: 118, note: '' },
    { spid: 'X404', number: 60, acknowledged: undefined, note: 'stopped' },
  ],
  refusals: [
    ['wrong_old_sp', 4],
    ['lrn_not_owned', 2],
  ],
  events: [
    { atMs: 100, kind: 'info', text: 'seeding the world' },
    { atMs: 11_000, kind: 'fault', text: 'the LSMS of X404 stops' },
    { atMs: 12_300, kind: 'detail', text: '3035550001  X101 to X202  active' },
  ],
};

const plain = (columns: number, rows = 40, view = VIEW): string[] => screen(view, { columns, rows, colour: false });
const ESC = '\u001b';
const COLOURS = new RegExp(`${ESC}\\[\\d+m`, 'g');
const withoutColour = (line: string): string => line.replaceAll(COLOURS, '');

describe('the screen', () => {
  it('shows ports by status, downloads, each LSMS, refusals and the latest events', () => {
    expect(plain(80)).toEqual([
      `OpenLNP demo: 200 numbers${' '.repeat(49)}12.3 s`,
      '',
      `Ports      ${'█'.repeat(25)}${'░'.repeat(25)} 100 of 200 active`,
      '           waiting 80   created 3   agreed 2   sending 10   active 100',
      '           partial failure 5   failed 0',
      'Downloads  120   Requests  420   38/s',
      '',
      'LSMS',
      `X101       ${'█'.repeat(28)} 120  acknowledged 118  lag   0`,
      `X404       ${'█'.repeat(14)}${'░'.repeat(14)}  60  acknowledged   ?  lag  60  stopped`,
      '',
      'Refusals   wrong_old_sp 4   lrn_not_owned 2',
      '',
      '   0.1 s  seeding the world',
      '  11.0 s  the LSMS of X404 stops',
      '  12.3 s  3035550001  X101 to X202  active',
    ]);
  });

  it.each([1, 20, 40, 79, 80, 120, 300])('never writes beyond %i columns, with colour or without', (columns) => {
    for (const line of plain(columns)) expect(line.length).toBeLessThanOrEqual(columns);
    const coloured = screen(VIEW, { columns, rows: 40, colour: true });
    expect(coloured.map(withoutColour).map((line) => line.trimEnd())).toEqual(plain(columns));
  });

  it.each([1, 5, 14, 16, 100])('never writes more than %i lines, and drops the oldest events first', (rows) => {
    const lines = plain(80, rows);
    expect(lines.length).toBe(Math.min(rows, 16));
    expect(lines[0]).toContain('OpenLNP demo');
    if (rows === 14) expect(lines.at(-1)).toContain('3035550001');
  });

  it('has colours only when asked', () => {
    const coloured = screen(VIEW, { columns: 100, rows: 40, colour: true }).join('\n');
    expect(coloured).toContain(`${ESC}[32mactive 100`);
    expect(coloured).toContain(`${ESC}[31mpartial failure 5`);
    expect(coloured).toContain(`${ESC}[33mthe LSMS of X404 stops`);
    expect(plain(100).join('\n')).not.toContain(ESC);
  });

  it('is whole before anything has happened', () => {
    const ports = { waiting: 0, created: 0, agreed: 0, sending: 0, active: 0, partial_failure: 0, failed: 0 };
    const nothing = {
      ...VIEW,
      numbers: 0,
      ports,
      downloads: 0,
      requests: 0,
      rate: 0,
      lsms: [],
      refusals: [],
      events: [],
    };
    const lines = plain(80, 40, nothing);
    expect(lines).toContain('Refusals   none');
    expect(lines.join('\n')).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('fills a bar only when all is done', () => {
    const almost = { ...VIEW, ports: { ...VIEW.ports, active: 199 } };
    expect(plain(120, 40, almost)[2]).toContain('░ 199 of 200 active');
  });
});
