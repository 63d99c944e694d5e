/** Who is told how an order goes on. */
import type { Refusal } from "#kernel/refusal.ts";
import {
  type Answer,
  type DeadlineChange,
  type Decision,
  type Moment,
  unchanged,
} from "#runtime/reaction.ts";
import { orderDue } from "../contract.ts";
import { isSettled, type Order } from "../rules.ts";
import type { LimitChange } from "../rules/limits.ts";
import { shown } from "../rules/showing.ts";

/** Somebody asked order itself, and not another context that asks order in their name. */
export const isRequest = ({ message }: Moment): boolean => message.id === message.correlation;

/** Whoever asked another context is answered by that one. */
export const answering = (moment: Moment, answer: Answer): Decision<never> =>
  isRequest(moment) ? { answer } : unchanged;

export const answerOf = (order: Order, refusal?: Refusal, isOutcome = false): Answer =>
  refusal === undefined
    ? { settled: isOutcome || isSettled(order), value: shown(order) }
    : { settled: true, refusal };

export const deadlineOf =
  ({ orderId }: Order) =>
  ({ limit, at }: LimitChange): DeadlineChange =>
    at === undefined
      ? { name: limit, key: orderId, cleared: true }
      : { name: limit, key: orderId, at, command: orderDue({ orderId, limit }) };
