import type { Verdict } from '../../lambda/contract.ts';
import { causePhrase, evidenceSentence } from '../../lambda/messages/sentences.ts';
import type { Catalogue } from '../messages/catalogue.ts';
import type { Language } from '../messages/languages.ts';
import { plainText } from '../plain-text.ts';
import type { Verified } from '../verbs/verify.ts';
import type { Paint } from './paint.ts';

export interface VerdictStyle {
  readonly paint: Paint;
  readonly signs: {
    readonly done: string;
    readonly same: string;
    readonly bad: string;
    readonly next: string;
  };
}

/** What is said, and how: the words of what was seen are those of the verifier's mails. */
export interface Said {
  readonly messages: Catalogue;
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
}

/** An instance a line; of one that is down also what was seen, and the command that helps. */
export function formatVerdicts(
  { summary, verdicts, unrecorded }: Omit<Verified, 'errors'>,
  region: string,
  said: Said,
  style: VerdictStyle,
): string[] {
  const { ui } = said.messages;
  const { blind } = summary;
  const unseen = blind.length > 0 ? [style.paint.warn(ui['verify-blind']({ blind }))] : [];
  const unknown = unrecorded.map((instanceId) => {
    const line = ui['verify-unrecorded']({ instanceId, region });
    return `${style.paint.bad(style.signs.bad)} ${line}`;
  });
  const lines = [...verdicts.flatMap((one) => verdictLines(one, said, style)), ...unknown];
  const isNone = lines.length === 0 && !blind.includes('records');
  return [...(isNone ? [ui['verify-none']({ region })] : lines), ...unseen];
}

function verdictLines(
  { instanceId, name, state, cause, evidence, command }: Verdict,
  { messages, language, timeZone }: Said,
  { paint, signs }: VerdictStyle,
): string[] {
  const words = [
    paint.bold(instanceId),
    ...(name ? [plainText(name, 40)] : []),
    messages.ui[`verdict-${state}`]({}),
    ...(cause ? [causePhrase(language, cause)] : []),
  ];
  const seen = evidence.flatMap((one) => evidenceSentence(language, one, timeZone) ?? []);
  return [
    `${mark(state, paint, signs)} ${words.join(' · ')}`,
    ...(state === 'DOWN' ? seen : []).map((line) => `    ${line}`),
    ...(command ? [`    ${signs.next} ${command}`] : []),
  ];
}

function mark(state: Verdict['state'], paint: Paint, signs: VerdictStyle['signs']): string {
  if (state === 'DOWN' || state === 'UNKNOWN') return paint.bad(signs.bad);
  return state === 'UP' ? paint.good(signs.done) : paint.dim(signs.same);
}
