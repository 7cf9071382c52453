import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where every process of the run has its pretend instances; gone after the last test. */
    machines: string;
  }
}

export function setup({ provide }: TestProject) {
  const directory = mkdtempSync(join(tmpdir(), 'machines-'));
  // Pretend machines run as an unprivileged user where the tests run as root.
  chmodSync(directory, 0o711);
  provide('machines', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
