/** One promise that was measured: a row of the table. */
export interface Measured {
  readonly name: string;
  readonly measured: string;
  /** What it is compared with, in the same run; `-` where the limit is absolute. */
  readonly against: string;
  readonly limit: string;
  readonly isKept: boolean;
  /** Counts are the same on every machine; times depend on what else it is doing. */
  readonly kind: 'count' | 'time';
}

/** The middle value, which one slow moment of the machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Columns of a common width, the first row a heading. */
export function formatTable(rows: readonly Measured[]): string {
  const heading = ['name', 'measured', 'against', 'limit', 'ok'];
  const cells = [
    heading,
    ...rows.map(({ name, measured, against, limit, isKept }) => [
      ...[name, measured, against, limit],
      isKept ? 'yes' : 'NO',
    ]),
  ];
  const widths = heading.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | '))
    .join('\n');
}
