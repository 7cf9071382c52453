import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkFile, checkName } from '../../scripts/arrows/rules.ts';

const violationsOf = (path: string, source: string) => checkFile(path, source).violations;

describe('an import against the arrows is refused', () => {
  it.each([
    ['agent/spec.ts', `import { run } from '../wizard/engine.ts';`, 'may not import wizard/'],
    ['agent/spec.ts', `import type { Event } from '../lambda/check.ts';`, 'may not import lambda/'],
    ['lambda/check.ts', `export { run } from '../wizard/engine.ts';`, 'may not import wizard/'],
    ['lambda/check.ts', `export * from '../sandbox/main.ts';`, 'may not import sandbox/'],
    ['sandbox/clock.ts', `import '../agent/spec.ts';`, 'may not import agent/'],
    ['sandbox/a/b.ts', `const x = import('../../wizard/main.ts');`, 'may not import wizard/'],
    ['sandbox/clock.ts', `let x: import('../lambda/check.ts').X;`, 'may not import lambda/'],
    ['sandbox/clock.ts', `import type { Tag } from '@aws-sdk/client-ec2';`, 'may not import @aws'],
    ['wizard/plan.ts', `await import('../sandbox/main.ts');`, 'may not import sandbox/'],
    ['wizard/main.ts', `import { x } from '../sandbox/main.ts';`, 'by import() only'],
    ['wizard/main.ts', `import type { X } from '../sandbox/main.ts';`, 'by import() only'],
    ['wizard/main.ts', `import { handler } from '../lambda/handler.ts';`, 'all but its handler'],
    ['wizard/plan.ts', `import { x } from '../test/support/x.ts';`, 'may not import test/'],
    ['sandbox/main.ts', `require('../scripts/build.ts');`, 'may not import scripts/'],
    ['wizard/plan.ts', `import x from '../../elsewhere.ts';`, 'outside of the project'],
    ['vite.config.ts', `import { x } from './wizard/main.ts';`, 'may not import wizard/'],
    ['wizard/plan.ts', 'await import(name);', 'computed import'],
    ['wizard/plan.ts', 'await import(`../sandbox/main.ts`);', 'may not import sandbox/'],
    ['wizard/ui/ask.ts', `import enquirer from 'enquirer';`, 'only wizard/ui/prompts.ts'],
  ])('%s: %s', (path, source, problem) => {
    expect(violationsOf(path, `\n${source}`)).toEqual([expect.stringContaining(problem)]);
    expect(violationsOf(path, `\n${source}`)[0]).toMatch(new RegExp(`^${path}:2: `));
  });
});

describe('an import along the arrows passes', () => {
  it.each([
    ['wizard/plan.ts', `import { spec } from '../agent/spec.ts';`],
    ['wizard/plan.ts', `import { template } from '../lambda/contract.ts';`],
    ['wizard/main.ts', `const { start } = await import('../sandbox/main.ts');`],
    ['wizard/main.ts', `import manifest from '../package.json';`],
    ['wizard/ui/prompts.ts', `import enquirer from 'enquirer';`],
    ['lambda/handler.ts', `import { rules } from '../agent/rules.ts';`],
    ['sandbox/server.ts', `import { createClock } from './clock.ts'; import 'node:http';`],
    ['test/unit/x.test.ts', `import { y } from '../../lambda/handler.ts'; await import(name);`],
    ['scripts/build.ts', `import { start } from '../sandbox/main.ts';`],
    ['sandbox/clock.ts', `// import '../wizard/main.ts'\nconst text = "import '../agent/x.ts'";`],
  ])('%s: %s', (path, source) => {
    expect(violationsOf(path, source)).toEqual([]);
  });
});

describe('AWS clients', () => {
  const sdk = '@aws-sdk/client-ec2';

  it.each([
    [`import { EC2Client } from '${sdk}';`],
    [`import { EC2Client as Client } from '${sdk}';`],
    [`import { EC2 } from '${sdk}';`],
    [`import * as ec2 from '${sdk}';`],
    [`export { EC2Client } from '${sdk}';`],
    [`const ec2 = await import('${sdk}'); new ec2.EC2Client({});`],
  ])('are not built in a step: %s', (source) => {
    expect(violationsOf('wizard/steps/role/index.ts', source)).toEqual([
      expect.stringContaining('only wizard/aws/clients.ts and lambda/handler.ts build clients'),
    ]);
  });

  it('may be named as types and given commands anywhere in the wizard', () => {
    const source = `
      import type { EC2Client } from '${sdk}';
      import { DescribeInstancesCommand, type EC2ServiceException } from '${sdk}';
      export const look = (client: EC2Client) => client.send(new DescribeInstancesCommand({}));`;
    expect(violationsOf('wizard/steps/role/index.ts', source)).toEqual([]);
  });

  it.each(['wizard/aws/clients.ts', 'lambda/handler.ts', 'test/sandbox/ec2.test.ts'])(
    'are built in %s',
    (path) => {
      const source = `import { EC2Client } from '${sdk}'; new EC2Client({});`;
      expect(violationsOf(path, source)).toEqual([]);
    },
  );
});

describe('names', () => {
  it.each(['wizard/utils.ts', 'agent/lib/common.sh', 'test/helpers/x.ts'])(
    '%s is a drawer',
    (path) => {
      expect(checkName(path)).toContain('does not say what is inside');
    },
  );

  it('that only resemble a drawer pass', () => {
    expect(checkName('sandbox/common-errors.ts')).toBeUndefined();
  });
});

describe('the command', () => {
  const root = mkdtempSync(join(tmpdir(), 'arrows-'));
  afterEach(() => rmSync(root, { recursive: true }));

  it('fails when a room is empty and when it sees next to nothing', async () => {
    for (const path of ['wizard/main.ts', 'sandbox/empty.md']) {
      mkdirSync(join(root, dirname(path)));
      writeFileSync(join(root, path), '');
    }
    expect(await run(root)).toEqual({
      code: 1,
      lines: [
        'sandbox/ is there and no source was seen in it',
        'only 1 files and 0 imports were seen',
        '1 files, 0 imports, 2 violations',
      ],
    });
  });
});

function run(root: string): Promise<{ code: unknown; lines: string[] }> {
  const script = fileURLToPath(new URL('../../scripts/check-arrows.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, root], (error, stdout) => {
      resolve({ code: error?.code ?? 0, lines: stdout.trim().split('\n') });
    });
  });
}
