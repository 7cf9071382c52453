/**
 * Text from AWS or an instance, fit for one line of a terminal: without control characters, escape
 * sequences and marks that change the direction of writing; at most `limit` long.
 */
export function plainText(text: string, limit = 600): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
