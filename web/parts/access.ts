import { notFound, redirect } from "@tanstack/react-router";
import { resumed, type Session } from "./session.ts";

/**
 * For `beforeLoad` of a route: members only, or only those of the roles named. Strangers log in first and
 * come back; for others there is no such page.
 */
export const onlyFor =
  (...roles: readonly Session["role"][]) =>
  async ({ location }: { readonly location: { readonly href: string } }): Promise<void> => {
    const session = await resumed();
    if (session === undefined)
      redirect({ to: "/login", search: { next: location.href }, throw: true });
    else if (roles.length > 0 && !roles.includes(session.role)) notFound({ throw: true });
  };
