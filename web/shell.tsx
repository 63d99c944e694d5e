import {
  ActionIcon,
  Button,
  Menu,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconLanguage, IconMoon, IconSun, IconUser } from "@tabler/icons-react";
import { Link, Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { Logo } from "./parts/logo.tsx";
import { speak, useLanguage } from "./parts/language.ts";
import type { Place } from "./parts/navigation.ts";
import { queryClient } from "./parts/queries.ts";
import { logOut, useIsResuming, useSession } from "./parts/session.ts";
import { useWords } from "./parts/words.ts";
import { operatorPlaces } from "./operator/navigation.ts";
import { sellerPlaces } from "./seller/navigation.ts";
import { CartLink } from "./shopper/cartLink.tsx";
import { shopperPlaces } from "./shopper/navigation.ts";

/** What stands around every page: the way through the shop, language, light, who is here. */
export function Shell() {
  const w = useWords();
  const { online } = useNetwork();
  return (
    <>
      <a className="skip" href="#content">
        {w.skip}
      </a>
      <header className="top">
        <div>
          <Link to="/" className="brand">
            <Logo />
            {w.shopName}
          </Link>
          <Places />
          <CartLink />
          <Preferences />
          <Who />
        </div>
      </header>
      {online ? null : (
        <div className="offline" role="status">
          {w.offline}
        </div>
      )}
      <main className="content" id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** Staff see their own places, and shoppers theirs. */
function Places() {
  const w = useWords();
  const language = useLanguage();
  const role = useSession()?.role;
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const own: readonly Place[] =
    role === "operator" ? operatorPlaces : role === "seller" ? sellerPlaces : [];
  const places = [...own, ...shopperPlaces].filter(
    ({ roles }) => roles === undefined || (role !== undefined && roles.includes(role)),
  );
  return (
    <nav className="places" aria-label={w.menu}>
      {places.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} className="place" aria-current={isAt(path, to) ? "page" : undefined}>
          <Icon size={18} stroke={1.7} />
          {label[language === "ko" ? 0 : 1]}
        </Link>
      ))}
    </nav>
  );
}

const isAt = (path: string, to: string): boolean =>
  to === "/" ? path === "/" || path.startsWith("/items/") : `${path}/`.startsWith(`${to}/`);

function Preferences() {
  const w = useWords();
  const language = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={w.language}
        title={w.language}
        onClick={() => {
          speak(language === "ko" ? "en" : "ko");
          void queryClient.invalidateQueries();
        }}
      >
        <IconLanguage size={20} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={w.theme}
        title={w.theme}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
      >
        {isDark ? <IconSun size={20} stroke={1.7} /> : <IconMoon size={20} stroke={1.7} />}
      </ActionIcon>
    </>
  );
}

function Who() {
  const w = useWords();
  const session = useSession();
  const isResuming = useIsResuming();
  const router = useRouter();
  if (isResuming) return null;
  if (session === undefined) {
    return (
      <Button
        variant="light"
        size="compact-md"
        renderRoot={(props) => <Link to="/login" {...props} />}
      >
        {w.logIn}
      </Button>
    );
  }
  const leave = async () => {
    await logOut();
    queryClient.clear();
    await router.navigate({ to: "/" });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={w.account}>
          <IconUser size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item renderRoot={(props) => <Link to="/account" {...props} />}>{w.account}</Menu.Item>
        <Menu.Item onClick={() => void leave()}>{w.logOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
