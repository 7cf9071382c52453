import { describe, expect, it } from 'vitest';
import { evaluatePolicies } from '../../sandbox/authorization/policy.ts';
import { matchesWildcard } from '../../sandbox/authorization/wildcard.ts';
import type { PolicyStatement } from '../../sandbox/principal.ts';

const decide = (
  statements: readonly PolicyStatement[],
  action: string,
  resource = '*',
  context: Record<string, string> = {},
) => evaluatePolicies([{ Statement: statements }], { action, resource, context });

const allow = (Action: string, more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});

const deny = (Action: string, more: Partial<PolicyStatement> = {}): PolicyStatement => ({
  ...allow(Action, more),
  Effect: 'Deny',
});

describe('evaluatePolicies', () => {
  it('denies what nobody allows', () => {
    expect(decide([], 'logs:PutLogEvents')).toBe('implicitDeny');
    expect(decide([allow('logs:*')], 'cloudwatch:PutMetricData')).toBe('implicitDeny');
  });

  it.each([
    'logs:PutLogEvents',
    'logs:Put*',
    'logs:*',
    '*',
    'LOGS:putlogevents',
    'logs:Put???Events',
  ])('allows logs:PutLogEvents by %s', (action) => {
    expect(decide([allow(action)], 'logs:PutLogEvents')).toBe('allowed');
  });

  it('lets one Deny win over every Allow, in another document too', () => {
    const documents = [{ Statement: [allow('*')] }, { Statement: [deny('logs:*')] }];
    const required = { action: 'logs:PutLogEvents', resource: '*' };
    expect(evaluatePolicies(documents, required)).toBe('explicitDeny');
    expect(evaluatePolicies(documents.toReversed(), required)).toBe('explicitDeny');
  });

  it('counts a statement only for the resources it names', () => {
    const statements = [
      allow('iam:GetRole', { Resource: ['arn:aws:iam::*:role/web-*', 'arn:aws:iam::1:role/db'] }),
    ];
    expect(decide(statements, 'iam:GetRole', 'arn:aws:iam::1:role/web-1')).toBe('allowed');
    expect(decide(statements, 'iam:GetRole', 'arn:aws:iam::1:role/db')).toBe('allowed');
    expect(decide(statements, 'iam:GetRole', 'arn:aws:iam::1:role/db-2')).toBe('implicitDeny');
  });

  it('takes NotResource as everything else', () => {
    const { Resource: _, ...rest } = allow('iam:GetRole');
    const statements = [{ ...rest, NotResource: 'arn:aws:iam::*:role/db' }];
    expect(decide(statements, 'iam:GetRole', 'arn:aws:iam::1:role/web')).toBe('allowed');
    expect(decide(statements, 'iam:GetRole', 'arn:aws:iam::1:role/db')).toBe('implicitDeny');
  });

  it('takes NotAction as everything else', () => {
    const statements: PolicyStatement[] = [
      { Effect: 'Allow', NotAction: ['iam:*', 'sts:*'], Resource: '*' },
    ];
    expect(decide(statements, 'logs:PutLogEvents')).toBe('allowed');
    expect(decide(statements, 'iam:GetRole')).toBe('implicitDeny');
  });

  it.each([
    ['StringEquals', 'System/Linux', 'System/Linux', 'allowed'],
    ['StringEquals', 'System/Linux', 'system/linux', 'implicitDeny'],
    ['StringEqualsIgnoreCase', 'System/Linux', 'system/linux', 'allowed'],
    ['StringLike', 'System/*', 'System/Linux', 'allowed'],
    ['StringLike', 'System/*', 'CWAgent', 'implicitDeny'],
    ['StringEquals', ['CWAgent', 'System/Linux'], 'System/Linux', 'allowed'],
  ] as const)('%s %s of a namespace %s: %s', (operator, wanted, namespace, decision) => {
    const statement = allow('cloudwatch:PutMetricData', {
      Condition: { [operator]: { 'cloudwatch:namespace': wanted } },
    });
    const context = { 'cloudwatch:Namespace': namespace };
    expect(decide([statement], 'cloudwatch:PutMetricData', '*', context)).toBe(decision);
  });

  it('does not meet a condition on a key that the call has not', () => {
    const Condition = { StringEquals: { 'cloudwatch:namespace': 'System/Linux' } };
    expect(decide([allow('*', { Condition })], 'cloudwatch:PutMetricData')).toBe('implicitDeny');
  });

  it('decides an operator it does not know against the caller', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    expect(decide([allow('*', { Condition })], 'logs:PutLogEvents')).toBe('implicitDeny');
    expect(decide([allow('*'), deny('*', { Condition })], 'logs:PutLogEvents')).toBe(
      'explicitDeny',
    );
  });
});

describe('matchesWildcard', () => {
  it.each([
    ['*', '', true],
    ['a*', 'a', true],
    ['*a*b', 'xaxab', true],
    ['a?c', 'ac', false],
    ['a.c', 'abc', false],
    ['abc', 'abcd', false],
    ['*b', 'abc', false],
  ])('%s against "%s": %s', (pattern, text, expected) => {
    expect(matchesWildcard(pattern, text)).toBe(expected);
  });

  it('answers in no time whatever the pattern', () => {
    expect(matchesWildcard(`${'a*'.repeat(40)}b`, 'a'.repeat(5_000))).toBe(false);
  });
});
