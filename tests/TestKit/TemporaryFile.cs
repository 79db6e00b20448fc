namespace Serverless.Tuner.TestKit;

/// <summary>A file with a text, for as long as a test needs it.</summary>
public sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
