"""Makes a database as the newest Optuna keeps it, of its published schema: newest.py FILE.db. Needs no Optuna."""
import json
import sqlite3
import sys

TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
CREATE TABLE version_info (version_info_id INTEGER NOT NULL PRIMARY KEY, schema_version INTEGER, library_version VARCHAR(256));
CREATE TABLE studies (study_id INTEGER NOT NULL PRIMARY KEY, study_name VARCHAR(512) NOT NULL);
CREATE TABLE study_directions (study_direction_id INTEGER NOT NULL PRIMARY KEY, direction VARCHAR(8) NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL);
CREATE TABLE study_user_attributes (study_user_attribute_id INTEGER NOT NULL PRIMARY KEY, study_id INTEGER, "key" VARCHAR(512), value_json TEXT);
CREATE TABLE study_system_attributes (study_system_attribute_id INTEGER NOT NULL PRIMARY KEY, study_id INTEGER, "key" VARCHAR(512), value_json TEXT);
CREATE TABLE trials (trial_id INTEGER NOT NULL PRIMARY KEY, number INTEGER, study_id INTEGER, state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME);
CREATE TABLE trial_user_attributes (trial_user_attribute_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT);
CREATE TABLE trial_system_attributes (trial_system_attribute_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER, "key" VARCHAR(512), value_json TEXT);
CREATE TABLE trial_params (param_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER, param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT);
CREATE TABLE trial_values (trial_value_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER NOT NULL, objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL);
CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT, intermediate_value_type VARCHAR(7) NOT NULL);
CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER NOT NULL PRIMARY KEY, trial_id INTEGER NOT NULL, heartbeat DATETIME NOT NULL);
CREATE INDEX trials_study_id_key ON trials (study_id);
"""

db = sqlite3.connect(sys.argv[1])
db.executescript(TABLES)
db.execute("INSERT INTO alembic_version VALUES ('v3.2.0.a')")
db.execute("INSERT INTO version_info VALUES (1, 12, '5.0.0')")
db.execute("INSERT INTO studies VALUES (1, 'newest')")
db.execute("INSERT INTO study_directions (direction, study_id, objective) VALUES ('MINIMIZE', 1, 0)")
db.execute("INSERT INTO study_system_attributes (study_id, key, value_json) VALUES (1, 'study:metric_names', '[\"loss\"]')")
count = int(sys.argv[2]) if len(sys.argv) > 2 else 10
lr = json.dumps({"name": "FloatDistribution", "attributes": {"step": None, "low": 1e-05, "high": 0.1, "log": True}})
kind = json.dumps({"name": "CategoricalDistribution", "attributes": {"choices": ["a", "b", float("nan")]}})
for number in range(count):
    trial = number + 1
    second = number % 60
    db.execute("INSERT INTO trials VALUES (?, ?, 1, 'COMPLETE', ?, ?)", (trial, number, f"2026-08-01 10:00:{second:02}.5", f"2026-08-01 10:01:{second:02}.25"))
    db.execute("INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, 'lr', ?, ?)", (trial, 0.00001 * (1 + number % 1000), lr))
    db.execute("INSERT INTO trial_params (trial_id, param_name, param_value, distribution_json) VALUES (?, 'kind', ?, ?)", (trial, number % 3, kind))
    db.execute("INSERT INTO trial_values (trial_id, objective, value, value_type) VALUES (?, 0, ?, 'FINITE')", (trial, count - number))
    if count <= 1000:
        db.execute("INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type) VALUES (?, 0, ?, 'FINITE')", (trial, number))
        for name, value in (("memory", -1.0 if number else 2.0), ("latency", 0.0)):
            db.execute("INSERT INTO trial_system_attributes (trial_id, key, value_json) VALUES (?, ?, ?)", (trial, "constraints:" + name, str(value)))
db.commit()
