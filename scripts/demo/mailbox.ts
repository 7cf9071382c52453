import type { Sandbox } from '../../sandbox/main.ts';
import type { Mail } from '../../sandbox/services/sns/mail-text.ts';
import type { Prompts } from '../../wizard/ui/prompts.ts';
import { NotObserved, observe, say, until } from './observe.ts';

/** Of whoever is told in the demo. */
export const address = 'ops@example.com';

/** Mails to the demo's address with such a subject, oldest first. */
export function mailsOf({ world }: Sandbox, subject: RegExp, since = 0): readonly Mail[] {
  return world.mailbox.filter(
    ({ at, to, subject: line }) => to === address && at >= since && subject.test(line),
  );
}

/** Waits for a mail, at most so many of the sandbox's minutes, and shows it. */
export async function mailOn(sandbox: Sandbox, subject: RegExp, since: number, minutes: number) {
  const find = () => mailsOf(sandbox, subject, since)[0];
  await until(
    () => find() !== undefined,
    `a mail ${subject.source}, within ${minutes} minutes`,
    minutes,
  );
  const mail = find();
  if (!mail) throw new NotObserved('the mail is gone');
  for (const line of [mail.subject, ...mail.body.split('\n')]) say(`  | ${line}`);
  return mail.body;
}

/** The command of a mail, word by word, as its reader would paste it. */
export function commandIn(body: string, instanceId: string): string[] {
  const line = body.split('\n').find((one) => one.includes(`cloudwatch-wizard repair`));
  const command = line?.slice(line.indexOf('repair')).trim().split(' ') ?? [];
  observe(command.includes(instanceId), 'the mail names the command that helps');
  return command;
}

/** Somebody who says yes to the plan, reads the mail, and pastes its link. */
export function reader(sandbox: Sandbox): Prompts {
  return {
    confirm: async (message) => {
      say(`? ${message} y`);
      return true;
    },
    enter: async ({ message }) => {
      const [mail] = mailsOf(sandbox, /confirm/i);
      const link = /https:\S+Token=\S+/.exec(mail?.body ?? '')?.[0] ?? '';
      say(`? ${message}: ${link.slice(0, 60)}…`);
      return link;
    },
    choose: async () => 'back',
  };
}
