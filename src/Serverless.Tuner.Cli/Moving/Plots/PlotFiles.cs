namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>The pictures of a study as files.</summary>
internal static class PlotFiles
{
    /// <summary>Draws all that can be drawn of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="importances">How much each parameter matters, by its name; null where that is not known.</param>
    public static IReadOnlyList<Picture> Draw(PlottedStudy study, IReadOnlyDictionary<string, double>? importances) =>
    [
        .. new[]
        {
            StudyPlots.History(study),
            importances is { Count: > 0 } ? StudyPlots.Importances(study, importances) : null,
            study.Axes.Count > 0 ? StudyPlots.ParallelCoordinates(study) : null,
            StudyPlots.Contour(study, importances),
            StudyPlots.Slice(study),
        }.OfType<Picture>(),
    ];

    /// <summary>Writes pictures into a folder.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="CliException">They cannot be written, or drawn on this machine.</exception>
    public static IEnumerable<string> Write(
        IEnumerable<Picture> pictures, string folder, string ending, Action<Picture, Stream> write)
    {
        var files = new List<string>();
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var picture in pictures)
            {
                var file = Path.Combine(folder, picture.Name + ending);
                using var stream = File.Create(file);
                write(picture, stream);
                files.Add(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{folder} cannot be written: {e.Message}", ExitCode.InvalidInput);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new CliException($"Nothing can be drawn on this machine: {e.Message}", ExitCode.InvalidInput);
        }

        return files;
    }
}
