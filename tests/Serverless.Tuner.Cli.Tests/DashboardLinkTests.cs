using Serverless.Tuner.Cli.Commands;
using Serverless.Tuner.Cli.Servers;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>The link to the dashboard has the token: it is for who sits at the terminal, and in no log.</summary>
public sealed class DashboardLinkTests
{
    private static readonly ServerAddress Server = new(new Uri("http://127.0.0.1:7071"), "a+b/c=");

    [Fact]
    public void OnATerminal_TheTokenIsInTheFragment_OnOneLine()
    {
        using var output = new StringWriter();

        DashboardLink.Write(new Terminal(CliRun.ColourConsole(output), Terminal.Plain(output), output), Server);

        Assert.Equal("Dashboard: http://127.0.0.1:7071/#token=a%2Bb%2Fc%3D" + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void InAFile_NothingIsWritten()
    {
        using var output = new StringWriter();

        DashboardLink.Write(new Terminal(Terminal.Plain(output), Terminal.Plain(output), output), Server);

        Assert.Empty(output.ToString());
    }
}
