import {
  problem
} from "./chunk-OHCQFU2G.mjs";

// wizard/verbs/session.ts
import { randomBytes } from "node:crypto";

// wizard/aws/clients.ts
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
function createAwsClients(target, clock) {
  const time = createServerTime(clock);
  const config = { ...target, maxAttempts: 5, logger: silent };
  const watch = (service, client) => {
    observe(client, service, time.seen);
    return client;
  };
  const clients = {
    sts: watch("sts", new STSClient(config)),
    iam: watch("iam", new IAMClient(config)),
    ec2: watch("ec2", new EC2Client(config)),
    ssm: watch("ssm", new SSMClient(config)),
    cloudwatch: watch("cloudwatch", new CloudWatchClient(config)),
    logs: watch("logs", new CloudWatchLogsClient(config))
  };
  return {
    ...clients,
    region: async () => {
      try {
        return await clients.sts.config.region();
      } catch (error) {
        throw problem("no-region", {}, { cause: error });
      }
    },
    now: time.now,
    ec2In: (region) => watch("ec2", new EC2Client({ ...config, region })),
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    }
  };
}
var quiet = () => {
};
var silent = { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
function createServerTime(clock) {
  let last;
  return {
    now: () => last ? last.server + (clock.now() - last.local) : clock.now(),
    seen: (date) => {
      const server = date ? Date.parse(date) : Number.NaN;
      if (!Number.isNaN(server)) last = { server, local: clock.now() };
    }
  };
}
function observe(client, service, seen) {
  const stack = client.middlewareStack;
  stack.add(
    (next) => async (args) => {
      const result = await next(args);
      seen(result.response?.headers?.date);
      return result;
    },
    { step: "deserialize", name: "readServerTime", priority: "low" }
  );
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const operation = context.commandName?.replace(/Command$/, "");
        throw Object.assign(error, { attempt: `${service}:${operation}` });
      }
    },
    { step: "initialize", name: "noteAttempt", priority: "high" }
  );
}

// wizard/aws/credential-source.ts
function credentialSource(env, profileFlag) {
  const profile = profileFlag ?? (env.AWS_PROFILE || void 0);
  const keys = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  if (profile === void 0) return { from: keys ? "environment-keys" : "default-chain" };
  return {
    from: profileFlag === void 0 ? "environment-profile" : "flag-profile",
    profile,
    ...keys ? { overridden: "AWS_ACCESS_KEY_ID" } : {}
  };
}
function regionFrom(env, flag) {
  return flag ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || void 0);
}

// wizard/aws/identity.ts
import { ListAccountAliasesCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
async function readIdentity(aws, env, profile) {
  const region = await aws.region();
  const caller = await aws.sts.send(new GetCallerIdentityCommand({}));
  const principal = caller.Arn ?? "";
  return {
    accountId: caller.Account ?? "",
    alias: await accountAlias(aws),
    principal,
    partition: principal.split(":")[1] ?? "aws",
    region,
    source: credentialSource(env, profile)
  };
}
async function accountAlias(aws) {
  try {
    const { AccountAliases } = await aws.iam.send(new ListAccountAliasesCommand({}));
    return AccountAliases?.[0];
  } catch {
    return void 0;
  }
}

// wizard/engine/journal.ts
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync
} from "node:fs";
import { dirname, join } from "node:path";

// wizard/engine/history.ts
var forgetKind = "forget";
var rememberKind = "remember";
function foldHistory(lines) {
  const from = lines.findLastIndex((line) => line.action.kind === forgetKind) + 1;
  const current = lines.slice(from);
  const changed = current.filter(({ state, action }) => state === "done" && isChange(action.kind));
  const { spec, ...learned } = current.reduce(learn, {});
  return {
    record: spec ? { ...learned, spec } : void 0,
    actions: current.filter((line) => line.action.kind !== rememberKind),
    lastDoneAt: changed.at(-1)?.t
  };
}
function isChange(kind) {
  return !["look-inside", "wait-for-managed-node", rememberKind].includes(kind);
}
function learn(known, { action, learned }) {
  const { agent: _agent, cron: _cron, logs: _logs, ...rest } = known;
  return { ...action.kind === "uninstall" ? rest : known, ...learned };
}
function didBegin(history, kind, matches = () => true) {
  return history.actions.some(({ action }) => action.kind === kind && matches(action.values));
}
function lineOf(t, step, action, state, learned) {
  const { kind, values, undo } = action;
  return { t, step, action: { kind, values }, undo, state, ...learned ? { learned } : {} };
}

// wizard/engine/journal.ts
function journalDirectory(env) {
  const state = env.XDG_STATE_HOME || join(env.HOME || ".", ".local", "state");
  return join(state, "cloudwatch-wizard");
}
function openJournal(directory, { accountId, region, instanceId }, processes) {
  const path = join(directory, `${accountId}-${region}-${instanceId}.jsonl`);
  let lines;
  const read = () => {
    lines ??= readLines(path);
    return lines;
  };
  return {
    path,
    history: () => foldHistory(read()),
    append: (line) => {
      const before = read();
      appendDurably(path, `${JSON.stringify(line)}
`);
      lines = [...before, line];
    },
    lock: () => takeLock(`${path}.lock`, processes)
  };
}
function readLines(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw problem("journal-unreadable", { path, reason: String(error) }, { cause: error });
  }
  const lines = text.split("\n");
  lines.pop();
  return lines.map((line, index) => parseLine(line, path, index + 1));
}
function parseLine(line, path, number) {
  try {
    return JSON.parse(line);
  } catch (error) {
    const reason = `line ${number} is not JSON`;
    throw problem("journal-unreadable", { path, reason }, { cause: error });
  }
}
function appendDurably(path, text) {
  orUnwritable(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 448 });
    const file = openSync(path, "a", 384);
    try {
      ftruncateSync(file, readFileSync(path).lastIndexOf("\n") + 1);
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}
function takeLock(path, processes) {
  orUnwritable(path, () => mkdirSync(dirname(path), { recursive: true, mode: 448 }));
  for (let tries = 0; ; tries++) {
    if (orUnwritable(path, () => createFile(path, String(processes.self))))
      return () => rmSync(path, { force: true });
    const holder = Number(readFileSync(path, "utf8"));
    if (tries > 0 || processes.isAlive(holder)) throw problem("another-run", { pid: holder, path });
    rmSync(path, { force: true });
  }
}
function createFile(path, text) {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 384 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
function orUnwritable(path, write) {
  try {
    return write();
  } catch (error) {
    throw problem("journal-unwritable", { path, reason: String(error) }, { cause: error });
  }
}

// wizard/aws/call.ts
import {
  AssociateIamInstanceProfileCommand,
  CreateTagsCommand,
  DeleteTagsCommand,
  DisassociateIamInstanceProfileCommand,
  MonitorInstancesCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  UnmonitorInstancesCommand
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand
} from "@aws-sdk/client-iam";
import { SendCommandCommand } from "@aws-sdk/client-ssm";
var changes = {
  iam: {
    CreateRole: CreateRoleCommand,
    DeleteRole: DeleteRoleCommand,
    AttachRolePolicy: AttachRolePolicyCommand,
    DetachRolePolicy: DetachRolePolicyCommand,
    CreateInstanceProfile: CreateInstanceProfileCommand,
    DeleteInstanceProfile: DeleteInstanceProfileCommand,
    AddRoleToInstanceProfile: AddRoleToInstanceProfileCommand,
    RemoveRoleFromInstanceProfile: RemoveRoleFromInstanceProfileCommand
  },
  ec2: {
    AssociateIamInstanceProfile: AssociateIamInstanceProfileCommand,
    ReplaceIamInstanceProfileAssociation: ReplaceIamInstanceProfileAssociationCommand,
    DisassociateIamInstanceProfile: DisassociateIamInstanceProfileCommand,
    MonitorInstances: MonitorInstancesCommand,
    UnmonitorInstances: UnmonitorInstancesCommand,
    CreateTags: CreateTagsCommand,
    DeleteTags: DeleteTagsCommand
  },
  ssm: { SendCommand: SendCommandCommand }
};
async function sendChange(aws, call) {
  const operations = changes[call.service];
  const Command = operations?.[call.operation];
  if (!Command) throw new Error(`${call.service}:${call.operation} cannot be planned`);
  const client = aws[call.service];
  return client.send(new Command(call.input));
}

// wizard/engine/run.ts
function createRun(parts) {
  return {
    ...parts,
    history: () => parts.journal.history(),
    probe: void 0,
    changedAt: void 0,
    changes: 0,
    callAll: async (calls) => {
      for (const call of calls) await sendChange(parts.aws, call);
      return void 0;
    }
  };
}

// wizard/on-instance/agent-files.ts
import { createHash } from "node:crypto";
import { existsSync, readFileSync as readFileSync2 } from "node:fs";
import { fileURLToPath } from "node:url";
function readAgentFiles(folder = agentFolder()) {
  const read = (name) => readFileSync2(fileURLToPath(new URL(name, folder)));
  return { program: read("mon-put-instance-data"), installer: read("installer") };
}
function agentFolder() {
  const places = ["../../agent/", "./agent/"].map((place) => new URL(place, import.meta.url));
  const found = places.find((place) => existsSync(new URL("installer", place)));
  if (!found) throw new Error("agent/installer is not beside the program: was it installed whole?");
  return found;
}
function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

// wizard/verbs/session.ts
async function openSession(surroundings, said) {
  const { env, clock } = surroundings;
  const region = regionFrom(env, said.flags.region);
  const { profile } = said.flags;
  const target = { ...region ? { region } : {}, ...profile ? { profile } : {} };
  const aws = createAwsClients(target, clock);
  const identity = await readIdentity(aws, env, profile);
  said.reporter.identity(identity);
  return { ...surroundings, ...said, aws, identity, agentFiles: readAgentFiles() };
}
function journalOf({ identity, env, processes }, instanceId) {
  const { accountId, region } = identity;
  return openJournal(journalDirectory(env), { accountId, region, instanceId }, processes);
}
function runFor(session, spec, journal) {
  const { identity, aws, clock, agentFiles, reporter, signal, flags } = session;
  const { timeoutSeconds } = flags;
  return createRun({
    identity,
    aws,
    clock,
    spec,
    nonce: randomBytes(8).toString("hex"),
    agentFiles,
    journal,
    reporter,
    timeoutMs: timeoutSeconds === void 0 ? void 0 : timeoutSeconds * 1e3,
    signal
  });
}

export {
  forgetKind,
  rememberKind,
  isChange,
  didBegin,
  lineOf,
  sendChange,
  sha256,
  openSession,
  journalOf,
  runFor
};
