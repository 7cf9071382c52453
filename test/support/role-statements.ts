interface Role {
  readonly Properties: {
    readonly Policies: readonly {
      readonly PolicyDocument: {
        readonly Statement: readonly {
          readonly Action: readonly string[];
          readonly Resource: unknown;
        }[];
      };
    }[];
  };
}

/** Of all inline policies of a role as a template has it. */
export function statementsOf(role: object) {
  return (role as Role).Properties.Policies.flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );
}
