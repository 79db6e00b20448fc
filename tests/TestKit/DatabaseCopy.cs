namespace Serverless.Tuner.TestKit;

/// <summary>A copy of what an Azurite has on disk at one moment.</summary>
public sealed class DatabaseCopy : IDisposable
{
    private readonly string _from;
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("azurite-copy-");

    private DatabaseCopy(string from) => _from = from;

    /// <summary>Copies the files of an Azurite that may be working.</summary>
    public static DatabaseCopy Of(AzuriteProcess azurite)
    {
        var copy = new DatabaseCopy(azurite.Directory);
        // Snapshot and journal belong together: when it wrote a new snapshot meanwhile, once more.
        for (var before = Files(azurite.Directory); !copy.TryCopy()
            || !before.SequenceEqual(Files(azurite.Directory)); before = Files(azurite.Directory))
            copy.Empty();
        return copy;
    }

    /// <summary>Puts the files back in the place of those that are there.</summary>
    public void Restore()
    {
        foreach (var file in Files(_from)) File.Delete(Path.Combine(_from, file));
        foreach (var file in _copy.GetFiles()) file.CopyTo(Path.Combine(_from, file.Name));
    }

    public void Dispose() => _copy.Delete(recursive: true);

    private static string[] Files(string directory) =>
        [.. Directory.GetFiles(directory, "__azurite_db_table*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private bool TryCopy()
    {
        try
        {
            foreach (var file in Files(_from)) File.Copy(Path.Combine(_from, file), Path.Combine(_copy.FullName, file));
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private void Empty()
    {
        foreach (var file in _copy.GetFiles()) file.Delete();
    }
}
