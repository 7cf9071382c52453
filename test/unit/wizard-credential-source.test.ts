import { describe, expect, it } from 'vitest';
import {
  type CredentialSource,
  credentialSource,
  regionFrom,
} from '../../wizard/aws/credential-source.ts';

type Env = Readonly<Record<string, string>>;

const keys: Env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

describe('where the credentials come from, and what else was set', () => {
  it.each<[string, Env, string | undefined, CredentialSource]>([
    ['nothing is set', {}, undefined, { from: 'default-chain' }],
    ['keys', keys, undefined, { from: 'environment-keys' }],
    [
      'keys of a session',
      { ...keys, AWS_SESSION_TOKEN: 't' },
      undefined,
      { from: 'environment-keys' },
    ],
    ['half a pair of keys', { AWS_ACCESS_KEY_ID: 'AKIA' }, undefined, { from: 'default-chain' }],
    ['the other half', { AWS_SECRET_ACCESS_KEY: 's' }, undefined, { from: 'default-chain' }],
    [
      'AWS_PROFILE',
      { AWS_PROFILE: 'work' },
      undefined,
      { from: 'environment-profile', profile: 'work' },
    ],
    ['an empty AWS_PROFILE', { ...keys, AWS_PROFILE: '' }, undefined, { from: 'environment-keys' }],
    [
      'AWS_PROFILE beside keys, which lose',
      { ...keys, AWS_PROFILE: 'work' },
      undefined,
      { from: 'environment-profile', profile: 'work', overridden: 'AWS_ACCESS_KEY_ID' },
    ],
    ['--profile', {}, 'home', { from: 'flag-profile', profile: 'home' }],
    [
      '--profile beside AWS_PROFILE',
      { AWS_PROFILE: 'work' },
      'home',
      { from: 'flag-profile', profile: 'home' },
    ],
    [
      '--profile beside keys, which lose',
      keys,
      'home',
      { from: 'flag-profile', profile: 'home', overridden: 'AWS_ACCESS_KEY_ID' },
    ],
  ])('%s', (_, env, flag, source) => {
    expect(credentialSource(env, flag)).toEqual(source);
  });
});

describe('the Region', () => {
  it.each<[Env, string | undefined, string | undefined]>([
    [{}, undefined, undefined],
    [{ AWS_DEFAULT_REGION: 'b' }, undefined, 'b'],
    [{ AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, undefined, 'a'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'b' }, undefined, 'b'],
    [{ AWS_REGION: 'a' }, 'flag', 'flag'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: '' }, undefined, undefined],
  ])('of %j and --region %s is %s', (env, flag, region) => {
    expect(regionFrom(env, flag)).toBe(region);
  });
});
