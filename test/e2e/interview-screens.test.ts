import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { hasTool } from '../support/has-tool.ts';
import { type Interview, openInterview } from '../support/interview.ts';
import { envOn } from '../support/program.ts';
import type { TmuxTerminal } from '../support/tmux.ts';
import { widthOf } from '../support/width.ts';

/**
 * The program keeps real time, so AWS's own delays are left out and a minute takes two seconds. With
 * one second a pretend instance does not keep up on a busy machine, and its logs are told as missing.
 */
const pace = { rate: 30, delayScale: 0 };
const setUpMs = 90_000;

const instances = [
  { os: 'amazon-linux-2023', name: 'web-1' },
  { os: 'amazon-linux-2', name: '데이터 (db)' },
  { os: 'amazon-linux-2', name: 'legacy-1', state: 'stopped' },
  { os: 'windows-2022', name: 'desk-1' },
] as const;

const [small, large] = [
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
];

// A whole set-up each, most of which is waiting: side by side.
describe.runIf(hasTool('tmux', '-V')).concurrent('the screens of an interview', () => {
  it.each([
    { name: '80x24-en', size: small, lang: 'en', locale: 'en_US.UTF-8' },
    { name: '80x24-ko', size: small, lang: 'ko', locale: 'ko_KR.UTF-8' },
    { name: '160x50-en', size: large, lang: 'en', locale: 'en_US.UTF-8' },
    { name: '160x50-ko', size: large, lang: 'ko', locale: 'ko_KR.UTF-8' },
    { name: '80x24-ascii', size: small, lang: 'en', locale: 'C' },
  ] as const)('are as they were looked at: $name', async ({ name, size, lang, locale }) => {
    // The same seed makes the same ids in each.
    await using sandbox = await startSandbox({ ...pace, instances, seed: 'screens' });
    await using interview = await openInterview(
      { ...envOn(sandbox), LANG: locale },
      { lang, size },
    );
    const screens = await answerAll(sandbox, interview, size, locale);
    const text = screens.join('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, and nothing else.
    if (locale === 'C') expect(text).toMatch(/^[\u0000-\u007f]*$/);
    expectAsKept(`interview-${name}.txt`, text);
  });
});

/** Answers every question, up to the end. @returns the screens on the way */
async function answerAll(
  sandbox: Sandbox,
  interview: Interview,
  { columns, rows }: typeof small,
  locale: string,
): Promise<string[]> {
  const { terminal } = interview;
  const screens: string[] = [];
  const keep = async (title: string) => {
    const screen = await stillScreen(terminal);
    const lines = (await terminal.unbroken()).split('\n');
    expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
    screens.push(`=== ${title} ===\n${withoutTimes(screen)}\n`);
  };
  await interview.start('cloudwatch-wizard');
  await interview.at('region');
  await keep('region');
  await terminal.press('Enter');
  await interview.at('instance-id');
  await keep('instance-id');
  await interview.find('instance-id', 'web');
  for (const question of ['period', 'swap'] as const) {
    await interview.at(question);
    await keep(question);
    await terminal.press(...(question === 'period' ? ['Down'] : []), 'Enter');
  }
  await interview.at('disk-path');
  await terminal.press('BSpace', 'd', 'a', 't', 'a', 'Enter');
  await keep('disk-path, refused');
  await terminal.press('BSpace', 'BSpace', 'BSpace', 'BSpace', '/', 'Enter');
  await interview.at('detailed-monitoring');
  await keep('detailed-monitoring');
  await terminal.press('Enter');
  await interview.at('migrate');
  await keep('migrate');
  await terminal.press('Enter');
  await interview.at('log');
  await terminal.press('a', 'Enter');
  await keep('log, refused');
  await terminal.press('BSpace', 'Enter');
  for (const question of ['log-start', 'metrics-agent'] as const) {
    await interview.at(question);
    await keep(question);
    await terminal.press('Enter');
  }
  await interview.at('alerts');
  await keep('alerts');
  // On two of them somebody is told: a verifier for each would be many minutes' work.
  const isTold = rows === small.rows && locale !== 'C';
  await terminal.press(...(isTold ? [] : ['Down', 'Down', 'Down']), 'Enter');
  if (isTold) {
    await interview.at('enter-email');
    await terminal.press(...'jane@example.com', 'Enter');
  }
  await interview.at('confirm');
  await keep('plan');
  await terminal.press('y');
  if (isTold) {
    await terminal.until(/Notifications/, setUpMs);
    await keep('paste-link');
    await terminal.press(...linkIn(sandbox), 'Enter');
  }
  await interview.ends(0, setUpMs);
  await keep('end');
  return screens;
}

/** Of the mail that asks to confirm. */
function linkIn({ world }: Sandbox): string {
  const [mail] = world.mailbox;
  return /https:\S+Token=\S+/.exec(mail?.body ?? '')?.[0] ?? '';
}

/** The screen when nothing has moved on it for a while. */
async function stillScreen({ screen }: TmuxTerminal): Promise<string> {
  for (let before = await screen(); ; ) {
    await wait(150);
    const now = await screen();
    if (now === before) return now;
    before = now;
  }
}

/** What differs from run to run: values, their age, and the bars behind them. */
function withoutTimes(screen: string): string {
  const age = /\d+ ?(?:s|min|h|초|분|시간) (?:old|ago|전)/;
  return screen
    .replace(new RegExp(`[\\d.]+, ${age.source}(?: {2}\\S+)?$`, 'gm'), 'VALUE, AGE')
    .replace(new RegExp(`, ${age.source}$`, 'gm'), ', AGE')
    .replace(new RegExp(`(looked|검증기가) ${age.source}`), '$1 AGE');
}

/** Compares with the file of an earlier run. With UPDATE_SCREENS set it is written: look at it. */
function expectAsKept(file: string, text: string): void {
  const path = fileURLToPath(new URL(`screens/${file}`, import.meta.url));
  if (process.env.UPDATE_SCREENS) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
