import { styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

type Format = Parameters<typeof styleText>[0];

/** Colours a text for one of the two streams, or leaves it as it is. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warn(text: string): string;
  bad(text: string): string;
}

/** No meaning is in the colour alone: there is always a sign or a word beside it. */
export function paintFor(terminal: Terminal, stream: 'out' | 'err'): Paint {
  const on = terminal.color[stream];
  // The terminal's own settings were looked at already; styleText would look at stdout's.
  const style = (format: Format) => (text: string) =>
    on ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    good: style('green'),
    warn: style('yellow'),
    bad: style('red'),
  };
}

/** Signs, with letters where the locale cannot show them. */
export function signsFor({ unicode }: Terminal) {
  return unicode
    ? {
        done: '✔',
        same: '·',
        bad: '✖',
        note: '!',
        plus: '+',
        minus: '-',
        next: '→',
        bars: '▁▂▃▄▅▆▇█',
      }
    : {
        done: 'ok',
        same: '-',
        bad: 'x',
        note: '!',
        plus: '+',
        minus: '-',
        next: '->',
        bars: '_.-=+*#@',
      };
}

/** A row of bars, lowest to highest; the newest 30 values. Empty without any. */
export function sparkline(values: readonly number[], bars: string): string {
  const shown = values.slice(-30);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const step = (high - low) / (bars.length - 1) || 1;
  return shown.map((value) => bars[Math.round((value - low) / step)] ?? '').join('');
}
