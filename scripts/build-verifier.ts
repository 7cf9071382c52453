import { writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { renderTemplate, templateLimit } from '../lambda/stack/template.ts';

/** Bytes of the built file: the template has to hold it, and what is still to come. */
export const codeLimit = 24 * 1024;

export interface VerifierSizes {
  /** Before it is packed. */
  readonly minified: number;
  readonly code: number;
  readonly template: number;
}

/**
 * The verifier alone is one CommonJS file, as inline code of Lambda has to be. The SDK is the
 * runtime's.
 * @throws when the file, or the template with it in it, is too large
 */
export async function buildVerifier(outfile: string, version: string): Promise<VerifierSizes> {
  const { outputFiles } = await build({
    entryPoints: ['lambda/handler.ts'],
    bundle: true,
    minify: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    // nodejs24.x; the tests run the same file on the oldest Node as well.
    target: 'node20.19',
    external: ['@aws-sdk/*'],
    charset: 'utf8',
    logLevel: 'warning',
  });
  const minified = outputFiles[0]?.text ?? '';
  const code = packed(minified, version);
  writeFileSync(outfile, code);
  const sizes = {
    minified: Buffer.byteLength(minified),
    code: Buffer.byteLength(code),
    template: Buffer.byteLength(renderTemplate({ code, version })),
  };
  if (sizes.code > codeLimit || sizes.template >= templateLimit)
    throw new Error(`The verifier is too large: ${JSON.stringify(sizes)}`);
  return sizes;
}

/**
 * A template holds 51,200 bytes, so what is minified is compressed too. What comes out when it is
 * unpacked is an ordinary module: `compileFunction` runs it in the place of this one.
 */
function packed(minified: string, version: string): string {
  const text = brotliCompressSync(minified).toString('base64');
  return [
    `// cloudwatch-wizard ${version}, lambda/handler.ts: minified, brotli, base64.`,
    'const { compileFunction } = require("node:vm");',
    'const { brotliDecompressSync } = require("node:zlib");',
    `const packed = "${text}";`,
    'const code = brotliDecompressSync(Buffer.from(packed, "base64")).toString();',
    'const options = { filename: "verifier.js" };',
    'compileFunction(code, ["exports", "require", "module"], options)(exports, require, module);',
    '',
  ].join('\n');
}
