import { choiceOf, POLICIES, type Policy, policyNames } from "#kernel/policies.ts";

const INTRODUCTION = `# Policies

Generated from \`src/kernel/policies.ts\` by \`npm run docs\`. Do not edit.

What a shop may decide for itself. Each is set by its name in \`BOJAGI_POLICIES\`; of a switch the default
comes first, and the acceptance suite runs under each of its values (\`test/policies\`).
`;

/** Every policy, its default, what it may be, and what it changes. */
export function policiesDocument(): string {
  const rows = policyNames.map((name) => {
    const policy: Policy = POLICIES[name];
    const cells = [
      `\`${name}\``,
      policy.id ?? "",
      `\`${policy.byDefault}\``,
      choiceOf(policy),
      policy.meaning,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const head = ["| Policy | Row | Default | May be | Meaning |", "| --- | --- | --- | --- | --- |"];
  return `${[INTRODUCTION, ...head, ...rows].join("\n")}\n`;
}
