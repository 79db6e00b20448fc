namespace Serverless.Tuner.Objectives.Command;

/// <summary>What one evaluation of a program has to itself: a directory to work in and one for temporary files, both gone at its end.</summary>
internal sealed class TrialDirectory : IAsyncDisposable
{
    /// <summary>Makes both below <paramref name="location"/>, which exists.</summary>
    public TrialDirectory(string location)
    {
        Location = location;
        Work = HostDirectory.MakePrivate(Path.Combine(location, "work")).FullName;
        Temporary = HostDirectory.MakePrivate(Path.Combine(location, "tmp")).FullName;
    }

    /// <summary>The directory that holds both.</summary>
    public string Location { get; }

    /// <summary>Where the program starts.</summary>
    public string Work { get; }

    /// <summary>Where its temporary files go.</summary>
    public string Temporary { get; }

    /// <summary>Removes all of it; what cannot be goes when the host ends.</summary>
    public async ValueTask DisposeAsync() => await DirectoryRemoval.RemoveAsync(Location);
}
