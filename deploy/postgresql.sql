-- The two roles and the database of Liant on your own PostgreSQL (15 or later). As a superuser:
--   psql -v owner_password=… -v app_password=… -f postgresql.sql postgres
\set ON_ERROR_STOP on

-- Brings the tables up to date and takes the backups.
CREATE ROLE liant_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
-- Works every day, held by row-level security: it owns nothing.
CREATE ROLE liant_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'app_password';

CREATE DATABASE liant OWNER liant_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\connect liant

GRANT USAGE ON SCHEMA public TO liant_app;
ALTER DEFAULT PRIVILEGES FOR ROLE liant_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO liant_app;
ALTER DEFAULT PRIVILEGES FOR ROLE liant_owner GRANT SELECT, UPDATE, USAGE ON SEQUENCES TO liant_app;
ALTER DEFAULT PRIVILEGES FOR ROLE liant_owner GRANT EXECUTE ON FUNCTIONS TO liant_app;
