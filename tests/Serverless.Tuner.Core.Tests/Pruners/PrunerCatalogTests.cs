using System.Text.Json;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Pruners;

public class PrunerCatalogTests
{
    [Fact]
    public void Types_All_AreDifferent_TheDefaultFirst()
    {
        Assert.Equal(PrunerSpec.DefaultType, PrunerCatalog.BuiltIn.Types[0]);
        Assert.Equal(10, PrunerCatalog.BuiltIn.Types.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"type":"mediocre"}""", "/type", "known are none, median")]
    [InlineData("""{"type":"median","nStartupTrials":-1}""", "/nStartupTrials", "from 0")]
    [InlineData("""{"type":"median","nWarmupSteps":1.5}""", "/nWarmupSteps", "whole number")]
    [InlineData("""{"type":"median","intervalSteps":0}""", "/intervalSteps", "from 1")]
    [InlineData("""{"type":"median","nMinTrials":0}""", "/nMinTrials", "from 1")]
    [InlineData("""{"type":"median","percentile":25}""", "/percentile", "not a field")]
    [InlineData("""{"type":"percentile"}""", "/percentile", "required")]
    [InlineData("""{"type":"percentile","percentile":101}""", "/percentile", "from 0 to 100")]
    [InlineData("""{"type":"successive-halving","minResource":0}""", "/minResource", "from 1")]
    [InlineData("""{"type":"successive-halving","minResource":"a lot"}""", "/minResource", "'auto'")]
    [InlineData("""{"type":"successive-halving","reductionFactor":1}""", "/reductionFactor", "from 2")]
    [InlineData("""{"type":"successive-halving","minEarlyStoppingRate":-1}""", "/minEarlyStoppingRate", "from 0")]
    [InlineData("""{"type":"successive-halving","bootstrapCount":1}""", "/bootstrapCount", "'auto'")]
    [InlineData("""{"type":"mo-asha","minResource":0}""", "/minResource", "from 1")]
    [InlineData("""{"type":"mo-asha","reductionFactor":1}""", "/reductionFactor", "from 2")]
    [InlineData("""{"type":"mo-asha","bootstrapCount":1}""", "/bootstrapCount", "not a field")]
    [InlineData("""{"type":"hyperband","minResource":"auto"}""", "/minResource", "whole number")]
    [InlineData("""{"type":"hyperband","minResource":9,"maxResource":8}""", "/maxResource", "not be less")]
    [InlineData("""{"type":"hyperband","bootstrapCount":1}""", "/bootstrapCount", "'auto'")]
    [InlineData("""{"type":"threshold"}""", "/lower", "required")]
    [InlineData("""{"type":"threshold","lower":2,"upper":1}""", "/lower", "not be above")]
    [InlineData("""{"type":"threshold","upper":"high"}""", "/upper", "finite number")]
    [InlineData("""{"type":"patient"}""", "/patience", "required")]
    [InlineData("""{"type":"patient","patience":1,"minDelta":-0.1}""", "/minDelta", "from 0")]
    [InlineData("""{"type":"patient","patience":1,"wrappedPruner":{"type":"median","nStartUpTrials":1}}""", "/wrappedPruner/nStartUpTrials", "did you mean 'nStartupTrials'")]
    [InlineData("""{"type":"patient","patience":1,"wrappedPruner":"mediocre"}""", "/wrappedPruner", "unknown")]
    [InlineData("""{"type":"wilcoxon","pThreshold":1.1}""", "/pThreshold", "from 0 to 1")]
    [InlineData("""{"type":"wilcoxon","nStartupSteps":-1}""", "/nStartupSteps", "from 0")]
    public void Read_AWrongOption_IsNamed(string json, string pointer, string detail)
    {
        var errors = new ErrorList();
        PrunerCatalog.BuiltIn.Read(JsonDocument.Parse(json).RootElement, "", errors);
        var error = Assert.Single(errors.ToList());
        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralWrongOptions_AreToldAtOnce()
    {
        var errors = new ErrorList();
        PrunerCatalog.BuiltIn.Read(JsonDocument.Parse("""{"type":"patient","patience":-1,"wrappedPruner":{"type":"percentile","intervalSteps":0}}""").RootElement, "/pruner", errors);
        Assert.Equal(
            ["/pruner/patience", "/pruner/wrappedPruner/percentile", "/pruner/wrappedPruner/intervalSteps"],
            errors.ToList().Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("none", null)]
    [InlineData("mo-asha", null)]
    [InlineData("median", "'mo-asha'")]
    [InlineData("percentile", "cannot be made")]
    [InlineData("asha", "'mo-asha'")]
    [InlineData("hyperband", "'mo-asha'")]
    [InlineData("wilcoxon", "'mo-asha'")]
    public void Refusal_SeveralDirections_NamesThePrunerThatTakesThem(string type, string? refusal)
    {
        var spec = new StudySpec
        {
            Name = "s",
            Directions = [Direction.Minimize, Direction.Maximize],
            Pruner = PrunerSpec.Of(type),
            SearchSpace = [],
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
        };
        if (refusal is null) Assert.Null(PrunerCatalog.BuiltIn.Refusal(spec));
        else Assert.Contains(refusal, PrunerCatalog.BuiltIn.Refusal(spec), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"median\"")]
    [InlineData("""{"type":"hyperband","maxResource":"auto"}""")]
    [InlineData("""{"type":"successive-halving","minResource":"auto","bootstrapCount":0}""")]
    [InlineData("""{"type":"patient","patience":3,"wrappedPruner":"hyperband"}""")]
    [InlineData("""{"type":"patient","patience":3,"wrappedPruner":null}""")]
    [InlineData("""{"type":"patient","patience":0,"wrappedPruner":{"type":"patient","patience":1,"wrappedPruner":{"type":"wilcoxon"}}}""")]
    public void Read_WhatIsRight_MakesThePruner(string json)
    {
        var errors = new ErrorList();
        var spec = PrunerCatalog.BuiltIn.Read(JsonDocument.Parse(json).RootElement, "", errors);
        Assert.True(errors.IsEmpty);
        Assert.NotNull(PrunerCatalog.BuiltIn.Create(spec!, new PrunerContext("s", Direction.Maximize)));
        Assert.Equal(spec, JsonSerializer.Deserialize<PrunerSpec>(JsonSerializer.Serialize(spec, TunerJson.Options), TunerJson.Options));
    }
}
