namespace Serverless.Tuner.Objectives.Command;

/// <summary>What one evaluation of a program has to itself: a directory to
/// work in and one for temporary files, both gone at its end.</summary>
internal sealed class TrialDirectory : IAsyncDisposable
{
    private const string WorkName = "work";
    private const string TemporaryName = "tmp";
    private readonly HeldDirectory _parent;
    private readonly string _name;

    /// <summary>Makes both in a new directory.</summary>
    /// <param name="parent">Where that is made.</param>
    /// <param name="name">Its name there.</param>
    public TrialDirectory(HeldDirectory parent, string name)
    {
        _parent = parent;
        _name = name;
        foreach (var directory in (string[])[name, Path.Combine(name, WorkName), Path.Combine(name, TemporaryName)])
            parent.MakePrivate(directory);
        Location = Path.Combine(parent.RealPath, name);
    }

    /// <summary>The directory that holds both.</summary>
    public string Location { get; }

    /// <summary>Where the program starts.</summary>
    public string Work => Path.Combine(Location, WorkName);

    /// <summary>Where its temporary files go.</summary>
    public string Temporary => Path.Combine(Location, TemporaryName);

    /// <summary>Removes all of it; what cannot be goes when the host ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _parent.MakeAccessible(); // The program may have seen to it that it is not.
        await DirectoryRemoval.RemoveAsync(_parent, _name);
    }
}
