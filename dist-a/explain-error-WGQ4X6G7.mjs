import {
  explainError
} from "./chunk-6OGJ7IQA.mjs";
import "./chunk-OHCQFU2G.mjs";
export {
  explainError
};
