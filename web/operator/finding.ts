import { answerOf, api } from "../parts/client.ts";

const NUMBER = /^ORD-(\d{4})(\d{2})(\d{2})-(\d{1,9})$/i;
const TOKEN = /^ord_[0-9A-Za-z]{16}$/;
const SIZE = 100;

/** The order of that number or token; undefined where there is none. */
export async function foundOrder(asked: string): Promise<string | undefined> {
  const q = asked.trim();
  if (TOKEN.test(q)) return q;
  const [, year, month, day, no] = NUMBER.exec(q) ?? [];
  if (no === undefined) return undefined;
  const on = `${year}-${month}-${day}`;
  // Numbers of a day are dense but for orders that were taken back: it is on this page or before it.
  for (let page = Math.ceil(Number(no) / SIZE); page > 0; page--) {
    const query = { range: "CUSTOM", from: on, to: on, sortBy: "ALL", page, size: SIZE } as const;
    const { orders } = await answerOf(api.GET("/api/orders", { params: { query } }));
    const found = orders.find(({ orderNumber }) => orderNumber === q.toUpperCase());
    if (found !== undefined) return found.orderId;
    const first = orders[0];
    if (first !== undefined && first.orderNumber < q.toUpperCase()) return undefined;
  }
  return undefined;
}
