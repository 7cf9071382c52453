import { fileURLToPath } from 'node:url';

/** `shims/` beside this module: so in the source tree, and so in `dist/`, where the build copies it. */
export function shimDirectory(): string {
  return fileURLToPath(new URL('./shims', import.meta.url));
}
