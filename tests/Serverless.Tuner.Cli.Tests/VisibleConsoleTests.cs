using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Texts that somebody wrote past our own Text and WriteLine, and what the host logs.</summary>
public sealed class VisibleConsoleTests
{
    private readonly StringWriter _output = new();

    [Fact]
    public void Write_SpectresOwnText_IsShown()
    {
        Console(AnsiSupport.No).Write(new Spectre.Console.Text("a\u001b[2J\u202eb"));

        Assert.Equal(@"a\u001b[2J\u202eb", _output.ToString());
    }

    [Fact]
    public void Write_Style_IsObeyedAndTheTextIsNot()
    {
        Console(AnsiSupport.Yes).Write(new Spectre.Console.Text("a\u001b[8mb", new Style(decoration: Decoration.Bold)));

        Assert.Equal("\u001b[1ma\\u001b[8mb\u001b[0m", _output.ToString());
    }

    [Fact]
    public async Task Live_WhatIsDrawnAnew_IsShown()
    {
        await Console(AnsiSupport.Yes).Live(new Spectre.Console.Text("")).StartAsync(live =>
        {
            live.UpdateTarget(new Spectre.Console.Text("second\u009b2J"));
            return Task.CompletedTask;
        });

        Assert.Contains(@"second\u009b2J", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u009b', _output.ToString());
    }

    [Fact]
    public void Write_Markup_TitleIsAsWideAsItIsShown()
    {
        var console = Console(AnsiSupport.No);
        console.Profile.Width = 60;
        console.Write(new Rule(Markup.Escape("[red]a\u001b[2J\n\u202eb")).LeftJustified());

        var line = Assert.Single(_output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(@" [red]a\u001b[2J\n\u202eb ", line, StringComparison.Ordinal);
        Assert.Equal(60, line.Length);
    }

    [Fact]
    public void Log_HostileMessageAndException_AreOneVisibleLine()
    {
        var before = System.Console.Error;
        System.Console.SetError(_output);
        try
        {
            var services = new ServiceCollection();
            EmbeddedApp.AddLog(services);
            using var provider = services.BuildServiceProvider();
            provider.GetRequiredService<ILogger<VisibleConsoleTests>>()
                .LogError(new InvalidOperationException(Hostile.Text), "study {Name}", "s" + Hostile.Text);
        }
        finally
        {
            System.Console.SetError(before);
        }

        var line = Assert.Single(_output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"fail: {typeof(VisibleConsoleTests).FullName}[0] study s\\u001b]0;title\\u0007", line, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: \\u001b]0;", line, StringComparison.Ordinal);
        Assert.Equal(line, VisibleText.Line(line));
    }

    private IAnsiConsole Console(AnsiSupport ansi)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = ansi,
                ColorSystem = ColorSystemSupport.TrueColor,
                Interactive = InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(_output)
            });
        return new Terminal(console, console, _output).Output;
    }
}
