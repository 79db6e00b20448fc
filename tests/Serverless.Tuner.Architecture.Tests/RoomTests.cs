using System.Reflection;
using NetArchTest.Rules;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;
using Xunit;

namespace Serverless.Tuner.Architecture.Tests;

/// <summary>What the code of each room may not use, whichever project reference would let it.</summary>
public sealed class RoomTests
{
    private static readonly Assembly s_core = typeof(StudyMachine).Assembly;

    [Fact]
    public void Core_UsesNeitherStorageNorHosts() =>
        AssertNotUsed(
            Types.InAssembly(s_core).That().ResideInNamespace("Serverless.Tuner"), "Azure", "Microsoft.Azure", "Microsoft.DurableTask",
            "Microsoft.AspNetCore", "System.Net", "System.IO.File");

    [Fact]
    public void CoreStudies_IsTheStateMachineAlone_AndReadsNoJson() => AssertNotUsed(
        Types.InAssembly(s_core).That().ResideInNamespace("Serverless.Tuner.Core.Studies"),
        "Serverless.Tuner.Core.StudyFiles",
            "System.Text.Json.JsonDocument", "System.Text.Json.JsonElement", "System.Text.Json.Utf8JsonReader");

    [Fact]
    public void Objectives_KnowNoStorage() =>
        AssertNotUsed(
            Types.InAssembly(typeof(ObjectiveRegistry).Assembly).That().ResideInNamespace("Serverless.Tuner"), "Azure", "Microsoft.Azure",
            "Microsoft.DurableTask");

    [Fact]
    public void Storage_AsksNoPrunerAndKnowsNoHost() => AssertNotUsed(
        Types.InAssembly(typeof(StudyStore).Assembly).That().ResideInNamespace("Serverless.Tuner"),
        "Serverless.Tuner.Core.Pruners.IPruner", "Serverless.Tuner.Core.Pruners.TrialCurve",
            "Serverless.Tuner.Core.StudyFiles", "Microsoft.Azure", "Microsoft.DurableTask", "Microsoft.AspNetCore");

    [Fact]
    public void Evaluation_UsesNothingOfFunctionsNorOfTables() => AssertNotUsed(
        Types.InAssembly(typeof(TrialEvaluator).Assembly).That()
            .ResideInNamespace("Serverless.Tuner"), "Azure.Data", "Microsoft.Azure", "Microsoft.DurableTask", "Microsoft.AspNetCore");

    [Fact]
    public void EmbeddedHost_KnowsNoTuner() => AssertNotUsed(
        Types.InAssembly(typeof(EmbeddedFunctionHost).Assembly).That().ResideInNamespace("Serverless.Tuner"),
        [.. new[] { "Contracts", "Core", "Storage", "Objectives", "Evaluation", "Functions", "Client", "Cli" }.Select(
            room => $"Serverless.Tuner.{room}"), "Azure.Data"]);

    private static void AssertNotUsed(PredicateList types, params string[] dependencies)
    {
        var result = types.ShouldNot().HaveDependencyOnAny(dependencies).GetResult();

        Assert.True(
            result.IsSuccessful,
            string.Join(Environment.NewLine, (result.FailingTypes ?? []).Select(t => $"{t.FullName}: {t.Explanation}")));
        Assert.NotEmpty(result.LoadedTypes);
    }
}
