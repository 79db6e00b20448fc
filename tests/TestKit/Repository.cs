namespace Serverless.Tuner.TestKit;

/// <summary>Where the sources are that this test was built from.</summary>
public static class Repository
{
    private const string Landmark = "Serverless.Tuner.sln";

    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark))) return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Landmark}.");
    }
}
