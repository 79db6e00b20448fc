using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Study files that would take much time or memory are refused before they do.</summary>
public sealed class InputBombTests(TunerApps apps, ITestOutputHelper output)
{
    private const string Start = "{\"name\":\"bomb\",\"objective\":\"number\",";

    /// <summary>The most that refusing one may allocate.</summary>
    private const long MostBytes = 20_000_000;

    public static TheoryData<string> Bombs => [.. All.Keys];

    private static Dictionary<string, byte[]> All { get; } = new()
    {
        ["a million parameters"] = Utf8(
            $"{Start}\"searchSpace\":{{{string.Join(",", Enumerable.Range(0, 1_000_000).Select(i => $"\"p{i}\":[0,1]"))}}}}}"),
        ["as many parameters as fit"] = Utf8(
            $"{Start}\"searchSpace\":{{{string.Join(",", Enumerable.Range(0, 70_000).Select(i => $"\"p{i}\":[0,1]"))}}}}}"),
        ["a grid of a billion, all of it"] = Utf8(
            $"{Start}\"sampler\":\"grid\",\"trials\":1000000000,\"searchSpace\":"
            + $"{{{string.Join(",", Enumerable.Range(0, 3).Select(i => $"\"p{i}\":{{\"kind\":\"int\",\"low\":1,\"high\":1000}}"))}}}}}"),
        ["a grid of a billion, a little of it"] = Utf8(
            $"{Start}\"sampler\":\"grid\",\"trials\":10,\"searchSpace\":"
            + $"{{{string.Join(",", Enumerable.Range(0, 3).Select(i => $"\"p{i}\":{{\"kind\":\"int\",\"low\":1,\"high\":1000}}"))}}}}}"),
        ["a grid of fine levels in a thousand dimensions"] = Utf8(
            $"{Start}\"sampler\":{{\"type\":\"grid\",\"points\":10000}},\"searchSpace\":"
            + $"{{{string.Join(",", Enumerable.Range(0, 1_000).Select(i => $"\"p{i}\":[0,1]"))}}}}}"),
        ["a grid of fine levels under conditions"] = Utf8(
            $"{Start}\"sampler\":{{\"type\":\"grid\",\"points\":10000}},\"searchSpace\":{{\"c\":{{\"categorical\":[0,1]}},"
            + $"{string.Join(",", Enumerable.Range(0, 1_000).Select(i => $"\"p{i}\":{{\"uniform\":[0,1],\"when\":{{\"c\":1}}}}"))}}}}}"),
        ["a depth of 64"] = Utf8($"{Start}\"searchSpace\":{new string('[', 64)}{new string(']', 64)}}}"),
        ["a depth of a million"] = Utf8($"{Start}\"searchSpace\":{new string('[', 1_000_000)}"),
        ["five megabytes"] = Utf8($"{Start}\"x\":\"{new string('x', 5_000_000)}\"}}"),
        ["a hundred thousand choices"] = Utf8(
            $"{Start}\"searchSpace\":{{\"x\":{{\"choices\":[{string.Join(",", Enumerable.Range(0, 100_000))}]}}}}}}"),
        ["the same choices again and again"] = Utf8(
            $"{Start}\"searchSpace\":{{{string.Join(",", Enumerable.Range(0, 50).Select(
                i => $"\"p{i}\":{{\"categorical\":[{string.Join(",", Enumerable.Repeat(1, 10_000))}]}}"))}}}}}"),
        ["invalid UTF-8"] = [.. Utf8($"{Start}\"x\":\""), 0xFF, 0xFE, .. Utf8("\"}")],
        ["broken UTF-8 as long as allowed"] = [.. Utf8($"{Start}\"x\":\""), .. Enumerable.Repeat((byte)0xC3, 1_000_000), .. Utf8("\"}")],
    };

    [Theory, MemberData(nameof(Bombs))]
    public async Task Start_Bomb_IsRefused(string what)
    {
        using var content = new ByteArrayContent(All[what]);
        using var response = await apps.App.Http.PostAsync(new Uri("v1/tuner/studies", UriKind.Relative), content);

        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge, $"{response.StatusCode}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.True((await response.Content.ReadAsByteArrayAsync()).Length < 100_000, "The refusal itself is large.");
    }

    [Theory, MemberData(nameof(Bombs))]
    public void Parse_Bomb_AllocatesLittle(string what)
    {
        if (All[what].Length > StudySpecParser.MaxBytes) return; // It is not read at all.
        var catalogs = apps.App.Services.GetRequiredService<StudyCatalogs>();
        var bomb = All[what];
        var (bytes, fastest) = (0L, double.MaxValue);
        for (var round = 0; round < 5; round++)
        {
            var (began, before) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            var (spec, errors) = StudySpecParser.Parse(bomb, catalogs);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            fastest = Math.Min(fastest, TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            Assert.Null(spec);
            Assert.NotEmpty(errors);
        }

        // What is measured is for people; another test that runs at the same time takes from it.
        output.WriteLine($"{what}: {bytes:N0} bytes, {fastest:0.0} ms");
        Assert.True(bytes < MostBytes, $"{bytes:N0} bytes");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
