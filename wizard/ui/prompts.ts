import { Interface } from 'node:readline';
import enquirer from 'enquirer';
import { CancelledError } from '../errors.ts';

/** What may be asked. The terminal version is below; without a terminal there is none. */
export interface Prompts {
  /** @throws CancelledError on Ctrl+C */
  confirm(message: string): Promise<boolean>;
}

// enquirer 2.4.1 pauses readline after Ctrl+C has closed it; since Node 24.2 that throws and ends
// the process. To be removed with the release that holds enquirer/enquirer#485.
const pause = Interface.prototype.pause;
Interface.prototype.pause = function pauseUnlessClosed(this: Interface & { closed?: boolean }) {
  return this.closed ? this : pause.call(this);
};

export const terminalPrompts: Prompts = {
  confirm: async (message) => {
    try {
      const question = { type: 'confirm', name: 'answer', message, initial: false };
      return (await enquirer.prompt<{ answer: boolean }>(question)).answer;
    } catch (reason) {
      // A cancelled prompt rejects with the empty string, not with an Error.
      if (reason === '') throw new CancelledError();
      throw reason;
    }
  },
};
