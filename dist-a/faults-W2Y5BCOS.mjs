import {
  createFaults,
  parseFaults
} from "./chunk-DX6O2UUD.mjs";
export {
  createFaults,
  parseFaults
};
