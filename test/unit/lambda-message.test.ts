import { describe, expect, it } from 'vitest';
import type { Alert } from '../../lambda/contract.ts';
import { causeIds } from '../../lambda/contract.ts';
import { evidenceIds } from '../../lambda/messages/catalogue.ts';
import { causePhrase, evidenceSentence, timeText } from '../../lambda/messages/sentences.ts';
import { plainText } from '../../lambda/plain-text.ts';
import { isWebhookUrl, webhookChannel } from '../../lambda/tell/channels.ts';
import { said } from '../../lambda/tell/deliver.ts';
import { messageOf, testMessage } from '../../lambda/tell/message.ts';
import { tellTest } from '../../lambda/tell/test-alert.ts';
import { webhookBody } from '../../lambda/tell/webhook-body.ts';
import { randomFrom } from '../support/random.ts';
import { instanceId } from './sample-instance.ts';
import { at, minute, place } from './sample-watch.ts';

const english = { language: 'en', timeZone: 'Asia/Seoul' } as const;
const korean = { language: 'ko', timeZone: 'Asia/Seoul' } as const;

const alert: Alert = {
  schemaVersion: 1,
  alertId: `v1:${instanceId}:1795521780:1`,
  episodeId: `v1:${instanceId}:1795521780`,
  kind: 'alert',
  instanceId,
  name: 'web-1',
  ...place,
  cause: 'role-detached',
  since: at,
  at,
  evidence: [{ id: 'no-profile', values: {} }],
  command: `cloudwatch-wizard repair --instance-id ${instanceId} --region ap-northeast-2 --expect-account 123456789012`,
};

it('says what, why, since when and what to do', () => {
  const { subject, text } = messageOf([alert], english);
  expect(subject).toBe(`[DOWN] ${instanceId} (web-1) role detached - ap-northeast-2`);
  expect(text).toMatchInlineSnapshot(`
    "[DOWN] i-0123456789abcdef0 (web-1): role detached

    Seen:
    - No instance profile is attached: credentials it still has expire within hours.

    So since 2026-11-24 12:03 UTC (21:03 Asia/Seoul) at the latest.
    Noticed 2026-11-24 12:03 UTC (21:03 Asia/Seoul), Region ap-northeast-2, account 123456789012.

    Next:
      cloudwatch-wizard repair --instance-id i-0123456789abcdef0 --region ap-northeast-2 --expect-account 123456789012

    v1:i-0123456789abcdef0:1795521780:1"
  `);
});

it('says the same in Korean, with a subject in ASCII', () => {
  const { subject, text } = messageOf([{ ...alert, name: '웹' }], korean);
  expect(subject).toBe(`[DOWN] ${instanceId} (?) role detached - ap-northeast-2`);
  expect(text).toMatchInlineSnapshot(`
    "[이상] i-0123456789abcdef0 (웹): 역할 분리됨

    확인한 것:
    - 연결된 인스턴스 프로파일이 없습니다. 남은 자격 증명은 몇 시간 안에 만료됩니다.

    늦어도 2026-11-24 12:03 UTC (21:03 Asia/Seoul)부터입니다.
    확인 시각 2026-11-24 12:03 UTC (21:03 Asia/Seoul), 리전 ap-northeast-2, 계정 123456789012.

    다음 할 일:
      cloudwatch-wizard repair --instance-id i-0123456789abcdef0 --region ap-northeast-2 --expect-account 123456789012

    v1:i-0123456789abcdef0:1795521780:1"
  `);
});

it('says nothing of a next step when all is well, and why an alert is closed', () => {
  const { command: _, ...rest } = alert;
  const clear = messageOf([{ ...rest, kind: 'all-clear' }], english);
  expect(clear.subject).toBe(
    `[OK] ${instanceId} (web-1) no longer: role detached - ap-northeast-2`,
  );
  expect(clear.text).not.toMatch(/Next|since/);
  const closed = messageOf([{ ...rest, kind: 'closed', closedBy: 'stopped' }], english);
  expect(closed.subject).toBe(`[CLOSED] ${instanceId} (web-1) stopped - ap-northeast-2`);
  expect(closed.text).toContain('the instance was stopped');
});

it('names what a person does where no command helps', () => {
  const { command: _, ...rest } = alert;
  const text = (cause: Alert['cause']) => messageOf([{ ...rest, cause }], english).text;
  expect(text('other-role-attached')).toContain('Modify IAM role');
  expect(text('profile-holds-other-role')).toContain('back into the instance profile');
  expect(text('record-tag-disagree')).toContain('cloudwatch-wizard setup');
  // Of what somebody else made.
  expect(text('profile-empty')).toContain('back into the instance profile');
  expect(text('trust-not-ec2')).toContain('ec2.amazonaws.com');
  expect(text('cloudwatch-policy-detached')).toContain('Attach CloudWatchFullAccess');
  expect(text('ssm-policy-detached')).toContain('Attach AmazonSSMManagedInstanceCore');
  const blocked = messageOf([{ ...rest, obstacle: 'trust-not-ec2' }], english).text;
  expect(blocked).toMatch(/Next.*\n.*ec2\.amazonaws\.com/);
});

it.each([
  { voice: english, untag: 'remove its tag cloudwatch-wizard' },
  { voice: korean, untag: '태그 cloudwatch-wizard를 지우거나' },
])('says both ways out where there is a tag and no record: $voice.language', ({ voice, untag }) => {
  const { command: _, ...rest } = alert;
  const evidence = [{ id: 'no-record', values: { tag: 'v=1' } }];
  const lost = { ...rest, cause: 'record-tag-disagree', evidence } as const;
  const where = `--instance-id ${instanceId} --region ap-northeast-2 --expect-account 123456789012`;
  const { text } = messageOf([lost], voice);
  expect(text).toContain(`cloudwatch-wizard setup ${where} --email`);
  expect(text).toContain(untag);
  const forged = messageOf([{ ...lost, region: '$(reboot)' }], voice).text;
  expect(forged).toMatch(/cloudwatch-wizard setup(?! --instance-id)/);
});

it('makes one message of many, with at most fifty ids', () => {
  const many = Array.from({ length: 60 }, (_, index) => ({
    ...alert,
    instanceId: `i-${String(index).padStart(8, '0')}`,
    alertId: `v1:i-${index}:1:1`,
  }));
  const [first, ...others] = many;
  if (!first) throw new Error('none');
  const { id, subject, text, data } = messageOf([first, ...others], english);
  expect(subject).toBe('[DOWN] 60 instances role detached - ap-northeast-2');
  expect(text).toMatch(/i-00000049 \+10$/m);
  expect(text).not.toContain('i-00000050');
  expect(data).toMatchObject({ count: 60, alertId: id });
  expect(messageOf([first, ...[...others].reverse()], english).id).toBe(id);
});

describe('text of others', () => {
  const nasty = 'a\u0007\u001b[31m\n\u202e<!channel> @here `rm` http://x.example www.y\u2028z';

  it('loses control characters, mentions, code and links', () => {
    expect(plainText(nasty)).toBe('a 31m !channel here rm x.example y z');
    expect(plainText('가'.repeat(300), 5)).toBe('가가가가가…');
    expect(plainText('😀😀😀', 2)).toBe('😀😀…');
  });

  it.each([
    ['[Fix it](http:wwwwww..//evil.example/x)', 'Fix ithttp:www .//evil.example/x'],
    ['http:www.//evil.example', 'http: //evil.example'],
    ['hhttp://ttp://a.example', 'a.example'],
    ['http:<//a.example', 'a.example'],
    ['wwwwww..a.example', 'www .a.example'],
    ['![x](//a.example)', '!x//a.example'],
    ['web   (blue)', 'web blue'],
  ])('makes no link of what is left: %s', (text, left) => {
    expect(plainText(text)).toBe(left);
  });

  it('has no mark of a link, however it is put together', () => {
    const pieces = [
      ...['http', 'https', ':', '/', '//', '://', 'w', 'ww', 'www', 'www.', '.', 'evil.example'],
      ...['[', ']', '](', '(', ')', '<', '>', '|', '@', '`', ' ', '\u0007', '\u200b', '\n', '가'],
    ];
    const random = randomFrom(11);
    for (let trial = 0; trial < 20_000; trial++) {
      const length = 1 + Math.floor(random() * 12);
      const mixed = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]);
      const text = mixed.join('');
      const clean = plainText(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
      if (/:\/\/|www\.|[<>`@[\]()\u0000-\u001f]/i.test(clean)) expect.fail(JSON.stringify(text));
      expect(plainText(clean)).toBe(clean);
    }
  });

  it('stays out of subjects and messages', () => {
    const evidence = [{ id: 'other-profile', values: { profile: nasty, roleName: 'r' } }];
    const { subject, text } = messageOf([{ ...alert, name: nasty, evidence }], english);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect(text).not.toMatch(/<!|@|`|:\/\/|[\u0000-\u0009\u000b-\u001f]/);
  });

  it('never makes a subject longer than SNS takes', () => {
    const { subject } = messageOf([{ ...alert, name: 'x'.repeat(256) }], english);
    expect(subject.length).toBeLessThanOrEqual(99);
  });
});

it('has a phrase for every cause and a sentence for every evidence, in both languages', () => {
  for (const language of ['en', 'ko'] as const) {
    for (const cause of causeIds) expect(causePhrase(language, cause)).toMatch(/\S/);
    for (const id of evidenceIds)
      expect(evidenceSentence(language, { id, values: {} }, 'UTC')).toMatch(/\S/);
  }
  expect(evidenceSentence('en', { id: 'of-a-newer-version', values: {} }, 'UTC')).toBeUndefined();
});

it('says times in UTC and in the zone, and survives one that is not known', () => {
  expect(timeText(at, 'Asia/Seoul')).toBe('2026-11-24 12:03 UTC (21:03 Asia/Seoul)');
  expect(timeText(at, 'UTC')).toBe('2026-11-24 12:03 UTC');
  expect(timeText(at + minute, 'No/Where')).toBe('2026-11-24 12:04 UTC');
});

describe('webhooks', () => {
  const message = messageOf([alert], english);
  const body = (url: string) => JSON.parse(webhookBody(url, message));

  it('gives each host what it shows', () => {
    expect(body('https://hooks.slack.com/services/x')).toEqual({ text: message.text });
    const teams = ['https://x.webhook.office.com/y', 'https://p.logic.azure.com:443/z'];
    for (const url of teams)
      expect(body(url).attachments[0].content).toMatchObject({ type: 'AdaptiveCard' });
    expect(body('https://example.com/')).toEqual({ ...alert, text: message.text });
    expect(body('https://hooks.slack.com.example.com/')).toHaveProperty('alertId');
  });

  it.each([
    ['https://example.com/x', true],
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost/x', true],
    ['http://example.com/x', false],
    ['https://user:word@example.com/x', false],
    ['https://user@example.com/x', false],
    ['https://:word@example.com/x', false],
    ['https://example.com/@user:word', true],
    ['http://127.0.0.1.example.com/', false],
    ['ftp://example.com', false],
    ['', false],
  ])('%s is a webhook: %s', (url, is) => {
    expect(isWebhookUrl(url)).toBe(is);
  });

  it.each([
    'https://user:secret@example.com/hook/secret',
    'http://example.com/secret',
    'https://example.com/hook/secret',
  ])('never says the address, whatever fails: %s', async (url) => {
    const post = async (at: string): Promise<number> => {
      throw new TypeError(`Request cannot be constructed from ${at}`);
    };
    const logged: string[] = [];
    const channel = webhookChannel(url, post);
    const surroundings = { channels: [channel], voice: english, place };
    await tellTest('abc', surroundings).catch((error: Error) =>
      logged.push(String(error.stack), JSON.stringify(error.cause) ?? ''),
    );
    await channel.send(message).catch((error) => logged.push(said(error)));
    expect(logged).toHaveLength(3);
    expect(logged.join()).toMatch(/webhook/);
    expect(logged.join()).not.toMatch(/secret|example/);
  });
});

it('carries the id of a test, and says that nothing is wrong', () => {
  const { subject, text } = testMessage('abc', place, english);
  expect(subject).toBe('[TEST] cloudwatch-wizard abc - ap-northeast-2');
  expect(text).toMatch(/Nothing is wrong.\nTest id: abc$/);
});
