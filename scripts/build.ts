import { chmodSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { templateLimit } from '../lambda/stack/template.ts';
import { buildVerifier, codeLimit } from './build-verifier.ts';

// Our code only, in chunks: what `--help` does not need is not read (one file would cost it twice
// to four times an empty program). Packages stay outside, pinned in package.json.
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { wizard: 'wizard/main.ts', demo: 'scripts/demo.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // Beside the entries: shims/ and agent/ are looked for beside the code that reads them.
  chunkNames: '[name]-[hash]',
  logLevel: 'warning',
});
chmodSync('dist/wizard.mjs', 0o755);
for (const name of ['mon-put-instance-data', 'installer'])
  if (existsSync(`agent/${name}`)) cpSync(`agent/${name}`, `dist/agent/${name}`);
cpSync('sandbox/machine/shims', 'dist/shims', { recursive: true });
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const sizes = await buildVerifier('dist/verifier.cjs', version);
console.log(
  `verifier.cjs: ${sizes.code} bytes of ${codeLimit} (unpacked ${sizes.minified}); in its template: ${sizes.template} of ${templateLimit}`,
);
