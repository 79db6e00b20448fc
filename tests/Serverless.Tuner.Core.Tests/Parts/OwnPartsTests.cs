using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Parts;

/// <summary>Samplers and pruners of a user's own, as studies name them.</summary>
public sealed class OwnPartsTests
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSamplers().AddSampler<MineSampler, MineOptions>("mine").AddSampler<PlainSampler>("plain").AddSampler<BrokenSampler>("broken")
        .AddPruners().AddPruner<MinePruner, MineOptions>("mine")
        .AddSingleton(new Greeting("hello"))
        .BuildServiceProvider();

    private static SamplerCatalog Samplers => Services.GetRequiredService<SamplerCatalog>();

    private static PrunerCatalog Pruners => Services.GetRequiredService<PrunerCatalog>();

    [Fact]
    public void Create_WithOptions_HasThemAndWhatItAsksFor()
    {
        var spec = Samplers.Read(JsonDocument.Parse("""{"type":"mine","someOption":3,"word":null,"share":1,"mode":"wayOut","names":["a","b"],"inner":"random"}""").RootElement, "", new ErrorList())!;
        var sampler = Assert.IsType<MineSampler>(Samplers.Create(spec));

        Assert.Equal(
            (3, 1.0, Mode.WayOut, "hello"),
            (sampler.Options.SomeOption, sampler.Options.Share, sampler.Options.Mode, sampler.Greeting.Text));
        Assert.Equal(["a", "b"], sampler.Options.Names);
        Assert.Same(Samplers, sampler.Catalog);
        Assert.Equal("random", sampler.Options.Inner!.Type);
        Assert.Equal(spec, JsonSerializer.Deserialize<SamplerSpec>(JsonSerializer.Serialize(spec, TunerJson.Options), TunerJson.Options));
    }

    [Fact]
    public void Create_WithoutOptions_HasTheirDefaults()
    {
        Assert.Equal(
            new MineOptions { SomeOption = 7 },
            ((MineSampler)Samplers.Create(SamplerSpec.Of("mine", ("someOption", ParameterValue.Of(7))))).Options);
        Assert.IsType<PlainSampler>(Samplers.Create(new SamplerSpec { Type = "plain" }));
    }

    [Theory]
    [InlineData("""{"type":"mine"}""", "/sampler/someOption", "is required")]
    [InlineData("""{"type":"mine","someOption":11}""", "/sampler/someOption", "a whole number from 1 to 10, not 11")]
    [InlineData("""{"type":"mine","someOption":1,"share":0}""", "/sampler/share", "must be above 0 and at most 1, not 0")]
    [InlineData("""{"type":"mine","someOption":1,"mode":"there"}""", "/sampler/mode", "must be one of here, wayOut, not 'there'")]
    [InlineData("""{"type":"mine","someOption":1,"word":"Loud"}""", "/sampler/word", "lower case")]
    [InlineData("""{"type":"mine","someOption":1,"names":"a"}""", "/sampler/names", "cannot be read")]
    [InlineData("""{"type":"mine","someOption":1,"inner":{"type":"tpe","gamma":2}}""", "/sampler/inner/gamma", "at most 0.5")]
    [InlineData("""{"type":"mine","someOption":9,"word":"loud"}""", "/sampler/word", "not with 9")]
    [InlineData("""{"type":"mine","someOption":1,"sharee":1}""", "/sampler/sharee", "did you mean 'share'")]
    [InlineData(
        "\"yours\"", "/sampler", "known are auto, tpe, gp, cmaes, nsga2, nsga3, qmc, grid, brute-force, random, mine, plain, broken")]
    [InlineData("\"mine\"", "/sampler/someOption", "is required")]
    public void Read_AWrongOption_IsNamed(string json, string pointer, string detail)
    {
        var errors = new ErrorList();
        Assert.Null(Samplers.Read(JsonDocument.Parse(json).RootElement, "/sampler", errors));
        var error = Assert.Single(errors.ToList());
        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_AClassThatCannotBeMade_SaysWhy() => Assert.Contains(
        "no luck", Samplers.Refusal(
            new SamplerSpec { Type = "broken" }, SearchSpace.From([]), [Direction.Minimize]), StringComparison.Ordinal);

    [Fact]
    public void Create_APruner_HasItsContext()
    {
        var context = new PrunerContext("study", Direction.Maximize);
        Assert.Same(
            context,
            Assert.IsType<MinePruner>(Pruners.Create(PrunerSpec.Of("mine", ("someOption", ParameterValue.Of(1))), context)).Context);
    }

    [Fact]
    public void Catalog_TwoClassesOfOneName_AreNamed()
    {
        var services = new ServiceCollection().AddSamplers().AddSampler<PlainSampler>("tpe").BuildServiceProvider();
        var message = Assert.Throws<InvalidOperationException>(services.GetRequiredService<SamplerCatalog>).Message;
        Assert.Contains("'tpe'", message, StringComparison.Ordinal);
        Assert.Contains(nameof(PlainSampler), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalog_AddedTwice_IsTheSame() => Assert.Equal(
        SamplerCatalog.BuiltIn.Types, new ServiceCollection()
            .AddSamplers().AddSamplers().BuildServiceProvider().GetRequiredService<SamplerCatalog>().Types);

    internal enum Mode
    {
        Here,
        WayOut,
    }

    internal sealed record Greeting(string Text);

    internal sealed record MineOptions : IValidatableObject
    {
        [Range(1, 10)]
        public required int SomeOption { get; init; }

        [Range(0.0, 1.0, MinimumIsExclusive = true)]
        public double Share { get; init; } = 0.5;

        public Mode Mode { get; init; }

        [RegularExpression("[a-z]+", ErrorMessage = "must be in lower case")]
        public string? Word { get; init; }

        public IReadOnlyList<string>? Names { get; init; }

        public SamplerSpec? Inner { get; init; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            SomeOption == 9 && Word is not null ? [new ValidationResult("goes not with 9", [nameof(Word)])] : [];
    }

    internal sealed class MineSampler(MineOptions options, Greeting greeting, SamplerCatalog catalog) : ISampler
    {
        public MineOptions Options => options;

        public Greeting Greeting => greeting;

        public SamplerCatalog Catalog => catalog;

        public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException();
    }

    internal sealed class PlainSampler : ISampler
    {
        public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException();
    }

    internal sealed class BrokenSampler : ISampler
    {
        public BrokenSampler() => throw new InvalidOperationException("no luck");

        public ISuggester Prepare(SamplerHistory history) => throw new NotSupportedException();
    }

    internal sealed class MinePruner(PrunerContext context) : IPruner
    {
        public PrunerContext Context => context;

        public bool ShouldPrune(TrialCurve trial, PrunerHistory others) => false;

        public bool LooksAtOthers(TrialCurve trial) => false;
    }
}
