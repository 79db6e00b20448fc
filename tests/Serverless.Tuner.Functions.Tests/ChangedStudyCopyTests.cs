using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies whose space is changed, over HTTP.</summary>
public sealed class ChangedStudyCopyTests(TunerApps apps)
{
    private const string Space = """ "searchSpace": {"lr": [1e-4, 1e-2, "log"], "opt": {"categorical": ["sgd", "adam"]}} """;

    [Fact]
    public async Task Change_IsRemarkedOn_AndCopied()
    {
        var client = apps.App.Client;
        await client.StartStudyAsync($$"""{"name": "living", {{Space}}, "trials": 5}""");
        var regions = Regions(("lr", [ParameterValue.Of(0.001), ParameterValue.Of(0.002)]), ("opt", [ParameterValue.Of("sgd")]));

        var wrong = await Assert.ThrowsAsync<TunerApiException>(() => client.ExtendStudyAsync(
            "living", new ExtendRequest { Exclude = Regions(("lr", [ParameterValue.Of(0.001)]), ("opt", [ParameterValue.Of("sdg")])) }));
        Assert.Equal(400, wrong.Status);
        Assert.Equal(
            new FieldError("/exclude/0/opt", "'sdg' is not a choice of opt; did you mean 'sgd'?"), Assert.Single(wrong.Problem.Errors!));
        Assert.Null((await client.ExtendStudyAsync("living", new ExtendRequest { Exclude = regions })).Remarks);
        var changed = await client.ExtendStudyAsync("living", new ExtendRequest
        {
            SearchSpace = new Dictionary<string, ParameterChange>
            {
                ["lr"] = new() { Kind = ParameterKind.Float, Low = 1e-4, High = 1 },
            },
        });
        Assert.StartsWith("lr is no longer log", Assert.Single(changed.Remarks!), StringComparison.Ordinal);
        Assert.Null((await client.GetStudyAsync("living")).Remarks);

        var copy = await client.CopyStudyAsync("living", """{"name": "living-copy"}""");
        Assert.Equal(["lr", "opt"], Assert.Single(copy.Exclude!).Keys);
        Assert.Equal(["lr", "opt"], Assert.Single(copy.Spec.Exclude!).Keys);
        Assert.Null((await client.CopyStudyAsync("living", """{"name": "living-free", "exclude": null}""")).Exclude);

        // The copy's file is that of no other study, and its own may be lifted.
        Assert.Equal(copy.Id, (await client.CopyStudyAsync("living", """{"name": "living-copy"}""")).Id);
        var free = await client.ExtendStudyAsync("living-copy", new ExtendRequest { Exclude = [] });
        Assert.Equal((null, null), (free.Exclude, free.Spec.Exclude));
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>[] Regions(
        params (string Name, IReadOnlyList<ParameterValue> Values)[] sides) =>
        [sides.ToDictionary(side => side.Name, side => side.Values)];
}
