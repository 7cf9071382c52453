import { isDiskPath } from '../../agent/disk-path.ts';
import { isEmail, isTopicArn, isWebhook, tokenOf } from '../alerts.ts';
import { logReaders, type Reader } from './log-readers.ts';
import { checked } from './refused.ts';

/** How each flag's text becomes a value. */
export const readers: Readonly<Record<string, Reader>> = {
  ...logReaders,
  'instance-id': (value, { instanceIds }) => ({
    instanceIds: [
      ...new Set([
        ...instanceIds,
        checked('instance-id', value, isInstanceId, 'i-0123456789abcdef0'),
      ]),
    ],
  }),
  period: (value) => {
    const period = checked('period', value, (text) => text === '60' || text === '300', '60, 300');
    return { period: period === '60' ? 60 : 300 };
  },
  'detailed-monitoring': (value) => ({ detailedMonitoring: value === 'true' }),
  swap: (value) => ({ swap: value === 'true' }),
  'disk-path': (value, { diskPaths }) => ({
    diskPaths: [
      ...new Set([...(diskPaths ?? []), checked('disk-path', value, isDiskPath, '/, /data')]),
    ],
  }),
  'high-resolution': (value) => {
    const good = (text: string) => resolutions.includes(text) || text === 'off';
    const seconds = checked('high-resolution', value, good, `${resolutions.join(', ')}, off`);
    return { highResolution: seconds === 'off' ? 0 : Number(seconds) };
  },
  proxy: (value) => {
    const proxy = checked('proxy', value, isProxy, 'http://HOST:PORT, off');
    return { proxy: proxy === 'off' ? '' : proxy };
  },
  migrate: (value) => ({ migrate: value === 'true' }),
  email: (value, { emails }) => ({
    emails: [...new Set([...emails, checked('email', value, isEmail, 'ops@example.com')])],
  }),
  webhook: (value) => {
    const good = value === 'off' || isWebhook(value);
    // What is refused may be a secret all the same.
    const shown = good ? value : '…';
    const expected = 'https://hooks.slack.com/services/…, off';
    return { webhook: orOff(checked('webhook', shown, () => good, expected)) };
  },
  topic: (value) => ({
    topic: orOff(
      checked(
        'topic',
        value,
        (text) => text === 'off' || isTopicArn(text),
        'arn:aws:sns:ap-northeast-2:111122223333:alerts, off',
      ),
    ),
  }),
  'no-alerts': () => ({ noAlerts: true }),
  'confirm-link': (value) => ({
    confirmLink: checked('confirm-link', value, isConfirmLink, 'https://sns.…&Token=…'),
  }),
  'expect-account': (value) => ({
    expectAccount: checked('expect-account', value, isAccount, '111122223333'),
  }),
  timeout: (value) => ({ timeoutSeconds: wholeNumber('timeout', value, 1, 86_400) }),
  profile: (value) => ({ profile: value }),
  region: (value) => ({ region: checked('region', value, isRegion, 'ap-northeast-2') }),
  json: () => ({ json: true }),
  output: (value) => {
    const output = checked(
      'output',
      value,
      (text) => ['json', 'text'].includes(text),
      'text, json',
    );
    return { json: output === 'json' };
  },
  yes: () => ({ yes: true }),
  'no-input': () => ({ noInput: true }),
  'dry-run': () => ({ dryRun: true }),
  details: () => ({ details: true }),
  fail: () => ({ fail: true }),
  'no-color': () => ({ color: false }),
  lang: (value) => {
    const lang = checked('lang', value, (text) => text === 'en' || text === 'ko', 'en, ko');
    return { lang: lang === 'ko' ? 'ko' : 'en' };
  },
  port: (value) => ({ port: wholeNumber('port', value, 0, 65_535) }),
  rate: (value) => ({ rate: wholeNumber('rate', value, 1, 3_600) }),
  faults: (value) => ({ faults: value }),
};

/** Seconds that a minute is a multiple of. */
const resolutions = ['1', '2', '3', '5', '6', '10', '12', '15', '20', '30'];

/** Without user and password: it stands in files and command histories that others can read. */
function isProxy(value: string): boolean {
  return value === 'off' || /^https?:\/\/[\w.-]+(?::\d{1,5})?\/?$/.test(value);
}

function isInstanceId(value: string): boolean {
  return /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value);
}

function isRegion(value: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(value);
}

function isAccount(value: string): boolean {
  return /^\d{12}$/.test(value);
}

function isConfirmLink(value: string): boolean {
  return tokenOf(value) !== undefined;
}

function wholeNumber(flag: string, value: string, least: number, most: number): number {
  const good = /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
  checked(flag, value, () => good, `${least}–${most}`);
  return Number(value);
}

/** What was set is not wished for any more. */
function orOff(value: string): string {
  return value === 'off' ? '' : value;
}
