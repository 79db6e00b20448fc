namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what a study learns from studies before it, and the size of its data, by which it is found in turn.</summary>
internal static class WarmStartParser
{
    private const int MostStudies = 10;
    private const long MostRows = 1_000_000_000_000_000;

    public static WarmStartSpec? Read(ObjectReader reader)
    {
        if (reader.Open("warmStart") is not { } body) return null;
        var defaults = new WarmStartSpec();
        var from = body.Texts("from");
        var spec = new WarmStartSpec
        {
            Similar = body.Bool("similar") ?? false,
            Threshold = body.Number("threshold", 0, 1) ?? defaults.Threshold,
            Max = body.Int("max", 1, MostStudies) ?? defaults.Max,
            From = from,
            Space = body.Choice("space", "declared", "learned") == "learned" ? WarmStartSpace.Learned : WarmStartSpace.Declared,
        };
        Check(body, spec);
        body.RejectUnknown();
        return spec;
    }

    /// <summary>The size of a study's data.</summary>
    public static DataSpec? ReadData(ObjectReader reader)
    {
        if (reader.Open("data") is not { } body) return null;
        var data = new DataSpec { Rows = ReadSize(body, "rows"), Features = ReadSize(body, "features") };
        if (body.Names.Count == 0) reader.Error("data", "says nothing: give rows or features");
        body.RejectUnknown();
        return data;
    }

    private static void Check(ObjectReader body, WarmStartSpec spec)
    {
        if (body.Get("from") is null)
        {
            if (!spec.Similar) body.Error("similar", "must be true, or from name the studies to learn from");
            return;
        }

        if (spec.Similar) body.Error("similar", "stands beside from; give one of the two");
        if (body.Get("threshold") is not null) body.Error("threshold", "is for similar; those that from names are all taken");
        if (body.Get("max") is not null) body.Error("max", "is for similar; those that from names are all taken");
        if (spec.From is not { } names) return;
        if (names.Count > MostStudies) body.Error("from", $"must name 1 to {MostStudies} studies, not {names.Count}");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) body.Error("from", "has the same name twice");
        for (var i = 0; i < names.Count; i++)
            if (Studies.StudyName.TryParse(names[i]) is null)
                body.Error("from", $"names '{Excerpt.Start(names[i], 100)}', which no study can be called");
    }

    private static long? ReadSize(ObjectReader body, string name)
    {
        if (body.Long(name) is not { } size) return null;
        if (size is >= 1 and <= MostRows) return size;
        body.Error(name, $"must be a whole number from 1 to {MostRows}, not {size}");
        return null;
    }
}
