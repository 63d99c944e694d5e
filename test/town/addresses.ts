import type { TownProcess } from "./processes.ts";
import { type Document, patternOf } from "./witness.ts";

type Served = {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
  readonly process: TownProcess;
};

/** The OpenAPI document of each process, by its address. */
export async function documentsOf(
  processes: readonly TownProcess[],
  gateway?: string,
): Promise<ReadonlyMap<string, Document>> {
  const urls = processes.map(({ url }) => url);
  if (gateway !== undefined) urls.push(gateway);
  const documents = urls.map(async (url) => {
    const answer = await fetch(`${url}/openapi.json`);
    return [url, (await answer.json()) as Document] as const;
  });
  return new Map(await Promise.all(documents));
}

/** Which process serves which path: said by the documents that the processes themselves serve. */
function servedPaths(
  processes: readonly TownProcess[],
  documents: ReadonlyMap<string, Document>,
): readonly Served[] {
  const served = processes.map((process) =>
    Object.entries(documents.get(process.url)?.paths ?? {}).map(([path, operations]) => ({
      template: path,
      pattern: patternOf(path),
      methods: Object.keys(operations).map((method) => method.toUpperCase()),
      process,
    })),
  );
  // A literal path before a template that would take it too.
  return served.flat().toSorted((a, b) => parameters(a.template) - parameters(b.template));
}
const parameters = (template: string): number => template.split("{").length;

/** Where a path and where a context are served. */
export function addressesOf(
  processes: readonly TownProcess[],
  documents: ReadonlyMap<string, Document>,
  gateway?: string,
) {
  const paths = servedPaths(processes, documents);
  const processOf = (context: string): TownProcess => {
    const found = processes.find(({ contexts }) => contexts.includes(context));
    if (found === undefined) throw new Error(`no process runs ${context}`);
    return found;
  };
  const urlOf = (path: string, method?: string): string => {
    if (gateway !== undefined) return gateway;
    const serving = paths.filter(({ pattern }) => pattern.test(path));
    const found =
      serving.find(({ methods }) => method === undefined || methods.includes(method)) ?? serving[0];
    return (found?.process ?? processes[0])?.url ?? "";
  };
  return { processOf, urlOf };
}
