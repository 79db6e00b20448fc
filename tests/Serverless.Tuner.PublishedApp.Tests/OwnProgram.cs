namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The sample with a sampler of its own, published.</summary>
public sealed class OwnProgram : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("ownprogram-");

    public string Directory => _directory.FullName;

    public async ValueTask InitializeAsync() => await Publishing.PublishAsync("samples/own-sampler", Directory);

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
