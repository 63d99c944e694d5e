/** What this installation tells its pages, in a meta element of the document. */
export type Told = {
  /** Whom one can be at a press; nobody in a real shop. */
  readonly demo: readonly DemoLogin[];
  /** Whether buyers may say what they think, and goods are found by category, price and rank. */
  readonly catalogFeatures: boolean;
  /** Whether several processes stand behind these pages, and who they are can be asked. */
  readonly isFleet?: boolean;
};
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
    return { demo: [], catalogFeatures: false };
  }
}

export const told: Told = read();
