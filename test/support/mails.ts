import type { Sandbox } from '../../sandbox/main.ts';

/** What has arrived in a pretend mailbox, oldest first. */
export function mailsTo({ world }: Sandbox, address: string) {
  return world.mailbox.filter(({ to }) => to === address);
}
