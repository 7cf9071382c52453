import { posix } from 'node:path';
import { type FoundCode, type FoundImport, findImports } from './find-imports.ts';

export interface Checked {
  readonly imports: number;
  /** One line each, with file and line number. */
  readonly violations: readonly string[];
}

/** Which rooms a room may import from, besides itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  wizard: ['agent', 'lambda'],
  lambda: ['agent'],
  agent: [],
  sandbox: [],
  scripts: ['wizard', 'lambda', 'agent', 'sandbox', 'test'],
  test: ['wizard', 'lambda', 'agent', 'sandbox', 'scripts'],
};

export const rooms = Object.keys(arrows);

/** Rooms whose code reaches a user. */
const productRooms = ['wizard', 'lambda', 'agent', 'sandbox'];
const roomsWithoutSdk = ['agent', 'sandbox'];

const wizardMain = 'wizard/main.ts';
const lambdaHandler = 'lambda/handler.ts';
const clientBuilders = ['wizard/aws/clients.ts', lambdaHandler];
const promptFile = 'wizard/ui/prompts.ts';
const drawerNames = ['utils', 'helpers', 'common'];

/** @param path from the root of the project, with `/`. */
export function checkFile(path: string, source: string): Checked {
  const code = findImports(path, source);
  const at = (line: number, problem: string) => `${path}:${line}: ${problem}`;
  const violations = code.imports.flatMap((found) =>
    problemsOf(path, found).map((problem) => at(found.line, problem)),
  );
  for (const { name, line } of constructedClients(path, code))
    violations.push(at(line, `new ${name}: only ${clientBuilders.join(' and ')} build clients`));
  return { imports: code.imports.length, violations };
}

/** `undefined` when the name is a good one. */
export function checkName(path: string): string | undefined {
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const drawer = names.find((name) => drawerNames.includes(name));
  return drawer === undefined ? undefined : `${path}: "${drawer}" does not say what is inside`;
}

function problemsOf(path: string, found: FoundImport): string[] {
  const { specifier } = found;
  if (specifier === undefined)
    return isProduct(path) ? ['a computed import cannot be checked'] : [];
  const problem = specifier.startsWith('.')
    ? roomProblem(path, posix.join(posix.dirname(path), specifier), found)
    : packageProblem(path, specifier, found);
  return problem === undefined ? [] : [problem];
}

function roomProblem(from: string, to: string, found: FoundImport): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (target === '..') return `${to} is outside of the project`;
  if (room === target || target === '') return undefined;
  if (target === 'sandbox' && from === wizardMain)
    return found.form === 'static' ? `${wizardMain} starts sandbox/ by import() only` : undefined;
  if (target === 'lambda' && room === 'wizard' && to === lambdaHandler)
    return `wizard/ may import lambda/, all but its handler`;
  if (arrows[room]?.includes(target)) return undefined;
  return `${room || 'a root file'} may not import ${to}`;
}

function packageProblem(path: string, name: string, found: FoundImport): string | undefined {
  if (!isProduct(path)) return undefined;
  if (/^enquirer(\/|$)/.test(name))
    return path === promptFile ? undefined : `only ${promptFile} imports enquirer`;
  if (!name.startsWith('@aws-sdk/')) return undefined;
  const room = roomOf(path);
  if (roomsWithoutSdk.includes(room)) return `${room}/ may not import ${name}`;
  if (clientBuilders.includes(path)) return undefined;
  const client = found.values.find((value) => value === '*' || isClientName(value));
  return client === undefined
    ? undefined
    : `takes ${client} from ${name}: only ${clientBuilders.join(' and ')} build clients`;
}

function constructedClients(path: string, code: FoundCode): FoundCode['constructed'] {
  const usesSdk = code.imports.some(({ specifier }) => specifier?.startsWith('@aws-sdk/'));
  if (!usesSdk || !isProduct(path) || clientBuilders.includes(path)) return [];
  return code.constructed.filter(({ name }) => isClientName(name));
}

/** In the SDK the bare-bones client is `EC2Client`, the one with all methods `EC2`. */
function isClientName(name: string): boolean {
  return /Client$/.test(name) || /^(EC2|IAM|SSM|STS|SNS|CloudWatch|CloudWatchLogs)$/.test(name);
}

function isProduct(path: string): boolean {
  return productRooms.includes(roomOf(path));
}

/** The first folder; empty for a file at the root. */
function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : path === '..' ? '..' : '';
}
