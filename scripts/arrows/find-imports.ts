import { parseSync } from 'vite';

export interface FoundImport {
  /** As written; `undefined` when it is computed and cannot be read. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** `import()` and `require()` run when they are reached; `import('…')` in a type never does. */
  readonly form: 'static' | 'dynamic' | 'in-type';
  /** Names taken as values, under the names they are exported by. */
  readonly values: readonly string[];
}

export interface FoundCode {
  readonly imports: readonly FoundImport[];
  /** Every class that is constructed by name: `new Thing()` and `new space.Thing()`. */
  readonly constructed: readonly { readonly name: string; readonly line: number }[];
}

type SyntaxNode = { readonly type: string; readonly start: number } & Readonly<
  Record<string, unknown>
>;

/** Reads a source with a real parser, so that comments and strings cannot look like imports. */
export function findImports(path: string, source: string): FoundCode {
  const parsed = parseSync(path, source);
  const [error] = parsed.errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  const imports: FoundImport[] = [];
  const constructed: { name: string; line: number }[] = [];
  const lineOf = (node: SyntaxNode) => source.slice(0, node.start).split('\n').length;
  visit(parsed.program, (node) => {
    const found = importOf(node);
    if (found) imports.push({ ...found, line: lineOf(node) });
    const name = node.type === 'NewExpression' ? calleeName(node.callee) : undefined;
    if (name) constructed.push({ name, line: lineOf(node) });
  });
  return { imports, constructed };
}

function visit(value: unknown, see: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (!isNode(value)) return;
  see(value);
  for (const child of Object.values(value)) if (typeof child === 'object') visit(child, see);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function importOf(node: SyntaxNode): Omit<FoundImport, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: textOf(node.source), form: 'static', values: importedValues(node) };
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      if (!isNode(node.source)) return undefined;
      return { specifier: textOf(node.source), form: 'static', values: reexportedValues(node) };
    case 'TSExternalModuleReference':
      return { specifier: textOf(node.expression), form: 'static', values: ['*'] };
    case 'ImportExpression':
      return { specifier: textOf(node.source), form: 'dynamic', values: [] };
    case 'TSImportType':
      return { specifier: textOf(node.source), form: 'in-type', values: [] };
    case 'CallExpression':
      if (!isNode(node.callee) || node.callee.name !== 'require') return undefined;
      return { specifier: textOf(nodesOf(node.arguments)[0]), form: 'dynamic', values: [] };
    default:
      return undefined;
  }
}

/** `*` stands for everything a module exports. */
function importedValues(node: SyntaxNode): string[] {
  if (node.importKind === 'type') return [];
  return nodesOf(node.specifiers)
    .filter((specifier) => specifier.importKind !== 'type')
    .map((specifier) => calleeName(specifier.imported) ?? '*');
}

function reexportedValues(node: SyntaxNode): string[] {
  if (node.exportKind === 'type') return [];
  if (node.type === 'ExportAllDeclaration') return ['*'];
  return nodesOf(node.specifiers)
    .filter((specifier) => specifier.exportKind !== 'type')
    .map((specifier) => calleeName(specifier.local) ?? '*');
}

function nodesOf(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function calleeName(callee: unknown): string | undefined {
  if (!isNode(callee)) return undefined;
  if (callee.type === 'Identifier') return String(callee.name);
  return callee.type === 'MemberExpression' ? calleeName(callee.property) : undefined;
}

function textOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'Literal') return typeof value.value === 'string' ? value.value : undefined;
  const [quasi, more] = value.type === 'TemplateLiteral' ? nodesOf(value.quasis) : [];
  const cooked = (quasi?.value as { cooked?: string } | undefined)?.cooked;
  return more ? undefined : cooked;
}
