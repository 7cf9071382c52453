import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderTemplate } from '../lambda/stack/template.ts';

/** The template as it is deployed: the verifier is in it, one CommonJS file that the build makes. */
export function verifierTemplate(version: string): string {
  // Beside the built program, or in `dist/` seen from the source.
  const places = ['./verifier.cjs', '../dist/verifier.cjs'].map(
    (place) => new URL(place, import.meta.url),
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('verifier.cjs is not beside the program: was it built?');
  return renderTemplate({ code: readFileSync(fileURLToPath(found), 'utf8'), version });
}
