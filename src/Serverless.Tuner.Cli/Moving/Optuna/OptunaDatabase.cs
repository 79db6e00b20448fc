using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>Reads Optuna's databases in SQLite, of versions 3 to 5. Such a file may be anybody's: nothing in it is run or written, and no
/// text of it may be longer than a database of Optuna has any.</summary>
internal sealed class OptunaDatabase : IDisposable
{
    private const int LongestText = 16 * 1024 * 1024;
    private const int MostRows = 20_000_000;
    private const int MostTrials = 1_000_000;
    private const int Corrupt = 11, NotADatabase = 26;

    /// <summary>The schema of Optuna 3.0 begins with this revision; those before it say other things in other columns.</summary>
    private const string Oldest = "v3.0.0.a";

    private static readonly string[] s_tables =
    [
        "studies", "study_directions", "study_user_attributes", "study_system_attributes", "trials", "trial_params", "trial_values",
        "trial_intermediate_values", "trial_user_attributes", "trial_system_attributes", "alembic_version",
    ];

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly OptunaDistributions _distributions = new();

    private OptunaDatabase(SqliteConnection connection, string path) => (_connection, _path) = (connection, path);

    /// <summary>The revision of its schema.</summary>
    public string Revision { get; private set; } = "";

    /// <summary>Opens a file.</summary>
    /// <exception cref="CliException">It is no such database.</exception>
    public static OptunaDatabase Open(string path)
    {
        if (!File.Exists(path)) throw new CliException($"There is no file {path}.", ExitCode.InvalidInput);
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var database = new OptunaDatabase(new SqliteConnection(source.ConnectionString), path);
        try
        {
            database.Guarded(database.Check);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The names of its studies with their ids, by id.</summary>
    public IReadOnlyList<(long Id, string Name)> Studies() => Guarded(() => Rows(
        "SELECT study_id, study_name FROM studies ORDER BY study_id", null, row => (Whole(row, 0), Text(row, 1) ?? "")));

    /// <summary>One of its studies with all its trials.</summary>
    public OptunaStudy Read(long id, string name) => Guarded(() => new OptunaStudy(
        name, Rows("SELECT direction FROM study_directions WHERE study_id = @of ORDER BY objective", id, row => Text(row, 0) ?? ""),
            Trials(id))
    {
        UserAttributes = StudyAttributes("study_user_attributes", id),
        SystemAttributes = StudyAttributes("study_system_attributes", id),
    });

    public void Dispose() => _connection.Dispose();

    private void Check()
    {
        _connection.Open();
        SQLitePCL.raw.sqlite3_limit(_connection.Handle!, SQLitePCL.raw.SQLITE_LIMIT_LENGTH, LongestText);
        // What a schema defines beside its tables is not trusted.
        Execute("PRAGMA trusted_schema = OFF");
        Execute("PRAGMA query_only = ON");
        var tables = Rows("SELECT name FROM sqlite_master WHERE type = 'table'", null, row => Text(row, 0) ?? "");
        if (s_tables.Except(tables).ToArray() is { Length: > 0 } missing)
            throw new CliException(
                $"{_path} is no database of Optuna: it has no table {string.Join(", ", missing)}.", ExitCode.InvalidInput);
        Revision = Rows("SELECT version_num FROM alembic_version", null, row => Text(row, 0) ?? "") is [var revision] ? revision : "";
        if (string.CompareOrdinal(Revision, Oldest) < 0)
            throw new CliException(
                $"{_path} was written by an Optuna before version 3 (its schema is '{Revision}'): "
                + $"`optuna storage upgrade --storage sqlite:///{_path}` brings it up to date.",
                ExitCode.InvalidInput);
    }

    private IReadOnlyList<OptunaTrial> Trials(long study)
    {
        var trials = new Dictionary<long, OptunaTrial>();
        foreach (var (id, trial) in Rows(
            "SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = @of ORDER BY number, trial_id",
            study,
            row => (Whole(row, 0), new OptunaTrial(row.IsDBNull(1) ? 0 : Whole(row, 1), Text(row, 2) ?? "")
            {
                Start = Time(row, 3),
                End = Time(row, 4),
            })))
            trials.Add(id, trial);
        if (trials.Count > MostTrials)
            throw new CliException($"The study has {trials.Count} trials; a study here has at most {MostTrials}.", ExitCode.InvalidInput);

        Each("trial_params", "param_name, param_value, distribution_json", (trial, row) => trial.Parameters.Add(Parameter(row)));
        Each("trial_values", $"objective, value, {TypeOf("trial_values", "value_type")}", (trial, row) =>
            trial.Values[Whole(row, 1)] = Number(row, 2, 3));
        Each("trial_intermediate_values", $"step, intermediate_value, {TypeOf("trial_intermediate_values", "intermediate_value_type")}",
            (trial, row) => trial.Intermediate[Whole(row, 1)] = Number(row, 2, 3));
        Each("trial_user_attributes", "key, value_json", (trial, row) => trial.UserAttributes[Text(row, 1) ?? ""] = Text(row, 2) ?? "null");
        Each("trial_system_attributes", "key, value_json", (trial, row) =>
            trial.SystemAttributes[Text(row, 1) ?? ""] = Text(row, 2) ?? "null");
        return [.. trials.Values];

        void Each(string table, string columns, Action<OptunaTrial, SqliteDataReader> take)
        {
            var sql = $"SELECT trial_id, {columns} FROM {table} WHERE trial_id IN (SELECT trial_id FROM trials WHERE study_id = @of)";
            Rows(sql, study, row =>
            {
                var trial = trials[Whole(row, 0)];
                try
                {
                    take(trial, row);
                }
                catch (FormatException e)
                {
                    throw new FormatException($"{e.Message} ({table}, trial {trial.Number})", e);
                }

                return true;
            });
        }
    }

    /// <summary>The column that says whether a number is finite; the first schemas of Optuna 3 have none.</summary>
    private string TypeOf(string table, string column) =>
        Rows($"SELECT name FROM pragma_table_info('{table}')", null, row => Text(row, 0) ?? "").Contains(column) ? column : "NULL";

    private (string, Distribution, ParameterValue) Parameter(SqliteDataReader row)
    {
        var (name, distribution) = (Text(row, 1) ?? "", _distributions.Read(Text(row, 3) ?? ""));
        var value = Finite(row, 2);
        if (distribution.Kind != ParameterKind.Categorical) return (name, distribution, ParameterValue.Of(value));
        return value >= 0 && value < distribution.Choices.Count && value == Math.Floor(value)
            ? (name, distribution, distribution.Choices[(int)value])
            : throw new FormatException("param_value is no index of a choice");
    }

    private Dictionary<string, string> StudyAttributes(string table, long study)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, json) in Rows(
            $"SELECT key, value_json FROM {table} WHERE study_id = @of ORDER BY key", study, row =>
                (Text(row, 0) ?? "", Text(row, 1) ?? "null")))
            attributes[key] = json;
        return attributes;
    }

    private List<T> Rows<T>(string sql, long? of, Func<SqliteDataReader, T> read)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns of this class alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        if (of is { } id) command.Parameters.AddWithValue("@of", id);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            if (all.Count >= MostRows) throw new FormatException($"there are more than {MostRows} rows of one kind");
            all.Add(read(rows));
        }

        return all;
    }

    private void Execute(string sql) => Rows(sql, null, _ => true);

    /// <summary>A row that is not what Optuna writes, or a file that is no database, is told as such.</summary>
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new CliException($"{_path} cannot be imported: {e.Message}.", ExitCode.InvalidInput);
        }
        catch (SqliteException e)
        {
            var what = e.SqliteErrorCode is Corrupt or NotADatabase ? "is no database of SQLite, or is damaged" : "cannot be read";
            throw new CliException($"{_path} {what}: {e.Message}", ExitCode.InvalidInput);
        }
    }

    private void Guarded(Action read) => Guarded(() =>
    {
        read();
        return true;
    });

    private static long Whole(SqliteDataReader row, int column) =>
        row.GetValue(column) is long number ? number : throw new FormatException($"{row.GetName(column)} is no whole number");

    private static string? Text(SqliteDataReader row, int column) => row.GetValue(column) switch
    {
        DBNull => null,
        string text => text,
        _ => throw new FormatException($"{row.GetName(column)} is no text"),
    };

    private static double Finite(SqliteDataReader row, int column) => row.GetValue(column) switch
    {
        double number when double.IsFinite(number) => number,
        long number => number,
        _ => throw new FormatException($"{row.GetName(column)} is no finite number"),
    };

    /// <summary>A number with the column that says what it is where it is not finite.</summary>
    private static double Number(SqliteDataReader row, int column, int type) => Text(row, type) switch
    {
        "INF_POS" => double.PositiveInfinity,
        "INF_NEG" => double.NegativeInfinity,
        "NAN" => double.NaN,
        null when row.IsDBNull(column) => double.NaN,
        // Before there was that column, the largest numbers stood for infinite ones.
        null when Math.Abs(Finite(row, column)) == double.MaxValue => Finite(row, column) > 0
            ? double.PositiveInfinity
            : double.NegativeInfinity,
        _ => Finite(row, column),
    };

    /// <summary>A time without a zone, taken as UTC; null where it is none that a study can have.</summary>
    private static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        Text(row, column) is { } text
        && DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time.Year is >= 1970 and < 9999
            ? new DateTimeOffset(time, TimeSpan.Zero)
            : null;
}
