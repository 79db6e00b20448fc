using System.Text.Json;
using System.Xml.Linq;
using ScottPlot;
using ScottPlot.TickGenerators;
using Serverless.Tuner.Cli.Moving.Plots;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.TestKit;
using SkiaSharp;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>Studies as pictures: that something was drawn is seen from the pixels.</summary>
public sealed class StudyPlotsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tuner-plots-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void AllFivePlots_AreDrawn_AsPngAndSvg()
    {
        var pictures = PlotFiles.Draw(Study(40), new Dictionary<string, double> { ["lr"] = 0.75, ["opt"] = 0.25 });

        string[] pngs = [.. PlotFiles.Write(pictures, Path.Combine(_folder.FullName, "png"), ".png", (p, s) => p.WritePng(s))];
        string[] svgs = [.. PlotFiles.Write(pictures, _folder.FullName, ".svg", (p, s) => p.WriteSvg(s))];

        string[] names = ["optimization_history", "param_importances", "parallel_coordinate", "contour", "slice"];
        Assert.Equal(names, pngs.Select(f => Path.GetFileNameWithoutExtension(f)));
        Assert.Equal(names, svgs.Select(f => Path.GetFileNameWithoutExtension(f)));
        foreach (var png in pngs) Assert.True(Colours(png) > 3, png);
        foreach (var svg in svgs) Assert.True(XDocument.Load(svg).Descendants().Count() > 20, svg);
    }

    [Fact]
    public void BestSoFar_IsDrawnInItsOwnColour_AndAnEmptyPictureIsNot()
    {
        var drawn = Path.Combine(_folder.FullName, "a.png");
        using (var stream = File.Create(drawn)) StudyPlots.History(Study(20)).WritePng(stream);

        Assert.True(Count(drawn, new SKColor(196, 78, 82)) > 100);
        Assert.True(Count(drawn, new SKColor(76, 114, 176)) > 50);
        var empty = Path.Combine(_folder.FullName, "b.png");
        using (var stream = File.Create(empty)) new Picture("b", 1, 1).WritePng(stream);
        Assert.Equal(0, Count(empty, new SKColor(196, 78, 82)));
    }

    [Fact]
    public void Contour_SaysNothingWhereNoTrialIs()
    {
        var corner = Enumerable.Range(0, 40).Select(i => (X: 0.05 + (i % 8 * 0.03), Y: 0.05 + (i / 8 * 0.03), Value: (double)i)).ToArray();

        var surface = new ContourSurface(corner);
        var grid = surface.On(40);

        Assert.InRange(surface.Reach, 0.04, 0.15);
        for (var row = 0; row < 40; row++)
            for (var column = 0; column < 40; column++)
            {
                var (x, y) = ((column + 0.5) / 40, 1 - ((row + 0.5) / 40));
                var far = corner.Min(p => Math.Sqrt(((p.X - x) * (p.X - x)) + ((p.Y - y) * (p.Y - y))));
                Assert.Equal(far > surface.Reach, double.IsNaN(grid[row, column]));
            }
    }

    /// <summary>The dashboard has the same rule in another language, and reads the same cases.</summary>
    [Fact]
    public void Contour_IsTheSurfaceThatTheDashboardDraws()
    {
        foreach (var recorded in Cases("surface.json"))
        {
            var cells = recorded.GetProperty("cells").GetInt32();
            var samples = recorded.GetProperty("samples").EnumerateArray()
                .Select(s => (s[0].GetDouble(), s[1].GetDouble(), s[2].GetDouble()));
            var grid = new ContourSurface(samples).On(cells);
            foreach (var (i, expected) in recorded.GetProperty("grid").EnumerateArray().Index())
            {
                // Its first row is the lowest.
                var actual = grid[cells - 1 - (i / cells), i % cells];
                if (expected.ValueKind == JsonValueKind.Null) Assert.True(double.IsNaN(actual), $"{recorded.GetProperty("name")} {i}");
                else Assert.Equal(expected.GetDouble(), actual, 1e-9 * Math.Max(1, Math.Abs(expected.GetDouble())));
            }
        }
    }

    [Fact]
    public void LogitAxis_HasTheMarksThatTheDashboardHas()
    {
        foreach (var recorded in Cases("logit-ticks.json"))
        {
            var marks = LogitTicks.Of(
                recorded.GetProperty("low").GetDouble(), recorded.GetProperty("high").GetDouble(), recorded.GetProperty("most").GetInt32());
            Assert.Equal(
                recorded.GetProperty("marks").EnumerateArray().Select(m => m.GetDouble()), marks, (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal(
                recorded.GetProperty("texts").EnumerateArray().Select(t => Number(t.GetString()!)),
                marks.Select(m => Number(LogitTicks.Text(m))));
        }

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void ParameterOnALogitScale_HasSuchAnAxis()
    {
        var keep = new ParameterSpec { Name = "keep", Kind = ParameterKind.Float, Low = 0.001, High = 0.999, Scale = ScaleKind.Logit };
        double[] seen = [0.001, 0.5, 0.9, 0.99, 0.999];
        var axis = new PlotAxis(keep, seen.Select(ParameterValue.Of));
        using var plot = new Plot();
        axis.Label(plot.Axes.Bottom);

        Assert.Equal(0.5, axis.Share(ParameterValue.Of(0.5)), 12);
        Assert.True(axis.Share(ParameterValue.Of(0.99)) - axis.Share(ParameterValue.Of(0.9)) > 0.15);
        Assert.Equal(("0.001", "0.999"), (axis.EndLabel(isHigh: false), axis.EndLabel(isHigh: true)));
        Assert.IsType<NumericManual>(plot.Axes.Bottom.TickGenerator);
        // What has no place there is drawn on a plain axis.
        Assert.Equal(1.0, new PlotAxis(keep, [ParameterValue.Of(0.5), ParameterValue.Of(1.0)]).High);
    }

    [Fact]
    public void Contour_IsAsSmoothAsItsValuesAre()
    {
        var noisy = Surface((_, i) => Math.Sin(i * i));
        var rough = Surface((x, _) => Math.Sin(40 * x));
        var dear = new ContourSurface(Enumerable.Range(0, 100).Select(i => (i % 10 / 9.0, i / 10 / 9.0, i == 5 ? 1e9 : i % 10 / 9.0)));

        Assert.True(noisy.Width > rough.Width, $"{noisy.Width} {rough.Width}");
        // One value far off does not flatten the rest.
        Assert.True(dear.On(20)[10, 19] - dear.On(20)[10, 0] > 0.5);

        static ContourSurface Surface(Func<double, int, double> value) => new(
            Enumerable.Range(0, 400).Select(i => (X: i * 0.618034 % 1, I: i)).Select(p => (p.X, p.I / 400.0, value(p.X, p.I))));
    }

    [Fact]
    public void StudyOfOneTrial_OfHostileNames_OrWithoutParameters_IsDrawnAsFarAsItGoes()
    {
        var hostile = "\u001b]0;x\u0007<b>&\uFFFF \u202e" + new string('n', 500);
        var study = View([new ParameterSpec { Name = hostile, Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of("<a&\u0001"), ParameterValue.Of(hostile)] }]);
        var trials = new[]
        {
            Trial(0, 1, (hostile, ParameterValue.Of("<a&\u0001"))), Trial(1, 2, (hostile, ParameterValue.Of(hostile))),
        };

        var two = PlotFiles.Draw(PlottedStudy.Of(study, trials)!, new Dictionary<string, double> { [hostile] = 1 });
        var one = PlotFiles.Draw(PlottedStudy.Of(study, trials[..1])!, importances: null);

        Assert.Equal(["optimization_history", "param_importances", "parallel_coordinate", "slice"], two.Select(p => p.Name));
        Assert.Equal(["optimization_history"], one.Select(p => p.Name));
        foreach (var svg in PlotFiles.Write(two, _folder.FullName, ".svg", (p, s) => p.WriteSvg(s))) Assert.NotNull(XDocument.Load(svg)
            .Root);
        Assert.Null(PlottedStudy.Of(study, []));
        Assert.Null(PlottedStudy.Of(study, [Trial(0, 1) with { State = TrialState.Failed, Values = null }]));
    }

    private static JsonElement[] Cases(string file) => [.. JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "src", "dashboard", "test", "cases", file))).RootElement.EnumerateArray()];

    private static PlottedStudy Study(int count) => PlottedStudy.Of(
        View(
        [
            new ParameterSpec { Name = "lr", Kind = ParameterKind.Float, Low = 1e-5, High = 0.1, Log = true },
            new ParameterSpec { Name = "layers", Kind = ParameterKind.Int, Low = 1, High = 8 },
            new ParameterSpec { Name = "opt", Kind = ParameterKind.Categorical,
                Choices = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")] },
        ]),
        Enumerable.Range(0, count).Select(i => Trial(
            i, Math.Abs(i - 13) + 0.5, ("lr", ParameterValue.Of(1e-5 * (i + 1))), ("layers", ParameterValue.Of((long)(i % 8) + 1)),
            ("opt", ParameterValue.Of(i % 2 == 0 ? "sgd" : "adam")))))!;

    private static StudyView View(IReadOnlyList<ParameterSpec> space) => new()
    {
        Name = "plotted",
        State = StudyState.Ended,
        Spec = new StudySpec
        {
            Name = "plotted",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = space,
        },
        Counts = new TrialCounts(),
        Ledger = new LedgerView(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static TrialView Trial(int number, double value, params (string Name, ParameterValue Value)[] parameters) => new()
    {
        Number = number,
        State = TrialState.Complete,
        Values = [value],
        Parameters = parameters.ToDictionary(p => p.Name, p => p.Value),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static int Colours(string png)
    {
        using var bitmap = SKBitmap.Decode(png);
        return bitmap.Pixels.Distinct().Count();
    }

    private static int Count(string png, SKColor colour)
    {
        using var bitmap = SKBitmap.Decode(png);
        return bitmap.Pixels.Count(p => p == colour);
    }
}
