import { createHash } from 'node:crypto';

/** Makes ids that look like AWS's and are the same in every run with the same seed. */
export interface Ids {
  /** `hex('i-', 17)` → `i-0f3a…`; 17 hex digits behind the prefix. */
  hex(prefix: string, digits: number): string;
  /** Upper-case letters and digits, as in access keys and IAM ids: `AROA…`. */
  upper(prefix: string, length: number): string;
  uuid(): string;
  /** A whole number below `limit`. */
  below(limit: number): number;
}

export function createIds(seed = 'sandbox'): Ids {
  let counter = 0;
  const bytes = () => createHash('sha256').update(`${seed}/${counter++}`).digest();
  const hexDigits = (digits: number) => {
    let text = '';
    while (text.length < digits) text += bytes().toString('hex');
    return text.slice(0, digits);
  };
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return {
    hex: (prefix, digits) => prefix + hexDigits(digits),
    upper: (prefix, length) => {
      let text = prefix;
      while (text.length < length) for (const b of bytes()) text += alphabet[b % 32];
      return text.slice(0, length);
    },
    uuid: () => hexDigits(32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5'),
    below: (limit) => bytes().readUInt32BE(0) % limit,
  };
}
