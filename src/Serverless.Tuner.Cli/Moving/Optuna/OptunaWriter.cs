using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>Writes studies into new databases that Optuna opens.</summary>
internal sealed class OptunaWriter : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _inserts = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    private OptunaWriter(SqliteConnection connection) => _connection = connection;

    /// <summary>Writes a study into a file that is not there yet; a file that could not be finished is not left behind.</summary>
    /// <exception cref="CliException">There is such a file, or it cannot be written.</exception>
    public static void Write(string path, StudyExportView export)
    {
        // To create it here makes sure that nothing is written over.
        try
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be written: {e.Message}", ExitCode.InvalidInput);
        }

        try
        {
            var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
            using var writer = new OptunaWriter(new SqliteConnection(source.ConnectionString));
            writer.Write(export);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private void Write(StudyExportView export)
    {
        _connection.Open();
        _transaction = _connection.BeginTransaction();
        foreach (var statement in OptunaSchema.Statements)
        {
            using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        var (study, spec) = (export.Study, export.Study.Spec);
        Insert("version_info", "version_info_id, schema_version, library_version", 1, OptunaSchema.Version, "3.1.0");
        Insert("alembic_version", "version_num", OptunaSchema.Revision);
        Insert("studies", "study_id, study_name", 1, study.Name);
        foreach (var (i, direction) in spec.Directions.Index())
            Insert("study_directions", "study_id, objective, direction", 1, i, direction == Direction.Maximize ? "MAXIMIZE" : "MINIMIZE");
        Attributes("study_user_attributes", "study_id", 1, study.Attributes);
        if (spec.ValueNames is { } names)
            Insert("study_system_attributes", "study_id, key, value_json", 1, "study:metric_names", JsonSerializer.Serialize(names));
        var space = ExportedSpace.Of(export);
        foreach (var trial in export.Trials) Write(trial, spec, space);
        _transaction.Commit();
    }

    private void Write(TrialView trial, StudySpec spec, IReadOnlyDictionary<string, ParameterDeclaration> space)
    {
        var id = trial.Number + 1;
        Insert(
            "trials", "trial_id, number, study_id, state, datetime_start, datetime_complete", id, trial.Number, 1, State(trial.State),
            Time(trial.StartedAt ?? (trial.EndedAt is null ? null : trial.CreatedAt)), Time(trial.EndedAt));
        foreach (var (name, value) in trial.Parameters)
            if (space.TryGetValue(name, out var parameter) && ExportedSpace.NumberOf(parameter, value) is { } number)
                Insert(
                    "trial_params", "trial_id, param_name, param_value, distribution_json", id, name, number,
                    OptunaDistributions.Write(parameter));
        if (trial.State is TrialState.Complete or TrialState.Pruned)
            foreach (var (i, value) in (trial.Values ?? []).Index())
                Insert("trial_values", "trial_id, objective, value, value_type", id, i, value, "FINITE");
        foreach (var report in trial.Reports ?? [])
            Insert(
                "trial_intermediate_values", "trial_id, step, intermediate_value, intermediate_value_type", id, report.Step, report.Value,
                "FINITE");
        WriteNotes(trial, spec, id);
    }

    private void WriteNotes(TrialView trial, StudySpec spec, int id)
    {
        Attributes("trial_user_attributes", "trial_id", id, trial.Attributes);
        foreach (var (name, metric) in trial.Metrics ?? new Dictionary<string, double>())
            Insert(
                "trial_user_attributes", "trial_id, key, value_json", id, $"metric:{name}",
                metric.ToString("R", CultureInfo.InvariantCulture));
        if (trial.CostUsd != 0)
            Insert(
                "trial_user_attributes", "trial_id, key, value_json", id, "tuner:costUsd",
                trial.CostUsd.ToString(CultureInfo.InvariantCulture));
        if (trial.State == TrialState.Failed && trial.Reason is { } reason)
            Insert("trial_system_attributes", "trial_id, key, value_json", id, "fail_reason", JsonSerializer.Serialize(reason));
        var constraints = spec.Constraints
            ?? [.. (trial.Constraints ?? new Dictionary<string, double>()).Keys.Order(StringComparer.Ordinal)];
        if (trial.Constraints is { Count: > 0 } told && constraints.All(told.ContainsKey))
            Insert(
                "trial_system_attributes", "trial_id, key, value_json", id, "constraints",
                JsonSerializer.Serialize(constraints.Select(c => told[c])));
    }

    private void Attributes(string table, string owner, int id, IReadOnlyDictionary<string, string>? attributes)
    {
        foreach (var (name, text) in attributes ?? new Dictionary<string, string>())
            Insert(table, $"{owner}, key, value_json", id, name, TextNotes.ToJson(text));
    }

    private void Insert(string table, string columns, params ReadOnlySpan<object?> values)
    {
        if (!_inserts.TryGetValue(table, out var command))
        {
            command = _connection.CreateCommand();
            var names = Enumerable.Range(0, values.Length).Select(i => $"@p{i}").ToArray();
#pragma warning disable CA2100 // Names of tables and columns of this class alone.
            command.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names)})";
#pragma warning restore CA2100
            foreach (var name in names) command.Parameters.Add(new SqliteParameter { ParameterName = name });
            _inserts.Add(table, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private static string State(TrialState state) => state switch
    {
        TrialState.Complete => "COMPLETE",
        TrialState.Pruned => "PRUNED",
        TrialState.Failed => "FAIL",
        TrialState.Running => "RUNNING",
        _ => "WAITING",
    };

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
