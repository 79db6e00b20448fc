using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Objectives.Analytic;

namespace Serverless.Tuner.Objectives.Tests;

public sealed class ObjectiveRegistryTests
{
    private static readonly ObjectiveSpec Command = new() { Kind = ObjectiveKind.Command, Command = ["true"] };

    [Fact]
    public void AddObjectives_CalledTwice_RegistersEachBuiltInOnce()
    {
        var registry = Registry(new ServiceCollection().AddObjectives().AddObjectives());
        Assert.Equal(["branin", "digits", "linear-regression", "no-op"], registry.Names);
    }

    [Fact]
    public void TryGet_NameInOtherCase_FindsNothing()
    {
        var registry = Registry(new ServiceCollection().AddObjectives());
        Assert.True(registry.TryGet("branin", out var found));
        Assert.IsType<BraninObjective>(found);
        Assert.False(registry.TryGet("Branin", out _));
    }

    [Fact]
    public void Constructor_TwoObjectivesOfOneName_NamesBoth()
    {
        var thrown = Assert.Throws<InvalidOperationException>(
            () =>
                new ObjectiveRegistry(
                    [new("no-op", new NoOpObjective()), new("branin", new BraninObjective()), new("no-op", new BraninObjective())]));
        Assert.Contains("'no-op'", thrown.Message);
    }

    [Fact]
    public void Resolve_UnknownName_ListsWhatThereIs()
    {
        var registry = Registry(new ServiceCollection().AddObjectives());
        var thrown = Assert.Throws<ObjectiveException>(() => registry.Resolve(new() { Kind = ObjectiveKind.Registered, Name = "digit" }));
        Assert.Contains("'digit'", thrown.Message);
        Assert.Contains("branin, digits", thrown.Message);
    }

    [Fact]
    public void Resolve_CommandWithoutItsRegistration_IsRefused()
    {
        var registry = Registry(new ServiceCollection().AddObjectives());
        Assert.False(registry.RunsCommands);
        Assert.Throws<ObjectiveException>(() => registry.Resolve(Command));
    }

    [Fact]
    public void Resolve_CommandWithItsRegistration_IsFoundByKindOnly()
    {
        var registry = Registry(new ServiceCollection().AddObjectives().AddCommandObjective());
        Assert.True(registry.RunsCommands);
        Assert.IsType<CommandObjective>(registry.Resolve(Command));
        Assert.False(registry.TryGet("command", out _));
    }

    private static ObjectiveRegistry Registry(IServiceCollection services) =>
        services.BuildServiceProvider().GetRequiredService<ObjectiveRegistry>();
}
