import { type Sandbox, startSandbox } from '../../sandbox/main.ts';
import { launchInstance } from '../../sandbox/services/ec2/launch.ts';
import { type Wizard, wizardOn } from '../../test/support/wizard.ts';
import type { Measured } from './measured.ts';

const limit = 20;
const instances = [{ os: 'amazon-linux-2023' }] as const;
const threePaths = ['--disk-path', '/', '--disk-path', '/run', '--disk-path', '/tmp'];

/** AWS calls of a set-up that finds nothing to do, and that they do not grow with what is there. */
export async function measureConvergedCalls(): Promise<Measured[]> {
  await using sandbox = await startSandbox({ instances });
  const wizard = wizardOn(sandbox);
  const alone = await callsOfSecondRun(sandbox, wizard, []);
  const extra = Array.from({ length: 50 }, () =>
    launchInstance(sandbox.world, { region: sandbox.region, os: 'amazon-linux-2023' }),
  );
  await Promise.all(extra);
  const crowded = await callsOfSecondRun(sandbox, wizard, []);
  const widened = await callsOfSecondRun(sandbox, wizard, threePaths);
  return [
    row('AWS calls of a converged re-run', alone, '-', limit),
    row('  with 50 more instances', crowded, `${alone} without`, alone),
    row('  with 3 disk paths too', widened, `${alone} with 1`, alone),
  ];
}

async function callsOfSecondRun(
  sandbox: Sandbox,
  wizard: Wizard,
  more: readonly string[],
): Promise<number> {
  const argv = [
    'setup',
    '--instance-id',
    sandbox.instances[0]?.id ?? '',
    '--no-alerts',
    '--yes',
    ...more,
  ];
  await endWell(wizard, argv);
  sandbox.world.requests.clear();
  const again = await endWell(wizard, argv);
  if (!again.includes('nothing had to be changed'))
    throw new Error(`The second run was to change nothing: ${again}`);
  // What the instances themselves send is not the wizard's.
  return sandbox.world.requests.all().filter(({ caller }) => caller.includes(':user/')).length;
}

async function endWell(wizard: Wizard, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await wizard.run(...argv);
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${stderr}`);
  return stdout;
}

function row(name: string, calls: number, against: string, most: number): Measured {
  return {
    name,
    measured: `${calls}`,
    against,
    limit: `${most}`,
    isKept: calls <= most,
    kind: 'count',
  };
}
