import type { Values } from '../errors.ts';

type Value = Values[string] | undefined;

/** `a, b and so on`: a comma list, cut after ten. */
export function list(value: Value): string {
  const items = Array.isArray(value) ? value.map(String) : [String(value ?? '')];
  return items.length > 10
    ? `${items.slice(0, 10).join(', ')} (+${items.length - 10})`
    : items.join(', ');
}

export function usd(amount: Value): string {
  return `$${Number(amount ?? 0).toFixed(2)}`;
}

/** `111122223333` → `1111-2222-3333`, as the AWS console writes it. */
export function accountNumber(accountId: string): string {
  return accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}

const units = {
  en: { s: 's', min: 'min', h: 'h' },
  ko: { s: '초', min: '분', h: '시간' },
} as const;

/** `42 s`, `7 min`, `3 h`: as exact as a person needs. */
export function age(seconds: Value, lang: 'en' | 'ko'): string {
  const s = Number(seconds ?? 0);
  const unit = units[lang];
  const space = lang === 'en' ? ' ' : '';
  if (s < 90) return `${Math.round(s)}${space}${unit.s}`;
  if (s < 5400) return `${Math.round(s / 60)}${space}${unit.min}`;
  return `${Math.round(s / 3600)}${space}${unit.h}`;
}

/** A size as people say it: `3 KB`, `12 MB`, `1.4 GB`. */
export function megabytes(value: Values[string] | undefined): string {
  const bytes = Number(value);
  if (bytes >= 1024 ** 3) return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  if (bytes >= 1024 ** 2) return `${Math.round(bytes / 1024 ** 2)} MB`;
  return `${Math.ceil(bytes / 1024)} KB`;
}
