import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

/** Ends the demo: it shows only what it has seen. */
export class NotObserved extends Error {}

/** @param minutes of the sandbox: twelve are two ticks of five minutes and a jitter. */
export async function until(seen: () => boolean, what: string, minutes = 12): Promise<void> {
  for (let tries = 0; tries < minutes * 10 && !seen(); tries++) await wait(100);
  observe(seen(), what);
}

export function observe(seen: boolean, what: string): void {
  if (!seen) throw new NotObserved(`Not observed: ${what}`);
  say(`  observed: ${what}`);
}

export function title(text: string): void {
  say(`\n== ${text}`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
