import type { Invariant } from "#http/context.ts";

export const invariants: readonly Invariant[] = [
  {
    name: "I29 news for a webhook that has not arrived is on its way, or has its time",
    needs: ["webhook"],
    when: "always",
    sql: `select d.delivery_key, d.status, d.next_at, t.task_id, due.deadline_id
          from webhook.deliveries d
          left join webhook.tasks t on t.task_id = d.delivery_key || ' ' || d.attempts
          left join webhook.deadlines due on due.deadline_id = 'retry/' || d.delivery_key
          where (d.status = 'PENDING' and d.next_at is null) <> (t.task_id is not null)
             or (d.next_at is not null) <> (due.deadline_id is not null)`,
  },
  {
    name: "I38 what an owner is told is what its webhooks say",
    needs: ["webhook"],
    when: "always",
    sql: `select coalesce(w.webhook_id, s.webhook ->> 'webhookId') as webhook_id
          from webhook.webhooks w
          full join (select owner_id, json_array_elements(webhooks) as webhook
                       from webhook.subscribers) s
            on s.webhook ->> 'webhookId' = w.webhook_id
          where w.webhook_id is null or s.owner_id is distinct from w.owner_id
             or (s.webhook ->> 'isActive')::boolean <> (w.status = 'ACTIVE')
             or (s.webhook -> 'eventTypes')::jsonb <> w.event_types::jsonb`,
  },
];
