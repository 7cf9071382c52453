import type { Prompts } from '../../wizard/ui/prompts.ts';

/** A person at the terminal who is asked whether to go on, and nothing else. */
export function personWho(confirm: () => Promise<boolean>): () => Promise<Prompts> {
  const unexpected = async () => {
    throw new Error('a question that this test has no answer to');
  };
  const person = { confirm, choose: unexpected, enter: unexpected };
  return async () => person;
}
