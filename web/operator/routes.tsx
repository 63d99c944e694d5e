import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { onlyFor } from "../parts/access.ts";
import { root } from "../root.tsx";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
/** A page of a list; the first goes without saying. */
const page = (value: unknown): number | undefined => {
  const asked = Number(value);
  return Number.isInteger(asked) && asked > 1 && asked <= 10_000 ? asked : undefined;
};

const area = createRoute({
  getParentRoute: () => root,
  path: "/operator",
  beforeLoad: onlyFor("operator"),
  component: lazyRouteComponent(() => import("./operatorArea.tsx"), "OperatorArea"),
});
const getParentRoute = () => area;

/** The pages of operators, each loaded when it is first opened. */
export const operatorRoutes = [
  area.addChildren([
    createRoute({
      getParentRoute,
      path: "/",
      validateSearch: (search: Record<string, unknown>) => ({ at: text(search["at"]) }),
      component: lazyRouteComponent(() => import("./mapPage.tsx"), "MapPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/orders",
      validateSearch: (search: Record<string, unknown>) => ({
        q: text(search["q"]),
        page: page(search["page"]),
      }),
      component: lazyRouteComponent(() => import("./ordersPage.tsx"), "OrdersPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/orders/$orderId",
      component: lazyRouteComponent(() => import("./storyPage.tsx"), "StoryPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/parked",
      component: lazyRouteComponent(() => import("./parkedPage.tsx"), "ParkedPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/promises",
      component: lazyRouteComponent(() => import("./promisesPage.tsx"), "PromisesPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/money",
      validateSearch: (search: Record<string, unknown>) => ({
        show: text(search["show"]),
        page: page(search["page"]),
        source: text(search["source"]),
        from: text(search["from"]),
        to: text(search["to"]),
      }),
      component: lazyRouteComponent(() => import("./moneyPage.tsx"), "MoneyPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/people",
      validateSearch: (search: Record<string, unknown>) => ({
        show: text(search["show"]),
        page: page(search["page"]),
        q: text(search["q"]),
      }),
      component: lazyRouteComponent(() => import("./peoplePage.tsx"), "PeoplePage"),
    }),
    createRoute({
      getParentRoute,
      path: "/coupons",
      component: lazyRouteComponent(() => import("./couponsPage.tsx"), "CouponsPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/policies",
      component: lazyRouteComponent(() => import("./policiesPage.tsx"), "PoliciesPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/instances",
      component: lazyRouteComponent(() => import("./instancesPage.tsx"), "InstancesPage"),
    }),
    createRoute({
      getParentRoute,
      path: "/simulators",
      component: lazyRouteComponent(() => import("./simulatorsPage.tsx"), "SimulatorsPage"),
    }),
  ]),
] as const;
