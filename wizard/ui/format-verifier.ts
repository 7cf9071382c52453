import type { Catalogue } from '../messages/catalogue.ts';
import { plainText } from '../plain-text.ts';
import type { VerifierStatus } from '../verbs/verifier-status.ts';
import type { Paint } from './paint.ts';

/** A line a fact; what is not as it should be stands out. @param now epoch milliseconds */
export function formatVerifier(
  verifier: VerifierStatus,
  now: number,
  messages: Catalogue,
  { paint, signs }: { paint: Paint; signs: { readonly done: string; readonly bad: string } },
): string[] {
  const { ui } = messages;
  const { version, status, runEverySeconds, healthy, last, alarms } = verifier;
  const headline = ui['verifier-line']({ version, status, minutes: runEverySeconds / 60 });
  const mark = healthy ? paint.good(signs.done) : paint.bad(signs.bad);
  const details = [
    ...(last ? lastLines(last, now, ui, paint) : [paint.warn(ui['verifier-never']({}))]),
    ...toldLines(verifier, messages, paint),
    ...alarms.map((name) => paint.bad(ui['verifier-alarm']({ name }))),
  ];
  return [`${mark} ${paint.bold(headline)}`, ...details.map((line) => `    ${line}`)];
}

function lastLines(
  { at, counts, uncovered, blind }: NonNullable<VerifierStatus['last']>,
  now: number,
  ui: Catalogue['ui'],
  paint: Paint,
): string[] {
  const instances = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const ageSeconds = Math.max(0, Math.round((now - at) / 1000));
  const line = ui['verifier-last']({ ageSeconds, instances, down: counts.DOWN, uncovered });
  return [
    counts.DOWN > 0 ? paint.bad(line) : line,
    ...(blind.length > 0 ? [paint.warn(ui['verifier-blind']({ blind }))] : []),
  ];
}

function toldLines(
  { topic, topicArn, subscriptions, postsToWebhook }: VerifierStatus,
  { ui, notes, problems }: Catalogue,
  paint: Paint,
): string[] {
  const isTold = postsToWebhook || subscriptions.some(({ isConfirmed }) => isConfirmed);
  const values = { topic: topicArn };
  const gone = problems['topic-not-found'];
  return [
    ...subscriptions.map((one) => {
      const line = ui['verifier-told']({ ...one, endpoint: plainText(one.endpoint, 80) });
      return one.isConfirmed ? line : paint.warn(line);
    }),
    ...(postsToWebhook ? [ui['verifier-webhook']({})] : []),
    ...(topic === 'gone' ? [paint.bad(gone.what(values)), gone.next(values)] : []),
    ...(topic === 'unseen' ? [paint.warn(notes['topic-unseen'](values))] : []),
    ...(isTold || topic !== 'there' ? [] : [paint.bad(ui['verifier-nobody']({}))]),
  ];
}
