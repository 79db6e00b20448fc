using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>Notes that are kept with trials before, with and after their results.</summary>
public sealed class TrialAttributesTests(StorageAlone storage) : IClassFixture<StorageAlone>
{
    private readonly StudyName _name = StudyName.Parse("notes-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Attributes_OfATrial_AreMergedInTheOrderInWhichTheyCame()
    {
        var here = NewProcess();
        await CreateAsync();
        var trial = await here.OneAsync(_name);
        await NoteAsync(0, ("a", "noted"), ("b", "noted"), ("c", "noted"));
        await NoteAsync(0, ("c", null));
        await here.Trials.CompleteAsync(
            _name, 0,
            new CompleteRequest(trial.Claim!, [1]) { Attributes = new Dictionary<string, string> { ["b"] = "told", ["d"] = "told" } },
            CancellationToken.None);
        Assert.Equal([("a", "noted"), ("b", "told"), ("d", "told")], await NotesAsync());

        await NoteAsync(0, ("b", "later"), ("d", null));

        Assert.Equal([("a", "noted"), ("b", "later")], await NotesAsync());
        Assert.Null((await NewNotes().ChangeAsync(_name, 99, Changes(("a", "x")), CancellationToken.None)).Trial);
        Assert.Contains("101 attributes", (await NewNotes().ChangeAsync(
            _name, 0, Changes([.. Enumerable.Range(0, 99).Select(i => ($"k{i}", (string?)"v"))]), CancellationToken.None)).Wrong);
        Assert.Equal(2, (await NotesAsync()).Length);
    }

    [Fact]
    public async Task Attributes_SeveralRequestsAtOnce_AllCount()
    {
        await CreateAsync();
        await NewProcess().OneAsync(_name);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => NoteAsync(0, ($"k{i}", "v"))));

        Assert.Equal(12, (await NotesAsync()).Length);
    }

    /// <summary>A note that was on its way while the study was deleted is of no trial of the next one.</summary>
    [Fact]
    public async Task Attributes_OfAStudyThatWasDeleted_AreNotThoseOfTheNext()
    {
        await CreateAsync();
        await NewProcess().OneAsync(_name);
        await NoteAsync(0, ("old", "noted"));
        var table = new TableServiceClient(storage.ConnectionString).GetTableClient("tunerstudies");
        var row = (await table.GetEntityAsync<TableEntity>(_name, "attributes|0000000000")).Value;
        await NewProcess().Store.DeleteAsync(_name, CancellationToken.None);
        await CreateAsync();
        await NewProcess().OneAsync(_name);
        await table.AddEntityAsync(row);

        Assert.Null((await NewNotes().AddToAsync(_name, (await NewProcess().ReadAsync(_name)).Trials, CancellationToken.None))[0]
            .Outcome.Attributes);
        await NoteAsync(0, ("new", "noted"));

        Assert.Equal([("new", "noted")], await NotesAsync());
    }

    private async Task NoteAsync(int number, params (string Name, string? Text)[] changes) =>
        Assert.NotNull((await NewNotes().ChangeAsync(_name, number, Changes(changes), CancellationToken.None)).Trial);

    private async Task<(string, string)[]> NotesAsync()
    {
        var (_, trials) = await NewProcess().ReadAsync(_name);
        var noted = await NewNotes().AddToAsync(_name, trials, CancellationToken.None);
        return [.. noted[0].Outcome.Attributes!.OrderBy(a => a.Key).Select(a => (a.Key, a.Value))];
    }

    private static Dictionary<string, string?> Changes(params (string Name, string? Text)[] changes) =>
        changes.ToDictionary(c => c.Name, c => c.Text);

    private TrialAttributes NewNotes()
    {
        var tables = new TunerTables(new TableServiceClient(storage.ConnectionString));
        return new TrialAttributes(
            new StudyStore(tables, TimeProvider.System, SpecComparison.BuiltIn), tables, TimeProvider.System);
    }

    private WorkerProcess NewProcess() => new(storage.ConnectionString, TimeProvider.System);

    private Task CreateAsync() => NewProcess().Store.CreateAsync(
        new StudySpec
        {
            Name = _name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = [new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 1 }],
        },
        CancellationToken.None);
}
