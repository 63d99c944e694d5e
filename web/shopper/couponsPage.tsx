import { Badge, Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { answerOf, api } from "../parts/client.ts";
import { Asked } from "../parts/asked.tsx";
import { Empty } from "../parts/empty.tsx";
import { useFormats } from "../parts/formats.ts";
import { insisting, intend } from "../parts/intention.ts";
import { Page } from "../parts/page.tsx";
import { ProblemNote } from "../parts/problemNote.tsx";
import { useSession } from "../parts/session.ts";
import { type Coupon, couponsQuery, type MemberCoupon, myCouponsQuery } from "./reads.ts";
import { useShopperWords } from "./words.ts";

export function CouponsPage() {
  const w = useShopperWords();
  const session = useSession();
  return (
    <Page title={w.coupons}>
      <FirstCome />
      {session === undefined ? null : <Mine />}
    </Page>
  );
}

/** What is taken off, in words. */
function useTerms() {
  const w = useShopperWords();
  const { won } = useFormats();
  return ({ type, value, scope }: Pick<Coupon, "type" | "value" | "scope">): string =>
    w.terms(type === "FIXED" ? won(value) : `${value}%`, scope);
}

/** Coupons that anybody may take as long as there are some. */
function FirstCome() {
  const w = useShopperWords();
  const coupons = useQuery(couponsQuery);
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {w.firstCome}
      </Title>
      <Asked query={coupons}>
        {(answer) => {
          const limited = answer.coupons.filter(({ quantity }) => quantity !== undefined);
          if (limited.length === 0) return <Text c="dimmed">{w.noFirstCome}</Text>;
          return (
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              {limited.map((coupon) => (
                <Takeable key={coupon.couponId} coupon={coupon} />
              ))}
            </SimpleGrid>
          );
        }}
      </Asked>
    </Stack>
  );
}

function Takeable({ coupon }: { readonly coupon: Coupon }) {
  const w = useShopperWords();
  const { name, count, day } = useFormats();
  const terms = useTerms();
  const session = useSession();
  const client = useQueryClient();
  const { couponId, quantity = 0, issuedQuantity, issueStatus } = coupon;
  const claiming = useMutation({
    mutationFn: () =>
      intend(`claim.${couponId}`, null, ({ key }) =>
        answerOf(
          api.POST("/api/coupons/{couponId}/claims", {
            params: { path: { couponId }, header: { "Idempotency-Key": key } },
          }),
        ),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ["coupons"] }),
    ...insisting,
  });
  const isGone = issueStatus === "SOLD_OUT";
  return (
    <Stack className="sheet" gap="xs">
      <Text fw={600}>{name(coupon.name)}</Text>
      <Text size="sm">{terms(coupon)}</Text>
      <Text size="sm" c="dimmed">
        {w.left(count(quantity - issuedQuantity))} · {w.until(day(coupon.validUntil))}
      </Text>
      <ProblemNote error={claiming.error} />
      {claiming.isSuccess ? <Text role="status">{w.claimed}</Text> : null}
      {session === undefined ? (
        <Button
          variant="light"
          renderRoot={(props) => <Link to="/login" search={{ next: "/coupons" }} {...props} />}
        >
          {w.logInToClaim}
        </Button>
      ) : (
        <Button
          disabled={isGone || claiming.isSuccess}
          loading={claiming.isPending}
          onClick={() => claiming.mutate()}
        >
          {isGone ? w.allTaken : w.claim}
        </Button>
      )}
    </Stack>
  );
}

function Mine() {
  const w = useShopperWords();
  const mine = useQuery(myCouponsQuery);
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {w.myCoupons}
      </Title>
      <Asked query={mine}>
        {({ coupons }) =>
          coupons.length === 0 ? (
            <Empty title={w.noMyCoupons} />
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
              {coupons.map((coupon) => (
                <Held key={coupon.memberCouponId} coupon={coupon} />
              ))}
            </SimpleGrid>
          )
        }
      </Asked>
    </Stack>
  );
}

function Held({ coupon }: { readonly coupon: MemberCoupon }) {
  const w = useShopperWords();
  const { name, day } = useFormats();
  const terms = useTerms();
  return (
    <Stack className="sheet" gap={4}>
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{name(coupon.name)}</Text>
        <Badge tt="none" color={coupon.status === "AVAILABLE" ? "celadon" : "gray"}>
          {w.couponStatus(coupon.status)}
        </Badge>
      </Group>
      <Text size="sm">{terms(coupon)}</Text>
      <Text size="sm" c="dimmed">
        {w.until(day(coupon.usableUntil))}
      </Text>
    </Stack>
  );
}
