import { type BoardEvent, type BoardView, type LsmsLine, PORT_STATUSES } from './board';

export interface ScreenSize {
  /** Characters in a line; no line is longer. */
  readonly columns: number;
  /** Most lines. */
  readonly rows: number;
  readonly colour: boolean;
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

interface Span {
  readonly text: string;
  readonly style?: Style | undefined;
}

const SGR: Readonly<Record<Style, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/** The whole screen as lines without their ends. */
export function screen(view: BoardView, size: ScreenSize): string[] {
  const head = [
    ...heading(view, size.columns),
    [],
    ...portLines(view, size.columns),
    [],
    ...lsmsLines(view, size.columns),
    [],
    refusalLine(view),
    [],
  ];
  const room = Math.max(0, size.rows - head.length);
  const events = room === 0 ? [] : view.events.slice(-room).map(eventSpans);
  return [...head, ...events].slice(0, size.rows).map((spans) => paint(spans, size));
}

function heading({ title, elapsedMs }: BoardView, columns: number): Span[][] {
  const time = seconds(elapsedMs);
  const gap = Math.max(2, columns - title.length - time.length);
  return [[{ text: title, style: 'bold' }, { text: ' '.repeat(gap) }, { text: time, style: 'bold' }]];
}

const LABELS = {
  waiting: 'waiting',
  created: 'created',
  agreed: 'agreed',
  sending: 'sending',
  active: 'active',
  partial_failure: 'partial failure',
  failed: 'failed',
} as const;

const INDENT = ' '.repeat(11);

function portLines({ ports, numbers, downloads, requests, rate }: BoardView, columns: number): Span[][] {
  const label = ` ${ports.active} of ${numbers} active`;
  const width = barWidth(columns, 'Ports      '.length + label.length);
  const counts = PORT_STATUSES.map((status): Span => {
    const bad = status === 'failed' || status === 'partial_failure';
    const style = ports[status] === 0 ? 'dim' : bad ? 'red' : status === 'active' ? 'green' : undefined;
    return { text: `${LABELS[status]} ${ports[status]}   `, style };
  });
  return [
    [{ text: 'Ports      ', style: 'bold' }, ...bar(ports.active, numbers, width, 'green'), { text: label }],
    ...flow(counts, columns - INDENT.length).map((spans) => [{ text: INDENT }, ...spans]),
    [
      { text: 'Downloads  ', style: 'bold' },
      { text: `${downloads}   ` },
      { text: 'Requests  ', style: 'bold' },
      { text: `${requests}   ${rate.toFixed(0)}/s` },
    ],
  ];
}

function lsmsLines({ lsms, downloads }: BoardView, columns: number): Span[][] {
  const figures = String(downloads).length;
  const rows = lsms.map((line): Span[] => {
    const lag = downloads - line.number;
    const texts = ` ${String(line.number).padStart(figures)}  acknowledged ${String(line.acknowledged ?? '?').padStart(figures)}  lag ${String(lag).padStart(figures)}`;
    const width = barWidth(columns, 'X000       '.length + texts.length + 10);
    return [
      { text: line.spid.padEnd(11) },
      ...bar(line.number, downloads, width, lag > 0 ? 'yellow' : 'green'),
      { text: texts, style: styleOf(line, lag) },
      { text: line.note === '' ? '' : `  ${line.note}`, style: 'red' },
    ];
  });
  return [[{ text: 'LSMS', style: 'bold' }], ...rows];
}

const styleOf = ({ note }: LsmsLine, lag: number): Style | undefined => {
  if (note !== '') return 'red';
  return lag > 0 ? 'yellow' : undefined;
};

function refusalLine({ refusals }: BoardView): Span[] {
  const text = refusals.map(([code, count]) => `${code} ${count}`).join('   ');
  return [
    { text: 'Refusals   ', style: 'bold' },
    { text: text === '' ? 'none' : text, style: text === '' ? 'dim' : undefined },
  ];
}

const EVENT_STYLES: Readonly<Record<BoardEvent['kind'], Style | undefined>> = {
  detail: undefined,
  info: 'bold',
  fault: 'yellow',
  good: 'green',
  bad: 'red',
};

const eventSpans = ({ atMs, kind, text }: BoardEvent): Span[] => [
  { text: `${seconds(atMs).padStart(8)}  `, style: 'dim' },
  { text, style: EVENT_STYLES[kind] },
];

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** As many lines as they take; what is broader than one stands alone. */
function flow(spans: readonly Span[], columns: number): Span[][] {
  const lines: Span[][] = [];
  let left = 0;
  for (const span of spans) {
    const { length } = span.text.trimEnd();
    if (lines.length === 0 || length > left) {
      lines.push([]);
      left = columns;
    }
    lines.at(-1)?.push(span);
    left -= span.text.length;
  }
  return lines;
}

/** What the texts beside it leave, within reason. */
const barWidth = (columns: number, texts: number): number => Math.max(0, Math.min(50, columns - texts));

function bar(value: number, whole: number, width: number, style: Style): Span[] {
  const filled = whole === 0 ? 0 : Math.min(width, Math.floor((width * value) / whole));
  return [
    { text: '█'.repeat(filled), style },
    { text: '░'.repeat(width - filled), style: 'dim' },
  ];
}

/** Cuts at the edge and colours what is left. */
function paint(spans: readonly Span[], { columns, colour }: ScreenSize): string {
  let left = columns;
  let line = '';
  for (const { text, style } of spans) {
    const shown = text.slice(0, left);
    left -= shown.length;
    line += colour && style !== undefined && shown !== '' ? `\u001b[${SGR[style]}m${shown}\u001b[0m` : shown;
  }
  return line.trimEnd();
}
