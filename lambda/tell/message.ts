import type { Alert, CauseId } from '../contract.ts';
import { commandOf } from '../judge/command.ts';
import type { HandId } from '../messages/catalogue.ts';
import {
  catalogueOf,
  evidenceSentence,
  type Language,
  timeText,
  wordsOf,
} from '../messages/sentences.ts';
import { plainText } from '../plain-text.ts';

/** One message as every channel gets it. */
export interface Message {
  /** The same for every copy. */
  readonly id: string;
  /** Groups what belongs together: an alert and its all-clear. */
  readonly thread: string;
  /** ASCII, at most 99 characters: SNS takes no more in a Subject. */
  readonly subject: string;
  readonly text: string;
  /** For programs. */
  readonly data: object;
}

export interface Voice {
  readonly language: Language;
  readonly timeZone: string;
}

/** More ids than this are counted only. */
const mostIds = 50;

/** One message of one alert, or of many that say the same. */
export function messageOf(alerts: readonly [Alert, ...Alert[]], voice: Voice): Message {
  const [first] = alerts;
  const many = alerts.length > 1;
  const { schemaVersion, kind, cause, accountId, region } = first;
  const id = many ? groupId(alerts) : first.alertId;
  return {
    id,
    thread: many ? id : first.episodeId,
    subject: subjectOf(alerts),
    text: textOf(alerts, id, voice),
    data: many
      ? {
          schemaVersion,
          alertId: id,
          kind,
          cause,
          accountId,
          region,
          count: alerts.length,
          alerts: alerts.slice(0, mostIds),
        }
      : first,
  };
}

/** Of the same members always the same. */
function groupId(alerts: readonly [Alert, ...Alert[]]): string {
  const [{ region, cause, kind, at }] = alerts;
  const first = alerts.map(({ alertId }) => alertId).sort()[0];
  return `v1:g:${region}:${cause}:${kind}:${Math.floor(at / 1000)}:${alerts.length}:${first}`;
}

const subjectKinds = {
  alert: 'DOWN',
  update: 'STILL DOWN',
  'all-clear': 'OK',
  closed: 'CLOSED',
} as const;

function subjectOf(alerts: readonly [Alert, ...Alert[]]): string {
  const [{ kind, cause, closedBy, region, instanceId, name }] = alerts;
  const named = name ? ` (${ascii(plainText(name, 64), 24)})` : '';
  const who = alerts.length > 1 ? `${alerts.length} instances` : `${instanceId}${named}`;
  const why = closedBy ?? cause.replaceAll('-', ' ');
  const said = kind === 'all-clear' ? `no longer: ${why}` : why;
  return ascii(`[${subjectKinds[kind]}] ${who} ${said} - ${region}`, 99);
}

function ascii(text: string, limit: number): string {
  return text.replace(/[^\x20-\x7e]+/g, '?').slice(0, limit);
}

function textOf(alerts: readonly [Alert, ...Alert[]], id: string, voice: Voice): string {
  const [first] = alerts;
  const { language, timeZone } = voice;
  const words = catalogueOf(language);
  const seen = first.evidence.flatMap((one) => evidenceSentence(language, one, timeZone) ?? []);
  const place = wordsOf(
    { at: first.at, region: first.region, accountId: first.accountId },
    timeZone,
  );
  const isDown = first.kind === 'alert' || first.kind === 'update';
  return [
    headlineOf(alerts, voice),
    ...(alerts.length > 1 ? [listOf(alerts, voice)] : []),
    '',
    ...(seen.length > 0 ? [words.seen, ...seen.map((line) => `- ${line}`), ''] : []),
    ...(isDown ? [words.since({ since: timeText(first.since, timeZone) })] : []),
    words.noticed(place),
    ...(isDown ? ['', words.next, ...nextSteps(alerts, voice).map((line) => `  ${line}`)] : []),
    '',
    id,
  ].join('\n');
}

function headlineOf(alerts: readonly [Alert, ...Alert[]], { language }: Voice): string {
  const [{ kind, cause, closedBy, instanceId, name }] = alerts;
  const words = catalogueOf(language);
  const told = closedBy ? words.closedBy[closedBy] : words.causes[cause];
  const phrase = kind === 'all-clear' ? words.noLonger({ phrase: told }) : told;
  const who = name ? `${instanceId} (${plainText(name, 64)})` : instanceId;
  const said = { kind: words.kinds[kind], who, phrase, count: String(alerts.length) };
  return alerts.length > 1 ? words.headlineOfMany(said) : words.headline(said);
}

function listOf(alerts: readonly Alert[], { language }: Voice): string {
  const ids = alerts.slice(0, mostIds).map(({ instanceId }) => instanceId);
  const rest = alerts.length - ids.length;
  return catalogueOf(language).more({ ids: ids.join(' '), rest: rest > 0 ? String(rest) : '' });
}

/** Only where there is no command. */
const hands: Partial<Record<CauseId, HandId>> = {
  'other-role-attached': 'role-by-hand',
  'profile-holds-other-role': 'profile-by-hand',
  'profile-empty': 'profile-by-hand',
  'trust-not-ec2': 'trust-by-hand',
  'cloudwatch-policy-detached': 'policy-by-hand',
  'ssm-policy-detached': 'policy-by-hand',
  'record-tag-disagree': 'set-up-or-untag',
};

/** The one command, or what a person does where none helps. */
function nextSteps(alerts: readonly [Alert, ...Alert[]], { language }: Voice): string[] {
  const words = catalogueOf(language);
  const [first] = alerts;
  const { command, obstacle: cause = first.cause, instanceId } = first;
  const hand = hands[cause];
  const setup = commandOf('setup', instanceId, first) ?? 'cloudwatch-wizard setup';
  const policy =
    cause === 'ssm-policy-detached' ? 'AmazonSSMManagedInstanceCore' : 'CloudWatchFullAccess';
  const others = alerts.length > 1 ? [words.hands['each-of-them']({})] : [];
  return [...(command ? [command] : hand ? [words.hands[hand]({ setup, policy })] : []), ...others];
}

/** Nothing is wrong: it only shows that messages come through. */
export function testMessage(
  id: string,
  place: { readonly region: string; readonly accountId: string },
  { language }: Voice,
): Message {
  const shown = plainText(id, 64);
  return {
    id: shown,
    thread: shown,
    subject: ascii(`[TEST] cloudwatch-wizard ${shown} - ${place.region}`, 99),
    text: catalogueOf(language).test({ id: shown, ...place }),
    data: { schemaVersion: 1, kind: 'test', id: shown, ...place },
  };
}
