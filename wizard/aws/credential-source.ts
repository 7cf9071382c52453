type Env = Readonly<Record<string, string | undefined>>;

/** Where the credentials came from, and what else was set and lost. */
export interface CredentialSource {
  readonly from: 'flag-profile' | 'environment-profile' | 'environment-keys' | 'default-chain';
  /** The profile's name, where it was a profile. */
  readonly profile?: string;
  /** Also set, and not used: the name of the variable. */
  readonly overridden?: string;
}

/**
 * Names the winner by the order of the SDK for JavaScript: `--profile`, AWS_PROFILE, then keys in
 * the environment. (The AWS CLI lets the keys win, so the loser is named too.)
 */
export function credentialSource(env: Env, profileFlag: string | undefined): CredentialSource {
  const profile = profileFlag ?? (env.AWS_PROFILE || undefined);
  const keys = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  if (profile === undefined) return { from: keys ? 'environment-keys' : 'default-chain' };
  return {
    from: profileFlag === undefined ? 'environment-profile' : 'flag-profile',
    profile,
    ...(keys ? { overridden: 'AWS_ACCESS_KEY_ID' } : {}),
  };
}

/** `--region`, AWS_REGION, AWS_DEFAULT_REGION; `undefined` leaves it to the profile. */
export function regionFrom(env: Env, flag: string | undefined): string | undefined {
  return flag ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
}
