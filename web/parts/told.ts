/** What this installation tells its pages, in a meta element of the document. */
export type Told = { readonly demo: readonly DemoLogin[] };
export type DemoLogin = {
  readonly name: string;
  readonly role: "operator" | "member" | "seller";
  readonly email: string;
  readonly password: string;
};

function read(): Told {
  const text = document.querySelector<HTMLMetaElement>("meta[name=bojagi]")?.content ?? "";
  try {
    return JSON.parse(text) as Told;
  } catch {
    return { demo: [] };
  }
}

export const told: Told = read();
