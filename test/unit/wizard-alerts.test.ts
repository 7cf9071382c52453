import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  isEmail,
  isPersonalMailbox,
  isTopicArn,
  isWebhook,
  tokenOf,
} from '../../wizard/alerts.ts';
import { webhookHash } from '../../wizard/steps/verifier/told.ts';

it.each([
  ['1.0.0', '1.0.0', 0],
  ['1.0.0', '1.0.1', -1],
  ['1.10.0', '1.9.9', 1],
  ['2.0.0', '1.9.9', 1],
  ['', '0.1.0', -1],
  ['demo', 'demo', 0],
])('version %s beside %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

it.each([
  ['ops@example.com', true],
  ["o'brien+aws@sub.example.co.kr", true],
  ['ops@localhost', false],
  ['@example.com', false],
  ['ops@example.com, b@example.com', false],
  ['운영@example.com', false],
  ['ops@exam ple.com', false],
  [`${'a'.repeat(65)}@example.com`, false],
])('%s is an address: %s', (text, is) => {
  expect(isEmail(text)).toBe(is);
});

it.each([
  ['https://hooks.slack.com/services/T0/B0/x', true],
  ['http://127.0.0.1:8080/', true],
  ['http://localhost/', true],
  ['http://hooks.example.com/', false],
  ['https://user:word@example.com/', false],
  ['https://user@example.com/', false],
  ['https://:word@example.com/', false],
  ['https://example.com/@user:word', true],
  ['ftp://example.com/', false],
  ['hooks.slack.com', false],
])('%s can be posted to: %s', (text, is) => {
  expect(isWebhook(text)).toBe(is);
});

it.each([
  ['arn:aws:sns:ap-northeast-2:111122223333:alerts', true],
  ['arn:aws-cn:sns:cn-north-1:111122223333:alerts_1-a', true],
  ['arn:aws:sqs:ap-northeast-2:111122223333:alerts', false],
  ['alerts', false],
])('%s names a topic: %s', (text, is) => {
  expect(isTopicArn(text)).toBe(is);
});

it.each([
  ['ops@example.com', false],
  ['on-call@example.com', false],
  ['alerts+aws@example.com', false],
  ['team.web@example.com', false],
  ['jane.doe@example.com', true],
  ['opsmith@example.com', true],
])('%s is one person: %s', (address, is) => {
  expect(isPersonalMailbox(address)).toBe(is);
});

describe('the token of a link', () => {
  const token = '2336412f37'.repeat(12);
  const link = `https://sns.ap-northeast-2.amazonaws.com/confirmation.html?TopicArn=arn:aws:sns:ap-northeast-2:111122223333:t&Token=${token}&Endpoint=ops@example.com`;

  it.each([
    ['is found among the others', link, token],
    ['is found at the end', link.replace(/&Endpoint.*/, ''), token],
    ['is found with blanks around', `  ${link}\n`, token],
    ['is missed where there is none', 'https://example.com/', undefined],
    ['is missed in a word that is no link', `Token=${token}`, undefined],
    ['is missed where it is cut short', 'https://example.com/?Token=abc', undefined],
  ])('%s', (_, text, expected) => {
    expect(tokenOf(text)).toBe(expected);
  });
});

it('a webhook is known by its hash, which gives nothing away', () => {
  const url = 'https://hooks.slack.com/services/T0/B0/secret';
  expect(webhookHash(url)).toMatch(/^[0-9a-f]{12}$/);
  expect(webhookHash(url)).not.toBe(webhookHash(`${url}2`));
});
