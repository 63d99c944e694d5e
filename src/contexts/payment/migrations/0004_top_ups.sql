-- Up Migration

-- Money that a provider takes for a member's wallet.
create table top_ups (
  transaction_id text collate "C" primary key,
  member_id text collate "C" not null,
  pay_method text not null check (pay_method in ('CARD', 'NAVER_PAY', 'TOSS_PAY', 'KAKAO_PAY')),
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (
    status in (
      'OPENED', 'REQUESTED', 'IN_DOUBT', 'PAID', 'BOOKED', 'DECLINED', 'EXPIRED', 'RETURN_DUE',
      'RETURNED'
    )
  ),
  payer_ref text,
  provider_ref text,
  calls integer not null check (calls >= 0),
  looking boolean not null,
  hinted boolean not null,
  asked_at timestamptz,
  doubt_since timestamptz,
  taken_minor bigint check (taken_minor >= 0),
  taken_currency text,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (status in ('OPENED', 'EXPIRED') or asked_at is not null),
  check (status <> 'IN_DOUBT' or doubt_since is not null),
  check (status not in ('RETURN_DUE', 'RETURNED') or taken_minor is not null),
  -- What is put into a wallet was taken, to the won.
  check (status not in ('PAID', 'BOOKED') or (taken_minor = amount_minor and taken_currency = 'KRW'))
);
