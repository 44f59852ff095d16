-- Where referrals were before an officer moved them, so that a merge or a split can be undone.
create table moves (
    referral_id text not null,
    from_case_id text not null,
    to_case_id text not null,
    moved_at timestamptz not null,
    reason text not null,
    primary key (referral_id, from_case_id, to_case_id)
);
