import type { ComponentType } from "react";
import type { Session } from "./session.ts";

/** A place in the navigation of the shell; each area lists its own in `navigation.ts`. */
export type Place = {
  readonly to: string;
  readonly label: readonly [ko: string, en: string];
  readonly icon: ComponentType<{ readonly size?: number | string; readonly stroke?: number }>;
  /** Who sees it; everybody when absent. */
  readonly roles?: readonly Session["role"][];
};
