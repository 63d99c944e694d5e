import type { ReactNode } from "react";

/** What may be wider than a phone, and then is moved sideways: with a finger, or with the arrow keys. */
export function Wide({
  label,
  isSheet = false,
  children,
}: {
  readonly label: string;
  readonly isSheet?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={isSheet ? "wide sheet" : "wide"}
      aria-label={label}
      // Whoever has only a keyboard must be able to scroll it (WCAG 2.1.1).
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </section>
  );
}
