#!/bin/bash
# PostgreSQL's container runs this once, on an empty data directory: the database, and for each service a role that owns the schema
# of its name and nothing else.
set -euo pipefail

{
  echo 'create database referrals;'
  echo '\connect referrals'
  echo 'revoke all on database referrals from public; revoke all on schema public from public;'
  for service in identity intake matching triage routing audit; do
    password=${service^^}_PASSWORD
    cat <<SQL
create role $service login password '${!password}';
grant connect, create on database referrals to $service;
create schema $service authorization $service;
SQL
  done
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres
