-- Is the configuration of this file's connections locked already, as where this process has another open?
SELECT current_setting('lock_configuration') AS hardened;
