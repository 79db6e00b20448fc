namespace Serverless.Tuner.Objectives.Command;

/// <summary>A directory for one evaluation of a program, removed at its end.</summary>
internal sealed class TrialDirectory : IAsyncDisposable
{
    private const string WorkName = "work";
    private const string TemporaryName = "tmp";
    private const string ArtifactsName = "artifacts";
    private readonly HeldDirectory _parent;
    private readonly string _name;

    public TrialDirectory(HeldDirectory parent, string name)
    {
        _parent = parent;
        _name = name;
        parent.MakePrivate(name);
        foreach (var inside in (string[])[WorkName, TemporaryName, ArtifactsName]) parent.MakePrivate(Path.Combine(name, inside));
        Location = Path.Combine(parent.RealPath, name);
    }

    public string Location { get; }

    /// <summary>Where the program starts.</summary>
    public string Work => Path.Combine(Location, WorkName);

    /// <summary>Where its temporary files go.</summary>
    public string Temporary => Path.Combine(Location, TemporaryName);

    /// <summary>Where it writes what is to be kept.</summary>
    public string Artifacts => Path.Combine(Location, ArtifactsName);

    /// <summary>Opens the directory of what is to be kept; null when the program has put something else in its place.</summary>
    public HeldDirectory? OpenArtifacts()
    {
        _parent.MakeAccessible();
        using var own = _parent.TryOpenInside(_name);
        own?.MakeAccessible();
        var artifacts = own?.TryOpenInside(ArtifactsName);
        artifacts?.MakeAccessible();
        return artifacts;
    }

    /// <summary>Removes all of it; what cannot be removed now goes when the host ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _parent.MakeAccessible(); // The program may have made it inaccessible.
        await _parent.RemoveAsync(_name);
    }
}
