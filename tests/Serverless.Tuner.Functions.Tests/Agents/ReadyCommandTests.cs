using System.Diagnostics;
using System.Text.Json.Nodes;
using Serverless.Tuner.Functions.Agents;

namespace Serverless.Tuner.Functions.Tests.Agents;

/// <summary>The command that an agent is given for the best parameters gives them to the program.</summary>
public sealed class ReadyCommandTests
{
    private static readonly Dictionary<string, ParameterValue> s_plain = new()
    {
        ["lr"] = ParameterValue.Of(0.25),
        ["opt"] = ParameterValue.Of("sgd"),
    };

    [Fact]
    public void Of_ProgramThatReadsItsInput_WritesThemThere() =>
        Assert.Equal(
            """echo '{"lr":0.25,"opt":"sgd"}' | python3 obj.py""", ReadyCommand.Of(Spec("python3", "obj.py"), s_plain));

    [Theory]
    [InlineData("run 0.25 --opt=sgd", "run", "{lr}", "--opt={opt}")]
    [InlineData("""echo '{"lr":0.25,"opt":"sgd"}' | run 0.25""", "run", "{lr}")]
    [InlineData("""echo '{"lr":0.25,"opt":"sgd"}' | run '{lr}' sgd""", "run", "{{lr}}", "{opt}")]
    public void Of_ProgramWithAllOfThemAmongItsArguments_WritesNothing(string expected, params string[] command) =>
        Assert.Equal(expected, ReadyCommand.Of(Spec(command), s_plain));

    [Theory]
    [InlineData("it's; $(id) `id` \"$HOME\" !x")]
    [InlineData("back\\slash \\n \\c %s")]
    [InlineData("line\nbreak\ttab")]
    public async Task Of_WhateverTheValuesHold_AShellGivesThemAsTheyAre(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no POSIX shell.");
        var parameters = new Dictionary<string, ParameterValue> { ["a 'name'"] = ParameterValue.Of(text) };
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", ReadyCommand.Of(Spec("cat"), parameters)!])
        {
            RedirectStandardOutput = true,
        })!;

        var json = JsonNode.Parse(await shell.StandardOutput.ReadToEndAsync());

        Assert.Equal(text, (string?)json!["a 'name'"]);
        await shell.WaitForExitAsync();
    }

    private static StudySpec Spec(params string[] command) => new()
    {
        Name = "s",
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Command, Command = command },
        Directions = [Direction.Minimize],
        SearchSpace = [],
    };
}
