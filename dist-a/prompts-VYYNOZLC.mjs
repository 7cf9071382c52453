import {
  CancelledError
} from "./chunk-OHCQFU2G.mjs";

// wizard/ui/prompts.ts
import { Interface } from "node:readline";
import enquirer from "enquirer";
var pause = Interface.prototype.pause;
Interface.prototype.pause = function pauseUnlessClosed() {
  return this.closed ? this : pause.call(this);
};
var terminalPrompts = {
  confirm: async (message) => {
    try {
      const question = { type: "confirm", name: "answer", message, initial: false };
      return (await enquirer.prompt(question)).answer;
    } catch (reason) {
      if (reason === "") throw new CancelledError();
      throw reason;
    }
  }
};
export {
  terminalPrompts
};
