using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads an array of points; each value must be one that its parameter can take.</summary>
internal static class PointsParser
{
    public static IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>>? Read(
        ObjectReader reader, string field, SearchSpace space, ErrorList errors)
    {
        if (reader.Elements(field, StartPoints.Most, "points, each an object of parameters and values") is not { } elements) return null;
        var parameters = space.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var points = new List<IReadOnlyDictionary<string, ParameterValue>>();
        foreach (var (item, at) in elements)
        {
            if (ObjectReader.OpenMap(item, at, errors) is not { } body) return null;
            points.Add(ReadPoint(body, parameters, errors));
        }

        return points;
    }

    private static Dictionary<string, ParameterValue> ReadPoint(
        ObjectReader body, Dictionary<string, Parameter> parameters, ErrorList errors)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (body.Names.Count == 0) errors.Add(body.Pointer, "names no parameter");
        foreach (var name in body.Names)
        {
            if (!parameters.TryGetValue(name, out var parameter)) body.Error(name, "is not a parameter of the search space");
            else if (body.GetOrNull(name) is not { } value) continue;
            else if (ParameterValue.FromJson(value) is { } scalar && parameter.Accept(scalar) is { } accepted) point[name] = accepted;
            else body.Error(name, $"{ObjectReader.Describe(value)} is not a value of this parameter");
        }

        return point;
    }
}
