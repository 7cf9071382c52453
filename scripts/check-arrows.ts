import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { checkFile, checkName, rooms } from './arrows/rules.ts';

/** Fewer than this means that the check looks in the wrong place, not that all is well. */
const fewest = { files: 40, imports: 100 };

interface Outcome {
  readonly files: number;
  readonly imports: number;
  readonly violations: readonly string[];
}

function checkProject(root: string): Outcome {
  const present = rooms.filter((room) => existsSync(join(root, room)));
  const paths = [...present.flatMap((room) => filesIn(root, room)), ...rootSources(root)];
  const sources = paths.filter(isSource);
  const checked = sources.map((path) => checkFile(path, readFileSync(join(root, path), 'utf8')));
  const imports = checked.reduce((sum, file) => sum + file.imports, 0);
  const violations = [
    ...checked.flatMap((file) => file.violations),
    ...paths.map(checkName).filter((violation) => violation !== undefined),
    ...present
      .filter((room) => !sources.some((path) => path.startsWith(`${room}/`)))
      .map((room) => `${room}/ is there and no source was seen in it`),
  ];
  if (sources.length < fewest.files || imports < fewest.imports)
    violations.push(`only ${sources.length} files and ${imports} imports were seen`);
  return { files: sources.length, imports, violations };
}

function filesIn(root: string, room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/'));
}

function rootSources(root: string): string[] {
  return readdirSync(root).filter(isSource);
}

function isSource(path: string): boolean {
  return /\.[cm]?[jt]s$/.test(path);
}

const { files, imports, violations } = checkProject(process.argv[2] ?? process.cwd());
for (const violation of violations) console.log(violation);
console.log(`${files} files, ${imports} imports, ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;
