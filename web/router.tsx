import { createRouter } from "@tanstack/react-router";
import { Waiting } from "./parts/asked.tsx";
import { operatorRoutes } from "./operator/routes.tsx";
import { Broken, NoPage, root } from "./root.tsx";
import { sellerRoutes } from "./seller/routes.tsx";
import { shopperRoutes } from "./shopper/routes.tsx";

export const router = createRouter({
  routeTree: root.addChildren([...shopperRoutes, ...sellerRoutes, ...operatorRoutes]),
  defaultPreload: "intent",
  defaultPendingComponent: Waiting,
  defaultNotFoundComponent: NoPage,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
