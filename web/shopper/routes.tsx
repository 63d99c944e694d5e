import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "../root.tsx";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Undefined is left out of an address. */
const some = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<T>;

const getParentRoute = () => root;

/** The pages of shoppers, each loaded when it is first opened. */
export const shopperRoutes = [
  createRoute({
    getParentRoute,
    path: "/",
    validateSearch: (search: Record<string, unknown>) =>
      some({
        q: text(search["q"]),
        category: text(search["category"]),
        sort: text(search["sort"]),
      }),
    component: lazyRouteComponent(() => import("./shopPage.tsx"), "ShopPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/items/$itemId",
    component: lazyRouteComponent(() => import("./itemPage.tsx"), "ItemPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/login",
    validateSearch: (search: Record<string, unknown>) => some({ next: text(search["next"]) }),
    component: lazyRouteComponent(() => import("./loginPage.tsx"), "LoginPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/cart",
    component: lazyRouteComponent(() => import("./cartPage.tsx"), "CartPage"),
  }),
] as const;
