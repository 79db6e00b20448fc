using System.Text.Json;
using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Core.Tests.Pruners;

/// <summary>What every built-in pruner must hold to.</summary>
public abstract class BuiltInPrunerTests : PrunerConformance
{
    /// <summary>The pruner, with options under which it decides something in a dozen short curves.</summary>
    protected abstract PrunerSpec Spec { get; }

    /// <summary>The pruner for values of the other sign.</summary>
    protected virtual PrunerSpec Mirrored => Spec;

    protected override bool NeverPrunes => Spec.Type == PrunerSpec.DefaultType;

    [Fact]
    public void Spec_WrittenAndRead_IsTheSame()
    {
        var json = JsonSerializer.Serialize(Spec, TunerJson.Options);
        Assert.Equal(Spec, JsonSerializer.Deserialize<PrunerSpec>(json, TunerJson.Options));
        var errors = new Core.StudyFiles.ErrorList();
        Assert.Equal(Spec, PrunerCatalog.BuiltIn.Read(JsonDocument.Parse(json).RootElement, "/pruner", errors));
        Assert.True(errors.IsEmpty);
    }

    [Fact]
    public void Spec_AnOptionThatIsNone_IsRefused()
    {
        var spec = Spec with
        {
            Options = new Dictionary<string,
            JsonElement>(Spec.Options)
            { ["patientce"] = JsonSerializer.SerializeToElement(1) }
        };
        Assert.Contains("/patientce", Assert.Throws<ArgumentException>(() => Create(spec)).Message, StringComparison.Ordinal);
    }

    protected override IPruner Create(PrunerContext context) => PrunerCatalog.BuiltIn.Create(Spec, context);

    protected override IPruner CreateMirrored(PrunerContext context) => PrunerCatalog.BuiltIn.Create(Mirrored, context);

    /// <summary>The pruner of the study that all cases are of.</summary>
    protected static IPruner Create(PrunerSpec spec, Direction direction = Direction.Minimize) =>
        PrunerCatalog.BuiltIn.Create(spec, new PrunerContext(Curves.Study, direction));
}
