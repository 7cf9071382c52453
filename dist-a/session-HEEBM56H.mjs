import {
  journalOf,
  openSession,
  runFor
} from "./chunk-QFOYTXKG.mjs";
import "./chunk-OHCQFU2G.mjs";
export {
  journalOf,
  openSession,
  runFor
};
