using System.Text.Json;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Cli.Tests;

public sealed class InstallationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("installation-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void FindAzurite_InstalledInAFolderAbove_IsTheNearest()
    {
        var (near, far) = (Install("project"), Install("."));
        var program = _folder.CreateSubdirectory("project/bin/Release/net10.0").FullName;
        var elsewhere = _folder.CreateSubdirectory("elsewhere").FullName;

        Assert.Equal(near, Installation.FindAzurite(program, elsewhere));
        Assert.Equal(far, Installation.FindAzurite(elsewhere, program));
    }

    [Fact]
    public void FindAzurite_OfTheSecondFolder_WhenTheFirstHasNone()
    {
        var package = Install("project");
        var elsewhere = _folder.CreateSubdirectory("elsewhere").FullName;

        Assert.Equal(package, Installation.FindAzurite(elsewhere, Path.Combine(_folder.FullName, "project")));
    }

    [Fact]
    public void FindAzurite_NotInstalled_IsNone()
    {
        _folder.CreateSubdirectory("node_modules/azurite");

        Assert.Null(Installation.FindAzurite(_folder.FullName));
    }

    [Fact]
    public void Own_CommandThatAServerGave_IsAsAUserTypesItHere()
    {
        Assert.Equal($"{Installation.Command} study resume a", Installation.Own("tuner study resume a"));
        Assert.EndsWith("/tuner study resume a", Installation.Own("tuner study resume a").Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal("tunersomething", Installation.Own("tunersomething"));
    }

    /// <summary>The script of the repository is not where most people are when they read a message.</summary>
    [Fact]
    public void Messages_NameTheCommandThatStartedTheProgram()
    {
        var program = Path.Combine(Repository.Root, "src", "Serverless.Tuner.Cli");
        var lines = Directory.EnumerateFiles(program, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("`./tuner", StringComparison.Ordinal));

        Assert.Empty(lines);
    }

    [Fact]
    public void NoAzurite_NamesTheVersionThatTheRepositoryInstalls()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "package.json")));

        Assert.Equal(Installation.AzuriteVersion, package.RootElement.GetProperty("devDependencies").GetProperty("azurite").GetString());
        Assert.Contains($"npm install azurite@{Installation.AzuriteVersion}", Installation.NoAzurite, StringComparison.Ordinal);
    }

    private string Install(string folder)
    {
        var package = Path.GetFullPath(Path.Combine(_folder.FullName, folder, "node_modules", "azurite"));
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Combine(package, "package.json"), "{}");
        return package;
    }
}
