using Serverless.Tuner.PublishedApp.Tests;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The function app as <c>dotnet publish</c> leaves it.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("publishedapp-");

    public string Directory => _directory.FullName;

    public async ValueTask InitializeAsync() => await Publishing.PublishAsync("src/Serverless.Tuner.Functions", Directory, builds: true);

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
