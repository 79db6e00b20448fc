using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>What of <c>docs/</c> comes from the sources is up to date. With
/// <c>TUNER_UPDATE_DOCS=1</c> in the environment it is written anew.</summary>
public sealed class GeneratedDocsTests
{
    private static readonly bool IsToUpdate = Environment.GetEnvironmentVariable("TUNER_UPDATE_DOCS") == "1";

    [Fact]
    public void SamplerOptions_InDocs_AreThoseOfTheClasses() =>
        Check("samplers.md", page => OptionTables.Renew(page, SamplerCatalog.BuiltIn.Parts));

    [Fact]
    public void PrunerOptions_InDocs_AreThoseOfTheClasses() =>
        Check("pruners.md", page => OptionTables.Renew(page, PrunerCatalog.BuiltIn.Parts));

    [Fact]
    public void Tables_OfEverySamplerAndPrunerWithOptions_AreThere()
    {
        Assert.Equal(
            SamplerCatalog.BuiltIn.Parts.Where(p => p.Options is not null).Select(p => p.Registration.Name).Order(),
            OptionTables.Named(Read("samplers.md")).Order());
        Assert.Equal(
            PrunerCatalog.BuiltIn.Parts.Where(p => p.Options is not null)
                .Select(p => p.Registration.Name).Where(name => name != "asha").Order(),
            OptionTables.Named(Read("pruners.md")).Order());
    }

    [Fact]
    public void Presets_InDocs_AreThoseOfTheSources() => Check("presets.md", PresetTables.Renew);

    [Fact]
    public void StudySchema_InDocs_IsThatOfTheClasses() => Check("study.schema.json", _ => StudySchema.Text);

    private static void Check(string file, Func<string, string> renew)
    {
        var now = Read(file);
        var renewed = renew(now);
        if (IsToUpdate) File.WriteAllText(PathOf(file), renewed);
        else
            Assert.True(
                now == renewed, $"docs/{file} is out of date: TUNER_UPDATE_DOCS=1 ./tuner test --filter GeneratedDocs writes it anew.");
    }

    private static string Read(string file) => File.Exists(PathOf(file)) ? File.ReadAllText(PathOf(file)) : "";

    private static string PathOf(string file) => Path.Combine(Repository.Root, "docs", file);
}
