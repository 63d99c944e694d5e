import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { onlyFor } from "../parts/access.ts";
import { root } from "../root.tsx";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** An address may hold it as a number or as text. */
const won = (value: unknown): number | undefined => {
  const asked = typeof value === "number" || typeof value === "string" ? Number(value) : 0;
  return Number.isInteger(asked) && asked > 0 ? asked : undefined;
};
const page = (value: unknown): number | undefined => {
  const asked = Number(value);
  return Number.isInteger(asked) && asked > 1 && asked <= 10_000 ? asked : undefined;
};

const area = createRoute({
  getParentRoute: () => root,
  path: "/seller",
  beforeLoad: onlyFor("seller"),
  component: lazyRouteComponent(() => import("./sellerArea.tsx"), "SellerArea"),
});
const getParentRoute = () => area;

/** The pages of sellers, each loaded when it is first opened. */
export const sellerRoutes = [
  area.addChildren([
    createRoute({
      getParentRoute,
      path: "/",
      component: lazyRouteComponent(() => import("./todayPage.tsx"), "TodayPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/items",
      validateSearch: (search: Record<string, unknown>) => ({ q: text(search["q"]) }),
      component: lazyRouteComponent(() => import("./itemsPage.tsx"), "ItemsPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/items/$itemId",
      component: lazyRouteComponent(() => import("./itemPage.tsx"), "ItemPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/deposits",
      validateSearch: (search: Record<string, unknown>) => ({
        show: text(search["show"]),
        name: text(search["name"]),
        amount: won(search["amount"]),
      }),
      component: lazyRouteComponent(() => import("./depositsPage.tsx"), "DepositsPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/shipments",
      validateSearch: (search: Record<string, unknown>) => ({ show: text(search["show"]) }),
      component: lazyRouteComponent(() => import("./shipmentsPage.tsx"), "ShipmentsPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/settlement",
      validateSearch: (search: Record<string, unknown>) => ({
        month: text(search["month"]),
        page: page(search["page"]),
      }),
      component: lazyRouteComponent(() => import("./settlementPage.tsx"), "SettlementPage"),
    }),
  ]),
] as const;
