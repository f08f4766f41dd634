import type { Paint, Style } from './colours';

/** Text, or text in a colour. */
export type Cell = string | number | { readonly text: string; readonly style: Style };
export interface TableOptions {
  readonly paint?: Paint;
  /** Columns of numbers, which line up at the right. */
  readonly right?: readonly number[];
}

const plain: Paint = (_style, text) => text;
const textOf = (cell: Cell): string => printable(typeof cell === 'object' ? cell.text : String(cell));

/** What came from elsewhere must not move the cursor of whoever looks at it. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');

/** Columns of the widest cell; code points count one each. */
const widthOf = (text: string): number => [...text].length;

/** Rows as aligned columns under a heading. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: TableOptions = {},
): string {
  const { paint = plain, right = [] } = options;
  const widths = heading.map((title, i) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(textOf(row[i] ?? '')))),
  );
  const line = (cells: readonly Cell[], style?: Style): string => {
    const padded = heading.map((_, i) => {
      const cell = cells[i] ?? '';
      const text = textOf(cell);
      const space = ' '.repeat((widths[i] ?? 0) - widthOf(text));
      const own = typeof cell === 'object' ? cell.style : style;
      const painted = own === undefined || text === '' ? text : paint(own, text);
      if (right.includes(i)) return `${space}${painted}`;
      return i === heading.length - 1 ? painted : `${painted}${space}`;
    });
    return padded.join('  ').trimEnd();
  };
  return [line(heading, 'bold'), ...rows.map((row) => line(row))].join('\n');
}

/** Names and what they are, one a line. */
export function pairs(rows: readonly (readonly [name: string, value: Cell])[], paint: Paint = plain): string {
  const width = Math.max(...rows.map(([name]) => widthOf(name)));
  return rows
    .map(([name, value]) => {
      const text = typeof value === 'object' ? paint(value.style, textOf(value)) : textOf(value);
      return `${paint('bold', name.padEnd(width))}  ${text}`.trimEnd();
    })
    .join('\n');
}
