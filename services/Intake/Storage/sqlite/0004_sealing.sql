-- Content is sealed under the key of its referral (content_keys), and known again by a hash keyed with it.
alter table referrals rename column content_sha256 to content_digest;
alter table supplements drop column content_sha256;
