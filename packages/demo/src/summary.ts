import type { DemoResult } from './run-demo';

/** What a person reads at the end. */
export function summary(result: DemoResult): string {
  const { requests, active, failed, registryDigest, lsms, equal, scenario } = result;
  const rows = [
    ['', 'number', 'digest of the routing table'],
    ['registry', '', registryDigest],
    ...lsms.map(({ spid, number, digest }) => [`LSMS ${spid}`, String(number), digest]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(([name = '', number = '', digest = '']) =>
    `  ${name.padEnd(widths[0] ?? 0)}  ${number.padStart(widths[1] ?? 0)}  ${digest}`.trimEnd(),
  );
  const yes = (value: boolean | undefined): string => (value === true ? 'yes' : 'NO');
  const found = `${scenario}: appeared ${yes(result.appeared)}, notified ${yes(result.notified)}, cleared ${yes(result.cleared)}`;
  return [
    '',
    `${requests} requests, ${active} numbers active, ${failed} failed`,
    ...(scenario === undefined ? [] : [found]),
    '',
    ...lines,
    '',
    equal ? 'Every LSMS has the same table as the registry.' : 'The tables DIFFER.',
    '',
  ].join('\n');
}
