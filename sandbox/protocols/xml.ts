/** Writes members as elements of their own names; each entry of a list is in an element `listEntry`. */
export function encodeXml(members: object, listEntry: 'member' | 'item'): string {
  return Object.entries(members)
    .map(([name, value]) => element(name, value, listEntry))
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, escapeCharacter);
}

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeCharacter(character: string): string {
  const name = named[character];
  if (name) return name;
  // Written bare, a parser would turn them into blanks. XML 1.0 has no way to write the others.
  const code = character.charCodeAt(0);
  const isWritable = ['\t', '\n', '\r'].includes(character) || (code >= 0x7f && code <= 0x9f);
  return isWritable ? `&#${code};` : '\ufffd';
}

function element(name: string, value: unknown, listEntry: 'member' | 'item'): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(value, listEntry)}</${name}>`;
}

function content(value: unknown, listEntry: 'member' | 'item'): string {
  if (Array.isArray(value))
    return value.map((entry) => element(listEntry, entry, listEntry)).join('');
  if (value instanceof Map)
    return [...value].map(([key, of]) => element('entry', { key, value: of }, listEntry)).join('');
  if (value instanceof Date) return value.toISOString().replace(/\.000Z$/, 'Z');
  if (typeof value === 'object' && value !== null) return encodeXml(value, listEntry);
  return escapeXml(String(value));
}
