using System.Text;
using Serverless.Tuner.Functions.Mlflow;

namespace Serverless.Tuner.Functions.Tests.Mlflow;

/// <summary>Texts as MLflow takes them.</summary>
public sealed class MlflowTextTests
{
    [Theory]
    [InlineData("lr", "lr")]
    [InlineData("größe/a.b-c d_1", "größe/a.b-c d_1")]
    [InlineData("", "_")]
    [InlineData("/", "_/_")]
    [InlineData("../a//./b", "_/a/_/_/b")]
    [InlineData("a:b%c\u0000", "a_b_c_")]
    [InlineData("..x", "_.x")]
    public void Key_HasOnlyWhatMlflowTakes(string name, string key) => Assert.Equal(key, MlflowText.Key(name));

    [Fact]
    public void Cut_KeepsWithinBytes_AndCharactersWhole()
    {
        Assert.Equal(new string('é', 125), MlflowText.Key(new string('é', 200)));
        // Half of a pair is no character.
        Assert.Equal("_x", MlflowText.Key($"{'\uD800'}x"));
        var value = MlflowText.Value(string.Concat(Enumerable.Repeat("😀", 100)), 50);
        Assert.True(Encoding.UTF8.GetByteCount(value) <= 50);
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 11)) + "…", value);
        Assert.Equal("a b �[31m", MlflowText.Value("a\nb \u001b[31m", 50));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/0/abc/artifacts", "0/abc/artifacts")]
    [InlineData("mlflow-artifacts://other:5000/0/abc/artifacts", "0/abc/artifacts")]
    [InlineData("mlflow-artifacts:/0/a b/artifacts", "0/a%20b/artifacts")]
    [InlineData("mlflow-artifacts:/0/../../etc", null)]
    [InlineData("s3://bucket/0/abc", null)]
    [InlineData("", null)]
    public void FilesPath_IsThatBelowTheServerItself(string uri, string? path) =>
        Assert.Equal(path, new MlflowRunInfo("abc", uri).FilesPath);

    [Fact]
    public void Batches_HoldNoMoreThanARequestMay_AndEverything()
    {
        var items = new MlflowItems();
        for (var i = 0; i < 2_001; i++) items.AddMetric("m", i, i, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 250; i++) items.AddParameter($"p{i}", new string('p', 6_000));
        for (var i = 0; i < 101; i++) items.AddTag("same", $"{i}");
        items.AddMetric("m", double.NaN, 0, DateTimeOffset.UnixEpoch);

        var batches = items.Batches().ToArray();

        int Count(string kind) => batches.Sum(batch => batch[kind]?.AsArray().Count ?? 0);
        Assert.Equal((2_001, 250, 101), (Count("metrics"), Count("params"), Count("tags")));
        Assert.All(batches, batch =>
        {
            Assert.True(batch.ToJsonString().Length < 1_000_000);
            Assert.True(batch.Sum(kind => kind.Value!.AsArray().Count) <= 1_000);
            Assert.True((batch["params"]?.AsArray().Count ?? 0) <= 100);
            Assert.True((batch["tags"]?.AsArray().Count ?? 0) <= 100);
        });
        var keys = batches.SelectMany(batch => batch["tags"]?.AsArray() ?? []).Select(tag => (string)tag!["key"]!);
        Assert.Equal(101, keys.Distinct().Count());
    }
}
