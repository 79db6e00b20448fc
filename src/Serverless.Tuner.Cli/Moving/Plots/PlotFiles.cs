namespace Serverless.Tuner.Cli.Moving.Plots;

/// <summary>The pictures of a study as files.</summary>
internal static class PlotFiles
{
    /// <summary>Draws all that can be drawn of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="importances">How much each parameter matters, by its name; null where that is not known.</param>
    /// <param name="pareto">Its front; null with one value.</param>
    public static IReadOnlyList<Picture> Draw(
        PlottedStudy study, IReadOnlyDictionary<string, double>? importances, ParetoView? pareto = null) =>
    [
        .. new[]
        {
            StudyPlots.History(study),
            importances is { Count: > 0 } ? StudyPlots.Importances(study, importances) : null,
            study.Axes.Count > 0 ? StudyPlots.ParallelCoordinates(study) : null,
            StudyPlots.Contour(study, importances),
            StudyPlots.Slice(study),
            pareto is null ? null : FrontPlot.Draw(study, pareto),
        }.OfType<Picture>(),
    ];

    /// <summary>The files of pictures in a folder.</summary>
    public static IEnumerable<string> Paths(IEnumerable<Picture> pictures, string folder, string ending) =>
        pictures.Select(picture => PathOf(picture, folder, ending));

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
                var file = PathOf(picture, folder, ending);
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

    private static string PathOf(Picture picture, string folder, string ending) => Path.Combine(folder, picture.Name + ending);
}
