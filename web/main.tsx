import "@mantine/core/styles.css";
import "./styles.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { languageNow } from "./parts/language.ts";
import { queryClient } from "./parts/queries.ts";
import { resumed } from "./parts/session.ts";
import { paper, theme } from "./parts/theme.ts";
import { router } from "./router.tsx";

/** Style elements are allowed only with the number of this page (Content-Security-Policy). */
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
Object.assign(globalThis, { __webpack_nonce__: nonce });
document.documentElement.lang = languageNow();
resumed().catch(() => undefined);

const place = document.querySelector("#root");
if (place === null) throw new Error("the page has no place for the shop");
createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={paper}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
