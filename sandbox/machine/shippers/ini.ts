export type IniSection = Readonly<Record<string, string>>;

/** Sections of an INI file in their order; lines before the first belong to none and are dropped. */
export function parseIni(text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const header = line.match(/^\[(.*)\]$/)?.[1];
    if (header !== undefined) {
      current = sections.get(header) ?? {};
      sections.set(header, current);
      continue;
    }
    const [, key = '', value = ''] = line.match(/^([^=:]+?)\s*[=:]\s*(.*)$/) ?? [];
    if (current && key !== '') current[key] = value;
  }
  return sections;
}
