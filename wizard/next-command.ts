import type { Identity } from './aws/identity.ts';

/**
 * The flags that take a pasted command to the same account and Region: ` --region … --profile …`.
 * The first blank is part of it.
 */
export function whereFlags({ region, source }: Pick<Identity, 'region' | 'source'>): string {
  const profile =
    source.from === 'flag-profile' ? ` --profile ${shellWord(source.profile ?? '')}` : '';
  return ` --region ${region}${profile}`;
}

/** One word of a POSIX shell, quoted where it has to be. */
export function shellWord(text: string): string {
  return /^[\w@+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
