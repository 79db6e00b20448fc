using System.Text;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Schedules;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Schedules;

/// <summary>Schedules for tests.</summary>
internal static class Sample
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static (ScheduleSpec? Spec, IReadOnlyList<FieldError> Errors) Parse(string json, string? name = null)
    {
        var catalogs = new StudyCatalogs(new NoObjectives(), SamplerCatalog.BuiltIn, PrunerCatalog.BuiltIn);
        var result = ScheduleParser.Parse(Encoding.UTF8.GetBytes(json), name, catalogs, Start);
        Assert.Equal(result.Spec is null, result.Errors.Count > 0);
        return result;
    }

    /// <summary>A schedule of a study with one parameter, with members beside the usual ones.</summary>
    public static string Json(string cron, string members = "", string study = "") =>
        $$"""
        {"name": "churn", "cron": "{{cron}}", {{(members.Length > 0 ? members + "," : "")}}
         "study": { {{(study.Length > 0 ? study + "," : "")}} "searchSpace": {"x": [0, 1]}, "objective": {"kind": "external"} } }
        """;

    public static ScheduleSpec Spec(string cron, string members = "", string study = "")
    {
        var (spec, errors) = Parse(Json(cron, members, study));
        Assert.Empty(errors);
        return spec!;
    }

    public static Schedule Of(string cron, string members = "", string study = "") => new()
    {
        Id = new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
        Spec = Spec(cron, members, study),
        Owner = new ScheduleOwner("owner", KeyScope.Admin, null),
        CreatedAt = Start,
        DealtUntil = Start,
    };

    /// <summary>A run's study that has ended.</summary>
    public static Study Ended(Schedule schedule, string name, StopReason reason = StopReason.Trials) =>
        StudyMachine.Create(schedule.Spec.Study with { Name = name }, "1", Start) with { State = StudyState.Ended, StopReason = reason };

    public static RunBest Best(double value, double x = 0.5)
    {
        var point = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(x) };
        return new RunBest(3, value, point, point, default);
    }

    /// <summary>The schedule once the study of its last run has ended with a best.</summary>
    public static Schedule After(Schedule schedule, double value, double x, DateTimeOffset now)
    {
        var run = schedule.Runs[^1].Study;
        schedule = RunStates.Ended(RunStates.Started(schedule, run), Ended(schedule, run), Best(value, x), now);
        return RunStates.DecideAtOnce(schedule, run, now);
    }

    private sealed class NoObjectives : IObjectiveCatalog
    {
        public IReadOnlyCollection<string> Names => [];

        public bool AllowsCommands => false;

        public ObjectiveDefaults? Find(string name) => null;
    }
}
