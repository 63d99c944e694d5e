import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { onlyFor } from "../parts/access.ts";
import { root } from "../root.tsx";

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** An address may hold it as a number or as text. */
const won = (value: unknown): number | undefined => {
  const asked = typeof value === "number" || typeof value === "string" ? Number(value) : -1;
  return value !== "" && Number.isSafeInteger(asked) && asked >= 0 ? asked : undefined;
};

/** Undefined is left out of an address. */
const some = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<T>;

/** What a payment company brings a payer back with. */
const returned = (search: Record<string, unknown>) =>
  some({
    paymentKey: text(search["paymentKey"]),
    chargeKey: text(search["orderId"]) ?? text(search["chargeKey"]),
    code: text(search["code"]),
  });

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
        min: won(search["min"]),
        max: won(search["max"]),
        sort: text(search["sort"]),
        stock: search["stock"] === true ? (true as const) : undefined,
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
    path: "/signup",
    validateSearch: (search: Record<string, unknown>) => some({ next: text(search["next"]) }),
    component: lazyRouteComponent(() => import("./signUpPage.tsx"), "SignUpPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/account",
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./accountPage.tsx"), "AccountPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/cart",
    component: lazyRouteComponent(() => import("./cartPage.tsx"), "CartPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/checkout",
    validateSearch: (search: Record<string, unknown>) => some({ buy: text(search["buy"]) }),
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./checkout/checkoutPage.tsx"), "CheckoutPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/orders",
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./order/ordersPage.tsx"), "OrdersPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/orders/$orderId",
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./order/orderPage.tsx"), "OrderPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/orders/$orderId/payment",
    validateSearch: returned,
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./paying/returnPage.tsx"), "OrderReturnPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/wallet/top-ups/$transactionId",
    validateSearch: returned,
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./paying/returnPage.tsx"), "TopUpReturnPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/wallet",
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./walletPage.tsx"), "WalletPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/coupons",
    component: lazyRouteComponent(() => import("./couponsPage.tsx"), "CouponsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/gifts",
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./gift/giftsPage.tsx"), "GiftsPage"),
  }),
  createRoute({
    getParentRoute,
    path: "/give",
    validateSearch: (search: Record<string, unknown>) => some({ buy: text(search["buy"]) }),
    beforeLoad: onlyFor(),
    component: lazyRouteComponent(() => import("./gift/givePage.tsx"), "GivePage"),
  }),
  createRoute({
    getParentRoute,
    path: "/gift/$secret",
    component: lazyRouteComponent(() => import("./gift/giftPage.tsx"), "GiftPage"),
  }),
] as const;
