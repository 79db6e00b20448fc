using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class AttributeChangesTests
{
    private static readonly Dictionary<string, string> s_notes = new() { ["a"] = "1", ["b"] = "2" };

    [Fact]
    public void Apply_TextsAndNulls_ReplaceAddAndRemove()
    {
        var (after, wrong) = AttributeChanges.Apply(
            s_notes, new Dictionary<string, string?> { ["a"] = "1", ["b"] = null, ["c"] = "3", ["missing"] = null });

        Assert.Null(wrong);
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["c"] = "3" }, after);
        Assert.Equal(["a", "b"], s_notes.Keys);
    }

    [Fact]
    public void Apply_WhatIsThereAlready_IsTheSameInstance() =>
        Assert.Same(s_notes, AttributeChanges.Apply(s_notes, new Dictionary<string, string?> { ["a"] = "1", ["x"] = null }).Attributes);

    [Theory]
    [InlineData(98, null)]
    [InlineData(99, "would be 101 attributes, of which 100 can be kept")]
    public void Apply_MoreThanCanBeKept_SaysHowMany(int added, string? expected) =>
        Assert.Equal(
            expected, AttributeChanges.Apply(s_notes, Enumerable.Range(0, added).ToDictionary(i => $"n{i}", string? (_) => "")).Wrong);

    /// <summary>Names count like texts, and letters by their bytes: "ä" takes two.</summary>
    [Theory]
    [InlineData(32_760, null)]
    [InlineData(32_761, "would take 32769 bytes, of which 32768 can be kept")]
    public void Apply_MoreBytesThanCanBeKept_SaysHowMany(int length, string? expected) =>
        Assert.Equal(
            expected, AttributeChanges.Apply(s_notes, new Dictionary<string, string?> { ["ä"] = "ö" + new string('x', length) }).Wrong);

    [Fact]
    public void Extend_Attributes_AreChangedOrRefusedByName()
    {
        var study = StudyMachine.Create(
            StudyFile.Spec(StudyFile.With("\"attributes\": {\"a\": \"1\"}")), "run", DateTimeOffset.UnixEpoch);
        Assert.Equal("1", study.Attributes["a"]);

        var changed = StudyExtension.Extend(study, new ExtendRequest { Attributes = new Dictionary<string, string?> { ["a"] = "2" } });
        var refused = StudyExtension.Extend(
            study, new ExtendRequest { Attributes = new Dictionary<string, string?> { ["a"] = new string('x', 32_768) } });

        Assert.Equal("2", changed.Study!.Attributes["a"]);
        Assert.Null(refused.Study);
        Assert.Equal(
            ("/attributes", "would take 32769 bytes, of which 32768 can be kept"),
            (Assert.Single(refused.Errors).Pointer, refused.Errors[0].Detail));
    }
}
