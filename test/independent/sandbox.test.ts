import { startOnSandbox } from './on-sandbox.ts';
import { describeWholeWay } from './whole-way.ts';

describeWholeWay(startOnSandbox);
