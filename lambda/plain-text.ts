/**
 * Text that somebody else wrote, fit for a mail or a chat message: one line without control
 * characters, mentions, code marks, links and the brackets that make one.
 */
export function plainText(text: string, limit = 128): string {
  const clean = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[<>`@[\]()]/g, '')
    // Last, and by a space: what is left cannot grow together to another link.
    .replace(/\w*:\/\/|www\./gi, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const letters = [...clean];
  return letters.length > limit ? `${letters.slice(0, limit).join('')}…` : clean;
}
