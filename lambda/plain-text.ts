/**
 * Text that somebody else wrote, fit for a mail or a chat message: one line without control
 * characters, mentions, code marks and links.
 */
export function plainText(text: string, limit = 128): string {
  const clean = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[<>`@]/g, '')
    .replace(/\w*:\/\/|www\./gi, '')
    .trim();
  const letters = [...clean];
  return letters.length > limit ? `${letters.slice(0, limit).join('')}…` : clean;
}
