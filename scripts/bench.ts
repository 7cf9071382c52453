import { fileURLToPath } from 'node:url';
import { findNode24 } from '../test/support/node-24.ts';
import { measureConvergedCalls } from './bench/converged-calls.ts';
import { measureDemo } from './bench/demo-time.ts';
import { measureHelp } from './bench/help-start.ts';
import { formatTable } from './bench/measured.ts';
import { measureSandboxReady } from './bench/sandbox-ready.ts';

// What the product promises of its own speed, measured in one run on this machine.

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const built = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));
const program = built('wizard.mjs');
const nodes = new Set([process.execPath, ...[findNode24()].flatMap((node) => node ?? [])]);

const rows = [
  ...[...nodes].map((node) => measureHelp(node, program)),
  await measureSandboxReady(program),
  ...(await measureConvergedCalls()),
  measureDemo(built('demo.mjs')),
];
process.stdout.write(`${formatTable(rows)}\n\n`);
process.stdout.write(
  '`npm test` is promised to take under 3 minutes on two cores: time npm test\n',
);
// `--lenient-times`: a machine that others use too is no judge of times, only of counts.
const lenient = process.argv.includes('--lenient-times');
const broken = rows.filter(({ isKept, kind }) => !isKept && (kind === 'count' || !lenient));
if (broken.length > 0) process.exitCode = 1;
