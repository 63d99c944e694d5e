import type { FastifyInstance } from "fastify";

/** The methods that a path takes; none for a path that is not served. */
export type MethodsOf = (url: string) => readonly string[];

/** Notes every route from now on. Asked only for requests that found none. */
export function methodsServed(app: FastifyInstance): MethodsOf {
  const routes: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook("onRoute", ({ method, url }) => {
    routes.push({ form: formOf(url), methods: [method].flat() });
  });
  return (url) => {
    const path = pathOf(url);
    const found = routes.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].toSorted();
  };
}

const formOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/]+")}$`);

const pathOf = (url: string): string => {
  const path = url.split("?", 1)[0] ?? "/";
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};
