-- The outlets that did not ship with a release, each as JSON, as the last run left them: what is lost is put back from it.
CREATE TABLE internal.outlet_records (outlet_id VARCHAR NOT NULL, record VARCHAR NOT NULL);
