-- Up Migration

-- Partners are told by mail.
alter table notices add column recipient_email text;
alter table notices alter column recipient_phone drop not null;
alter table notices add constraint notices_have_an_address check (
  case channel when 'EMAIL' then recipient_email else recipient_phone end is not null
);

-- What waits until it is known how to reach whom it is for.
create table letters (
  letter_id text collate "C" primary key,
  subject_id text collate "C" not null,
  template text not null,
  data json not null,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (letter_id = subject_id || '/' || template)
);
