import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { renderTemplate, templateLimit } from '../lambda/stack/template.ts';

/** Bytes of the built file: the template has to hold it, and what is still to come. */
export const codeLimit = 24 * 1024;

export interface VerifierSizes {
  readonly code: number;
  readonly template: number;
}

/**
 * The verifier alone is one CommonJS file, as inline code of Lambda has to be. The SDK is the
 * runtime's.
 * @throws when the file, or the template with it in it, is too large
 */
export async function buildVerifier(outfile: string, version: string): Promise<VerifierSizes> {
  await build({
    entryPoints: ['lambda/handler.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    // nodejs24.x; the tests run the same file on the oldest Node as well.
    target: 'node20.19',
    external: ['@aws-sdk/*'],
    // Half the bytes of escaped Korean. The template escapes it again, for CloudFormation.
    charset: 'utf8',
    logLevel: 'warning',
  });
  const code = readFileSync(outfile, 'utf8');
  const sizes = {
    code: Buffer.byteLength(code),
    template: Buffer.byteLength(renderTemplate({ code, version })),
  };
  if (sizes.code > codeLimit || sizes.template >= templateLimit)
    throw new Error(`The verifier is too large: ${JSON.stringify(sizes)}`);
  return sizes;
}
