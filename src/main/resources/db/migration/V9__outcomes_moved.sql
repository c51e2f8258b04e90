-- Its rows are in rule_outcome; a step of its own, so that the one before can be run again.
drop table if exists outcome;
