/**
 * The program that runs deployed code, as text: it is handed to `node -e`, so that nothing has to
 * lie beside the bundle. It loads the handler at `init`, calls it at each `invoke`, and tells its
 * parent everything in order: log lines, then the outcome. Date and performance.now() show the
 * sandbox's virtual time; timers are real.
 */
export const runtimeSource = String.raw`
'use strict';
const path = require('node:path');
const { format } = require('node:util');
const RealDate = Date;
const realNow = performance.now.bind(performance);
let clock = { now: RealDate.now(), rate: 1, at: realNow() };
let requestId = '';
let handler;
let settings;

const virtualNow = () => Math.floor(clock.now + (realNow() - clock.at) * clock.rate);
const setClock = ({ now, rate }) => { clock = { now, rate, at: realNow() }; };
const iso = () => new RealDate(virtualNow()).toISOString();
const tell = (message) => { if (process.connected) process.send(message); };

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, wanted) =>
    Reflect.construct(target, args.length > 0 ? args : [virtualNow()],
      wanted === globalThis.Date ? target : wanted),
  apply: () => new RealDate(virtualNow()).toString(),
  get: (target, key) => (key === 'now' ? virtualNow : Reflect.get(target, key)),
});
const origin = virtualNow();
Object.defineProperty(performance, 'now', {
  value: () => clock.now + (realNow() - clock.at) * clock.rate - origin,
});

const log = (line) => tell({ kind: 'log', at: virtualNow(), line });
const logAt = (level, args) => {
  if (settings?.jsonLogs) {
    const [first, ...rest] = args;
    const isObject = rest.length === 0 && typeof first === 'object' && first !== null;
    const message = isObject && !(first instanceof Error) ? first : format(...args);
    log(JSON.stringify({ timestamp: iso(), level, requestId, message }));
  } else log(iso() + '\t' + requestId + '\t' + level + '\t' + format(...args).replace(/\n/g, '\r'));
};
const levels = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' };
for (const [name, level] of Object.entries(levels)) console[name] = (...args) => logAt(level, args);
for (const stream of [process.stdout, process.stderr])
  stream.write = (text) => {
    for (const line of String(text).split('\n')) if (line !== '') log(line);
    return true;
  };

const errorOf = (error) => {
  const { name, message, stack } = Object(error);
  return {
    errorType: name ?? typeof error,
    errorMessage: message ?? String(error),
    trace: String(stack ?? '').split('\n').filter(Boolean),
  };
};
const named = (errorType, errorMessage) => ({ errorType, errorMessage, trace: [] });

const load = ({ taskRoot, handlerName }) => {
  const dot = handlerName.lastIndexOf('.');
  const file = handlerName.slice(0, dot);
  let loaded;
  try {
    loaded = require(path.join(taskRoot, file));
  } catch (error) {
    if (error instanceof SyntaxError) return named('Runtime.UserCodeSyntaxError', 'SyntaxError: ' + error.message);
    if (error?.code === 'MODULE_NOT_FOUND') return named('Runtime.ImportModuleError', 'Error: ' + error.message);
    return errorOf(error);
  }
  handler = loaded?.[handlerName.slice(dot + 1)];
  if (typeof handler !== 'function')
    return named('Runtime.HandlerNotFound', handlerName + ' is undefined or not exported');
  if (handler.length > 2)
    return named('Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.');
  return undefined;
};

const contextOf = ({ context, timeoutMs }) => {
  const end = realNow() + timeoutMs;
  return {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(end - realNow())),
  };
};

const invoke = async (message) => {
  requestId = message.context.awsRequestId;
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    tell({ kind: 'done', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const told = errorOf(error);
    const { trace: stack, ...rest } = told;
    logAt('ERROR', ['Invoke Error \t' + JSON.stringify({ ...rest, stack })]);
    tell({ kind: 'failed', error: told });
  }
};

const die = (type) => (error) => {
  const told = errorOf(error);
  process.send({ kind: 'failed', error: { ...told, errorType: type ?? told.errorType }, isOver: true },
    () => process.exit(129));
};
process.on('uncaughtException', die());
process.on('unhandledRejection', die('Runtime.UnhandledPromiseRejection'));
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  setClock(message);
  if (message.kind === 'init') {
    settings = message;
    tell({ kind: 'ready', error: load(message) });
  } else void invoke(message);
});
`;
