namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>The tables that Optuna 3.0 and 3.1 have in a database; later versions bring it up to date by <c>optuna storage upgrade</c>.
/// </summary>
internal static class OptunaSchema
{
    /// <summary>The revision by which Optuna knows the tables.</summary>
    public const string Revision = "v3.0.0.d";

    /// <summary>The number that Optuna has had for them since its version 1.</summary>
    public const int Version = 12;

    /// <summary>What makes the tables.</summary>
    public static IReadOnlyList<string> Statements { get; } =
    [
        "CREATE TABLE studies (study_id INTEGER PRIMARY KEY NOT NULL, study_name VARCHAR(512) NOT NULL)",
        "CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)",
        "CREATE TABLE version_info (version_info_id INTEGER PRIMARY KEY NOT NULL CHECK (version_info_id = 1), schema_version INTEGER, "
            + "library_version VARCHAR(256))",
        "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY NOT NULL)",
        "CREATE TABLE study_directions (study_direction_id INTEGER PRIMARY KEY NOT NULL, direction VARCHAR(8) NOT NULL, "
            + "study_id INTEGER NOT NULL REFERENCES studies (study_id), objective INTEGER NOT NULL, UNIQUE (study_id, objective))",
        Attributes("study", "studies"),
        Attributes("study", "studies", isSystem: true),
        "CREATE TABLE trials (trial_id INTEGER PRIMARY KEY NOT NULL, number INTEGER, study_id INTEGER REFERENCES studies (study_id), "
            + "state VARCHAR(8) NOT NULL, datetime_start DATETIME, datetime_complete DATETIME)",
        Attributes("trial", "trials"),
        Attributes("trial", "trials", isSystem: true),
        "CREATE TABLE trial_params (param_id INTEGER PRIMARY KEY NOT NULL, trial_id INTEGER REFERENCES trials (trial_id), "
            + "param_name VARCHAR(512), param_value FLOAT, distribution_json TEXT, UNIQUE (trial_id, param_name))",
        "CREATE TABLE trial_values (trial_value_id INTEGER PRIMARY KEY NOT NULL, trial_id INTEGER NOT NULL REFERENCES trials (trial_id), "
            + "objective INTEGER NOT NULL, value FLOAT, value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, objective))",
        "CREATE TABLE trial_intermediate_values (trial_intermediate_value_id INTEGER PRIMARY KEY NOT NULL, trial_id INTEGER NOT NULL "
            + "REFERENCES trials (trial_id), step INTEGER NOT NULL, intermediate_value FLOAT, "
            + "intermediate_value_type VARCHAR(7) NOT NULL, UNIQUE (trial_id, step))",
        "CREATE TABLE trial_heartbeats (trial_heartbeat_id INTEGER PRIMARY KEY NOT NULL, trial_id INTEGER NOT NULL UNIQUE "
            + "REFERENCES trials (trial_id), heartbeat DATETIME NOT NULL)",
    ];

    private static string Attributes(string of, string table, bool isSystem = false)
    {
        var name = $"{of}_{(isSystem ? "system" : "user")}_attribute";
        return $"CREATE TABLE {name}s ({name}_id INTEGER PRIMARY KEY NOT NULL, {of}_id INTEGER REFERENCES {table} ({of}_id), "
            + $"key VARCHAR(512), value_json TEXT, UNIQUE ({of}_id, key))";
    }
}
