import { describe, expect, it } from 'vitest';
import { agentScript, createTree, shells } from './agent-run.ts';
import { startRecordingAws } from './recording-aws.ts';

/** Every command the agent starts, with a wrapper that writes down its arguments and environment. */
const commands = 'awk curl date df flock mkdir mktemp mv od rm sha256sum sleep timeout tr logger';

describe.each(shells)('secrets under %s', (shell) => {
  it('stand in no argument and no environment', async () => {
    await using aws = await startRecordingAws();
    using tree = createTree();
    for (const name of commands.split(' '))
      tree.command(
        name,
        `{ printf '%s ' ${name} "$@"; env; } >>'${tree.root}/seen'; PATH=/usr/bin:/bin exec ${name} "$@"`,
      );
    const exported = {
      secret_key: 'x',
      session_token: 'x',
      signing_key: 'x',
      reply: 'x',
      digest: 'x',
    };
    const { code, stdout, stderr } = await tree.run(
      shell,
      [agentScript, '--mem-util', '--verbose', '--disk-path=/tmp', '--disk-space-util'],
      { ...aws.env, ...exported },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { secretKey, token } = aws.behaviour;
    const seen = tree.read('seen');
    expect(seen).toContain('curl -q -K -');
    const signingKey = /^signing_key ([0-9a-f]{64})$/m.exec(
      tree.read('run/cloudwatch-wizard/credentials'),
    )?.[1];
    expect(signingKey).toBeDefined();
    for (const secret of [secretKey, token, 'AQAEAexample-token', signingKey ?? '', 'Signature=']) {
      expect(seen).not.toContain(secret);
      expect(stdout).not.toContain(secret);
    }
  });
});
