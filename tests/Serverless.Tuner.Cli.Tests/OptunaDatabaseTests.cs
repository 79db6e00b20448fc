using Microsoft.Data.Sqlite;
using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Optuna;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Databases of Optuna, and files that say that they are some.</summary>
public sealed class OptunaDatabaseTests : IDisposable
{
    private const string Lr = """{"name": "FloatDistribution", "attributes": {"step": null, "low": 1e-05, "high": 0.1, "log": true}}""";
    private const string OneChoice = """{"name": "CategoricalDistribution", "attributes": {"choices": [1]}}""";
    private const string NoRange = """{"name": "FloatDistribution", "attributes": {"low": 2, "high": 1}}""";
    private const string Old = """{"name": "DiscreteUniformDistribution", "attributes": {"low": 0.0, "high": 1.0, "q": 0.25}}""";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-optuna-db-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void FileThatIsNoDatabase_OrNotOptunas_IsRefusedInWords()
    {
        var text = Path.Combine(_folder.FullName, "text.db");
        File.WriteAllText(text, new string('x', 5_000));
        var other = Make("other.db", "CREATE TABLE a (b INTEGER)");
        var views = Make("views.db", "CREATE TABLE alembic_version (version_num TEXT); CREATE VIEW trials AS SELECT 1");
        var torn = Make("torn.db", [.. OptunaSchema.Statements]);
        var bytes = File.ReadAllBytes(torn);
        bytes.AsSpan(4_000).Fill(0xFF);
        File.WriteAllBytes(torn, bytes);

        Assert.Contains("is no database of SQLite", Refusal(text), StringComparison.Ordinal);
        Assert.Contains("has no table studies", Refusal(other), StringComparison.Ordinal);
        Assert.Contains("has no table studies", Refusal(views), StringComparison.Ordinal);
        Assert.Contains("is no database of SQLite, or is damaged", Refusal(torn), StringComparison.Ordinal);
        Assert.Contains("There is no file", Refusal(Path.Combine(_folder.FullName, "none.db")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "none.db")));
        var old = Make("old.db", [.. OptunaSchema.Statements, "INSERT INTO alembic_version VALUES ('v2.6.0.a')"]);
        Assert.Contains("optuna storage upgrade", Refusal(old), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO trial_params VALUES (1, 1, 'lr', 'text', '{}')",
        "distribution_json is no distribution (trial_params, trial 0)")]
    [InlineData("INSERT INTO trial_params VALUES (1, 1, 'lr', 9e999, '" + Lr + "')", "param_value is no finite number")]
    [InlineData("INSERT INTO trial_params VALUES (1, 1, 'k', 7, '" + OneChoice + "')", "no index of a choice")]
    [InlineData("INSERT INTO trial_params VALUES (1, 1, 'k', 7, '{\"name\": \"Other\", \"attributes\": {}}')", "not known")]
    [InlineData("INSERT INTO trial_params VALUES (1, 1, 'k', 7, '" + NoRange + "')", "a range that is none")]
    [InlineData("UPDATE trials SET number = 'x'", "number is no whole number")]
    [InlineData("UPDATE trials SET state = 'DONE'", "state 'DONE'")]
    [InlineData("INSERT INTO trial_values VALUES (1, 1, 0, zeroblob(4), 'FINITE')", "value is no finite number")]
    [InlineData("INSERT INTO trial_user_attributes VALUES (1, 1, 'big', zeroblob(20000000))", "string or blob too big")]
    public void RowThatOptunaWouldNotWrite_IsRefusedInWords(string row, string says)
    {
        var path = Make(
            "row.db",
            [
                .. OptunaSchema.Statements, "INSERT INTO alembic_version VALUES ('v3.2.0.a')", "INSERT INTO studies VALUES (1, 's')",
                "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', NULL, NULL)", row,
            ]);

        using var database = OptunaDatabase.Open(path);
        var refused = Assert.Throws<CliException>(() => OptunaImport.Make(database.Read(1, "s"), "s"));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DatabasesOfTheFirstRevisions_SayWhatIsInfiniteByItsSize()
    {
        var path = Make(
            "first.db",
            [
                .. OptunaSchema.Statements.Select(s => s.Replace(", value_type VARCHAR(7) NOT NULL", "", StringComparison.Ordinal)
                    .Replace("intermediate_value_type VARCHAR(7) NOT NULL, ", "", StringComparison.Ordinal)),
                "INSERT INTO alembic_version VALUES ('v3.0.0.a')", "INSERT INTO studies VALUES (4, 's')",
                "INSERT INTO trials VALUES (1, 0, 4, 'COMPLETE', '2026-01-01 10:00:00', '2026-01-01 09:00:00')",
                "INSERT INTO trial_values VALUES (1, 1, 0, 1.7976931348623157e+308)",
                "INSERT INTO trial_intermediate_values VALUES (1, 1, 0, NULL), (2, 1, 1, 0.5), (3, 1, -1, 0.5)",
                "INSERT INTO trial_params VALUES (1, 1, 'old', 0.5, '" + Old + "')",
            ]);

        using var database = OptunaDatabase.Open(path);
        var moved = OptunaImport.Make(database.Read(4, "s"), "s");

        var trial = Assert.Single(moved.Trials);
        Assert.Equal((TrialState.Failed, "its value in Optuna is Infinity"), (trial.State, trial.Reason));
        Assert.Equal([new ReportView(1, 0.5)], trial.Reports!);
        Assert.Equal(trial.StartedAt, trial.EndedAt);
        Assert.Equal("""[{"name":"old","kind":"float","low":0,"high":1,"step":0.25}]""", (moved.Study["searchSpace"] as System.Text.Json.Nodes.JsonArray)?.ToJsonString());
        Assert.Contains(moved.Remarks, r => r.StartsWith("2 × intermediate value that is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void DistributionsThatChange_AreOneThatHasAllValues()
    {
        Assert.Equal((ParameterKind.Float, 0, 5, false, null), Union(Number(0, 1, step: 0.5), 0.5, Number(1, 5, step: 0.25), 1.25));
        Assert.Equal((ParameterKind.Float, 0, 3, false, 0.5), Union(Number(0, 1, step: 0.5), 0.5, Number(0, 3, step: 0.5), 2.5));
        Assert.Equal((ParameterKind.Float, 0.5, 9, false, null), Union(Number(1, 9, log: true), 0.5, Number(1, 2), 1));
        Assert.Equal((ParameterKind.Float, 1, 9, true, null), Union(Number(1, 9, log: true), 2, Number(1, 2, log: true), 1));
        Assert.Equal((ParameterKind.Int, 1, 9, false, null),
            Union(Number(1, 9, kind: ParameterKind.Int), 3, Number(1, 5, kind: ParameterKind.Int), 1));
        Assert.Equal((ParameterKind.Float, 1, 9, false, null), Union(Number(1, 9, kind: ParameterKind.Int), 3, Number(1, 5), 1.5));
        var mixed = new SpaceUnion("m");
        mixed.Add(Number(0, 1), ParameterValue.Of(0.5));
        mixed.Add(new Distribution(ParameterKind.Categorical) { Choices = [ParameterValue.Of("a")] }, ParameterValue.Of("a"));
        Assert.Equal(["a", "0.5"], mixed.Make().Choices!.Select(c => c.ToString()));
        Assert.NotNull(mixed.Remark);
    }

    [Fact]
    public void Notes_AreToldApartFromJson_ThereAndBack()
    {
        foreach (var json in (string[])["\"text\"", "\"7\"", "7", "{\"a\":[1,null]}", "\"\\\"q\\\"\"", "true", "\"true\"", "\"\""])
            Assert.Equal(json, TextNotes.ToJson(TextNotes.FromJson(json)).Replace("\\u0022", "\\\"", StringComparison.Ordinal));
        Assert.Equal("text", TextNotes.FromJson("\"text\""));
        Assert.Equal("NaN", TextNotes.FromJson("NaN"));
    }

    [Fact]
    public void Export_WhatOptunaDoesNotHave_IsSaid()
    {
        var study = Ended(
            new() { Name = "p", Kind = ParameterKind.Float, Low = 0.1, High = 0.9, Scale = ScaleKind.Logit },
            new() { Name = "size", Kind = ParameterKind.Ordinal, Choices = [ParameterValue.Of("s"), ParameterValue.Of("m")] });
        Assert.Equal(
            [
                "p is linear there: Optuna has no logit scale.",
                "The choices of size are in no order there: Optuna has no ordinals.",
                "Its where is not in it: Optuna has no expressions that points keep.",
            ],
            ExportedSpace.Remarks(study with { Spec = study.Spec with { Where = ["p < 0.5"] } }));
        Assert.Empty(ExportedSpace.Remarks(Ended()));
        var size = ExportedSpace.Of(
            new StudyExportView(study, [Trial("size", ParameterValue.Of("m")), Trial("p", ParameterValue.Of(0.2))]));
        Assert.Equal((ParameterKind.Ordinal, 1), (size["size"].Type, ExportedSpace.NumberOf(size["size"], ParameterValue.Of("m"))));
        Assert.Contains("CategoricalDistribution", OptunaDistributions.Write(size["size"]), StringComparison.Ordinal);
        Assert.Equal(ScaleKind.Logit, size["p"].Scale);
    }

    [Fact]
    public void ExportOfAHostileStudy_WritesNothingOver_AndLeavesNoHalfFile()
    {
        var path = Path.Combine(_folder.FullName, "there.db");
        File.WriteAllText(path, "mine");
        var export = new StudyExportView(Ended(), []);

        Assert.Throws<CliException>(() => OptunaWriter.Write(path, export));
        Assert.Equal("mine", File.ReadAllText(path));
        OptunaWriter.Write(Path.Combine(_folder.FullName, "new.db"), export);
        using var database = OptunaDatabase.Open(Path.Combine(_folder.FullName, "new.db"));
        Assert.Equal([(1L, "s")], database.Studies());
        Assert.Equal(OptunaSchema.Revision, database.Revision);
    }

    private static StudyView Ended(params ParameterSpec[] space) => new()
    {
        Name = "s",
        State = StudyState.Ended,
        Spec = new StudySpec
        {
            Name = "s",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = space,
        },
        Counts = new TrialCounts(),
        Ledger = new LedgerView(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static TrialView Trial(string name, ParameterValue value) => new()
    {
        Number = 0,
        State = TrialState.Complete,
        Parameters = new Dictionary<string, ParameterValue> { [name] = value },
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static (ParameterKind, double, double, bool, double?) Union(Distribution a, double x, Distribution b, double y)
    {
        var union = new SpaceUnion("p");
        union.Add(a, ParameterValue.Of(x));
        union.Add(b, ParameterValue.Of(y));
        var made = union.Make();
        return (made.Type, made.Low!.Value, made.High!.Value, made.Log, made.Step);
    }

    private static Distribution Number(
        double low, double high, bool log = false, double? step = null, ParameterKind kind = ParameterKind.Float) => new(kind)
        {
            Low = low,
            High = high,
            Log = log,
            Step = step,
        };

    private static string Refusal(string path) => Assert.Throws<CliException>(() => OptunaDatabase.Open(path).Dispose()).Message;

    private string Make(string name, params string[] statements)
    {
        var path = Path.Combine(_folder.FullName, name);
        var source = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false };
        using var connection = new SqliteConnection(source.ConnectionString);
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own.
            command.CommandText = statement;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        return path;
    }
}
