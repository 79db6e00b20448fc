using System.Globalization;

namespace Serverless.Tuner.Storage;

/// <summary>The names of tables and the keys of rows; made nowhere else.</summary>
internal static class StudyKeys
{
    public const string StudiesTable = "tunerstudies";
    public const string IndexTable = "tunerindex";

    /// <summary>The table of requests that came with a key.</summary>
    public const string RequestsTable = "tunerrequests";

    /// <summary>The table of API keys.</summary>
    public const string KeysTable = "tunerkeys";

    /// <summary>The table of the budgets that studies share.</summary>
    public const string BudgetsTable = "tunerbudgets";

    /// <summary>The one partition of the keys.</summary>
    public const string KeyPartition = "keys";

    /// <summary>The table of schedules.</summary>
    public const string SchedulesTable = "tunerschedules";

    /// <summary>The one partition of the schedules.</summary>
    public const string SchedulePartition = "schedules";

    /// <summary>The table of what is kept of studies that ended.</summary>
    public const string MemoryTable = "tunermemory";

    /// <summary>The one partition of the memory.</summary>
    public const string MemoryPartition = "memory";

    /// <summary>The row of the trials of earlier studies that a study learns from.</summary>
    public const string WarmStartRow = "warm";

    /// <summary>The one partition of the index.</summary>
    public const string IndexPartition = "studies";

    /// <summary>The partition of the index in which hosts agree.</summary>
    public const string HostPartition = "host";

    /// <summary>The row that says which host drives the studies.</summary>
    public const string LeaseRow = "lease";

    /// <summary>The row of the study itself.</summary>
    public const string StudyRow = "study";

    /// <summary>The row of the parameters that trials have declared.</summary>
    public const string SpaceRow = "space";

    /// <summary>The row of how far a study's trials are runs of an MLflow server.</summary>
    public const string MlflowRow = "mlflow";

    /// <summary>The row key after that of the last trial's run there.</summary>
    public const string MlflowEnd = "mlflow}";

    /// <summary>The row key after the last trial's.</summary>
    public const string TrialsEnd = "trial}";

    /// <summary>The row key after the last trial's last report.</summary>
    public const string AllReportsEnd = "report}";

    private const string TrialPrefix = "trial|";
    private const int Digits = 10;

    public static string Trial(int number) => TrialPrefix + Number(number);

    /// <summary>The row of what the last attempt at a trial wrote.</summary>
    public static string Log(int trial) => "log|" + Number(trial);

    /// <summary>The row of what was noted about a trial beside its result.</summary>
    public static string Attributes(int trial) => "attributes|" + Number(trial);

    /// <summary>The row of a trial's run on an MLflow server.</summary>
    public static string Mlflow(int trial) => "mlflow|" + Number(trial);

    /// <summary>The row of a batch of reports.</summary>
    public static string Report(int trial, int batch) => ReportPrefix(trial) + Number(batch);

    /// <summary>What the keys of a trial's reports begin with.</summary>
    public static string ReportPrefix(int trial) => $"report|{Number(trial)}|";

    /// <summary>The row key after the last report's of a trial.</summary>
    public static string ReportsEnd(int trial) => $"report|{Number(trial)}}}";

    /// <summary>The trial of a report's row.</summary>
    public static int TrialOf(string reportKey) => int.Parse(reportKey.AsSpan("report|".Length, Digits), CultureInfo.InvariantCulture);

    /// <summary>The number that a row's key ends with: a trial's, or a batch's.</summary>
    public static int NumberOf(string rowKey) => int.Parse(rowKey.AsSpan(rowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("D10", CultureInfo.InvariantCulture);
}
