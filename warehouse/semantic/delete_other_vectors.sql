-- Delete the vectors that another model made.
-- $model: the model that makes them now
DELETE FROM internal.vectors WHERE model <> $model;
