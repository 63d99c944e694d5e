-- Up Migration

create table notices (
  dedupe_key text collate "C" primary key,
  notice_id text collate "C" not null unique,
  subject_id text collate "C" not null,
  template text not null,
  channel text not null check (channel in ('KAKAO', 'LMS', 'EMAIL')),
  language text not null check (language in ('ko', 'en')),
  recipient_name text not null,
  recipient_phone text not null,
  data json not null,
  status text not null check (status in ('QUEUED', 'SENT', 'FAILED')),
  attempts integer not null check (attempts > 0),
  sent_at timestamptz,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (dedupe_key = subject_id || '/' || template),
  check ((sent_at is not null) = (status = 'SENT'))
);

create index notices_by_time on notices (created_at, notice_id);
