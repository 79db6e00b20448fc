namespace Serverless.Tuner.Objectives.Command;

/// <summary>A directory for one evaluation of a program, removed at its end.</summary>
internal sealed class TrialDirectory : IAsyncDisposable
{
    private const string WorkName = "work";
    private const string TemporaryName = "tmp";
    private readonly HeldDirectory _parent;
    private readonly string _name;

    public TrialDirectory(HeldDirectory parent, string name)
    {
        _parent = parent;
        _name = name;
        foreach (var directory in (string[])[name, Path.Combine(name, WorkName), Path.Combine(name, TemporaryName)])
            parent.MakePrivate(directory);
        Location = Path.Combine(parent.RealPath, name);
    }

    public string Location { get; }

    /// <summary>Where the program starts.</summary>
    public string Work => Path.Combine(Location, WorkName);

    /// <summary>Where its temporary files go.</summary>
    public string Temporary => Path.Combine(Location, TemporaryName);

    /// <summary>Removes all of it; what cannot be removed now goes when the host ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _parent.MakeAccessible(); // The program may have made it inaccessible.
        await _parent.RemoveAsync(_name);
    }
}
